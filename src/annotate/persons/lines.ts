import { bordersOf } from "../borders.js";
import { behindPost, nameAt } from "./name.js";
import { freeName, type Person, personOf, type Sight } from "./sight.js";

/** A reporter's names in brackets: (刘艺、杨吉) behind 电 or 讯, (郭旭) at the end of the text. */
const BYLINE = /(?:[电讯]|^|[。”!！?？\s])\(((?:\p{Script=Han}{2,4}[、 ,，/]?){1,5})\)/gu;
const LIST = /(?<![\p{Script=Han}、])\p{Script=Han}{2,4}(?:\([^()\n]{1,6}\))?(?:、\p{Script=Han}{2,4}(?:\([^()\n]{1,6}\))?){2,60}/gu;
/** A row of a list of members: the name, spaces, the post to the end of the line. */
const ROW = /(?:^|[:：\n])[ \t]*(\p{Script=Han}(?:[ \t]?\p{Script=Han}){1,3})[ \t]{1,8}(\S{2,40})[ \t]*(?=\n|$)/gu;
const CONTACT = /[:：;；、,，]\s?([^:：;；,，、\s\d]{2,24})(?=[,，;；、\s(]|$)/g;

/** A foreign name with its Latin spelling behind: 兹韦列夫(Alexander Zverev). */
const LATIN = /(\p{Script=Han}{2,8})\s?\([A-Z][A-Za-z.'-]{1,20} [A-Z][A-Za-z.' -]{1,30}\)/gu;
/** Who took a picture: (刘满仓摄), 李梦馨 摄. */
const PICTURE = /(?<=[\s(])(\p{Script=Han}{2,3})[ ]{0,2}摄(?=[\s)。，,]|$)/gu;

/** Finds persons by the form of the line: bylines in brackets, lists of members, contacts, Latin spellings, pictures. */
export function findInLines(sight: Sight): Person[] {
  return [...lists(sight), ...bylines(sight), ...members(sight), ...contacts(sight), ...spelt(sight), ...pictures(sight)];
}

function spelt(sight: Sight): Person[] {
  const { view, names } = sight;
  const borders = bordersOf(view);
  const persons: Person[] = [];
  for (const found of view.text.matchAll(LATIN)) {
    const end = found.index + (found[1] as string).length;
    let start = end;
    while (start > found.index && names.foreign.has(view.text[start - 1] as string)) start--;
    while (start < end && borders[start] === 0) start++;
    const person = end - start > 1 ? personOf(view, { start, end }, "latin") : null;
    if (person) persons.push(person);
  }
  return persons;
}

function pictures(sight: Sight): Person[] {
  const persons: Person[] = [];
  for (const found of sight.view.text.matchAll(PICTURE)) {
    const name = freeName(sight, found.index, "firm");
    const person = name?.end === found.index + (found[1] as string).length ? personOf(sight.view, name, "picture", "摄影") : null;
    if (person) persons.push(person);
  }
  return persons;
}

/** Three names or more in a row, without a post: the attendance of minutes, the authors of a report. */
function lists(sight: Sight): Person[] {
  const { view } = sight;
  const persons: Person[] = [];
  for (const found of view.text.matchAll(LIST)) {
    const listed: Person[] = [];
    let at = found.index;
    for (const item of found[0].split("、")) {
      const written = item.replace(/\(.*$/, "");
      const name = nameAt(view, at, sight.names, "firm");
      const person = name?.end === at + written.length ? personOf(view, name, "row") : null;
      if (!person) break;
      listed.push(person);
      at += item.length + 1;
    }
    // the last item may run on into the sentence
    if (listed.length > 2 && listed.length >= found[0].split("、").length - 1) persons.push(...listed);
  }
  return persons;
}

function bylines(sight: Sight): Person[] {
  const { text } = sight.view;
  const persons: Person[] = [];
  for (const part of [text.slice(0, 300), text.slice(-200)]) {
    const offset = part === text.slice(0, 300) ? 0 : Math.max(0, text.length - 200);
    for (const found of part.matchAll(BYLINE)) {
      const listed = found[1] as string;
      let at = offset + found.index + found[0].length - 1 - listed.length;
      const names: Person[] = [];
      for (const word of listed.split(/[、 ,，/]/)) {
        const name = freeName(sight, at, "firm");
        const person = name?.end === at + word.length ? personOf(sight.view, name, "byline", "记者") : null;
        if (person) names.push(person);
        at += word.length + 1;
      }
      if (names.length === listed.split(/[、 ,，/]/).filter(Boolean).length) persons.push(...names);
    }
  }
  return persons;
}

function members(sight: Sight): Person[] {
  const { view, names, bodies } = sight;
  const { text } = view;
  const persons: Person[] = [];
  for (const found of text.matchAll(ROW)) {
    const [row, spelt = "", role = ""] = found;
    const start = found.index + row.indexOf(spelt);
    const name = spelt.replace(/[ \t]/g, "");
    const post = endingPost(role, names.posts.before);
    if (!post || name.length > 4) continue;
    const surname = names.surnames.has(name.slice(0, 2)) && name.length > 2 ? 2 : names.surnames.has(name[0] as string) ? 1 : 0;
    if (surname === 0 || names.notGiven.has(name.slice(surname)) || names.posts.behind.has(name) || behindPost(name, 1, names)) continue;
    const roleEnd = found.index + row.length;
    const person = personOf(view, { start, end: start + spelt.length }, "member", post, bodies.get(roleEnd - post.length)?.name);
    if (person) persons.push({ ...person, name });
  }
  return persons;
}

function endingPost(role: string, posts: ReadonlyMap<string, unknown>): string | null {
  for (let length = Math.min(8, role.length); length > 1; length--) if (posts.has(role.slice(-length))) return role.slice(-length);
  return null;
}

/** 联系人:建筑市场监管处韦九洲,联系电话:…;外联站李岩松 */
function contacts(sight: Sight): Person[] {
  const { view, bodies } = sight;
  const { text } = view;
  const persons: Person[] = [];
  for (let at = text.indexOf("联系人"); at >= 0; at = text.indexOf("联系人", at + 3)) {
    const line = text.slice(at, at + 200).split("\n")[0] ?? "";
    for (const part of line.matchAll(CONTACT)) {
      const end = at + part.index + part[0].length;
      const begin = end - (part[1] as string).length;
      for (const start of [end - 3, end - 2]) {
        if (start < begin || (start > begin && !/[处科室站部办局中心院所组会厅]/.test(text[start - 1] ?? ""))) continue;
        const name = freeName(sight, start, "firm");
        const person = name?.end === end ? personOf(view, name, "contact", "联系人", bodies.get(start)?.name) : null;
        if (person) {
          persons.push(person);
          break;
        }
      }
    }
  }
  return persons;
}
