import { behindPost } from "./name.js";
import { freeName, type Person, personOf, type Sight } from "./sight.js";

/** A reporter's names in brackets: (刘艺、杨吉) behind 电 or 讯, (郭旭) at the end of the text. */
const BYLINE = /(?:[电讯]|^|[。”!?\s])\(((?:\p{Script=Han}{2,4}[、 ,/]?){1,5})\)/gu;
/** A row of a list of members: the name, spaces, the post to the end of the line. */
const ROW = /(?:^|[:\n])[ \t]*(\p{Script=Han}(?:[ \t]?\p{Script=Han}){1,3})[ \t]{1,8}(\S{2,40})[ \t]*(?=\n|$)/gu;
const CONTACT = /[:;、,]\s?([^:;,、\s\d]{2,24})(?=[,;、\s(]|$)/g;

/** Finds persons by the form of the line: bylines in brackets, lists of members, contacts. */
export function findInLines(sight: Sight): Person[] {
  return [...bylines(sight), ...members(sight), ...contacts(sight)];
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
      for (const word of listed.split(/[、 ,/]/)) {
        const name = freeName(sight, at, "firm");
        const person = name?.end === at + word.length ? personOf(sight.view, name, "byline", "记者") : null;
        if (person) names.push(person);
        at += word.length + 1;
      }
      if (names.length === listed.split(/[、 ,/]/).filter(Boolean).length) persons.push(...names);
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
