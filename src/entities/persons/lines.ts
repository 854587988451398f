import type { Names } from "../../dictionary/persons/names.js";
import { bordersOf } from "../borders.js";
import { aloneOnLines, inRows, wholeNames } from "./name-rows.js";
import { freeName, type Person, type PersonContext, personOf } from "./person-context.js";
import { behindPost } from "./posts.js";

/** Reporters' names in brackets: (刘艺、杨吉) behind 电 or 讯, (郭旭) at the end of the text. */
const BYLINE = /(?:[电讯]|^|[。”!！?？\s])[(（]((?:\p{Script=Han}{2,4}[、 ,，/]?){1,5})[)）]/gu;
const BYLINE_GAP = /[、 ,，/]/;
/** A line of a list of members: the name, spaces, the post to the end of the line. */
const MEMBER = /(?:^|[:：])[ \t]*(\p{Script=Han}(?:[ \t]?\p{Script=Han}){1,3})[ \t]{1,8}(\S{2,40})[ \t]*$/u;
/** An item begins behind a mark, or behind a section and a space: 产业发展科 向国强. */
const CONTACT = /(?:[:：;；、,，]\s?|(?<=[处科室站部办局心院所组会厅股队])[ \t]{1,3})([^:：;；,，、\s\d]{2,24})(?=[,，;；、\s(（]|$)/g;
const ADDRESSED =
  /(?<=^|\n)[ \t]{0,4}(\p{Script=Han}{2,4}?(?:[、 ]\p{Script=Han}{2,4}?){0,5})等?(?:[\d一二三四五六七八九十]{1,3}[位名])?(?:(?:全国)?(?:人大|政协))?(?:代表|委员)[:：][ \t]*(?=\n|$)/gu;
/** The Latin spelling behind a foreign name: 兹韦列夫(Alexander Zverev). */
const LATIN = /[(（][A-Z][A-Za-z.'-]{1,20} [A-Z][A-Za-z.' -]{1,30}[)）]/y;
/** Who took a picture: (刘满仓摄), 李梦馨 摄. */
const PICTURE = /[\s(（](\p{Script=Han}{2,3})[ /／]{0,2}$/u;

/** Where a person stands in a picture: 李卫国(右一)、. */
const STANDS = /(?<=^|[\s、，。：:与和及])(\p{Script=Han}{2,4})[(（](?:[前后]排)?[左右中]\p{Script=Han}?[)）]/gmu;
/** How long the post of a member may be, in characters. */
const LONGEST_POST = 8;

/** Finds persons by the form of the line: names alone, rows of them, bylines, lists of members, contacts, Latin spellings, pictures. */
export function findInLines(context: PersonContext): Person[] {
  return [
    ...aloneOnLines(context),
    ...inRows(context),
    ...bylines(context),
    ...members(context),
    ...contacts(context),
    ...spelt(context),
    ...pictures(context),
    ...captions(context),
    ...addressed(context),
  ];
}

/** Whom a reply to deputies addresses, on a line of its own: 周桂英等代表：, 李建国、王秀兰委员： */
function addressed(context: PersonContext): Person[] {
  return [...context.doc.text.matchAll(ADDRESSED)].flatMap((found) => {
    const names = found[1] as string;
    const start = found.index + found[0].indexOf(names);
    return wholeNames(context, start, start + names.length, "firm").map((person) => ({ ...person, rule: "person.addressed" }));
  });
}

function bylines(context: PersonContext): Person[] {
  const { text } = context.doc;
  const persons: Person[] = [];
  const tail = Math.max(0, text.length - 200);
  const parts =
    tail < 300
      ? [{ from: 0, to: text.length }]
      : [
          { from: 0, to: 300 },
          { from: tail, to: text.length },
        ];
  for (const { from, to } of parts) {
    for (const found of text.slice(from, to).matchAll(BYLINE)) {
      const listed = found[1] as string;
      let at = from + found.index + found[0].length - 1 - listed.length;
      const words = listed.split(BYLINE_GAP);
      const named: Person[] = [];
      for (const word of words) {
        const name = freeName(context, at, "firm");
        const person = name?.end === at + word.length ? personOf(context, name, "byline", "记者") : null;
        if (person) named.push(person);
        at += word.length + 1;
      }
      if (named.length === words.filter(Boolean).length) persons.push(...named);
    }
  }
  return persons;
}

function members(context: PersonContext): Person[] {
  const { doc, names, bodies } = context;
  const { text } = doc;
  const persons: Person[] = [];
  for (let start = 0; start < text.length; ) {
    const stop = text.indexOf("\n", start);
    const end = stop < 0 ? text.length : stop;
    const found = end - start < 80 ? MEMBER.exec(text.slice(start, end)) : null;
    if (found) {
      const [row, written = "", role = ""] = found;
      const from = start + found.index + row.indexOf(written);
      const name = written.replace(/[ \t]/g, "");
      const post = endingPost(role, names);
      if (post && isMemberName(context, name)) {
        const body = bodies.get(end - post.length)?.name;
        const person = personOf(context, { start: from, end: from + written.length }, "member", post, body);
        if (person) persons.push({ ...person, name });
      }
    }
    start = end + 1;
  }
  return persons;
}

function isMemberName({ names }: PersonContext, name: string): boolean {
  const surname = name.length > 2 && names.surnames.has(name.slice(0, 2)) ? 2 : names.surnames.has(name[0] as string) ? 1 : 0;
  if (surname === 0 || name.length > 4) return false;
  return !names.notGiven.has(name.slice(surname)) && !names.posts.behind.words.has(name) && !behindPost(name, 1, names);
}

/** The longest post that what stands behind a name ends with. */
function endingPost(role: string, { posts }: Names): string | null {
  return posts.before.allBefore(role, role.length).find(({ word }) => word.length <= LONGEST_POST)?.word ?? null;
}

/** 联系人：建筑市场监管处韦九洲，联系电话：…；外联站李岩松 */
function contacts(context: PersonContext): Person[] {
  const { doc, bodies } = context;
  const { text } = doc;
  const persons: Person[] = [];
  for (let at = text.indexOf("联系人"); at >= 0; at = text.indexOf("联系人", at + 3)) {
    const line = text.slice(at, at + 200).split("\n")[0] ?? "";
    for (const part of line.matchAll(CONTACT)) {
      const end = at + part.index + part[0].length;
      const begin = end - (part[1] as string).length;
      for (const start of [end - 3, end - 2]) {
        if (start < begin || (start > begin && !/[处科室站部办局中心院所组会厅]/.test(text[start - 1] ?? ""))) continue;
        const name = freeName(context, start, "firm");
        const person = name?.end === end ? personOf(context, name, "contact", "联系人", bodies.get(start)?.name) : null;
        if (person) {
          persons.push(person);
          break;
        }
      }
    }
  }
  return persons;
}

function spelt(context: PersonContext): Person[] {
  const { doc, names } = context;
  const { text } = doc;
  const borders = bordersOf(doc);
  const persons: Person[] = [];
  for (const { index: open } of text.matchAll(/[(（](?=[A-Z])/g)) {
    LATIN.lastIndex = open;
    if (!LATIN.test(text)) continue;
    const end = text[open - 1] === " " ? open - 1 : open;
    let start = end;
    while (end - start < 8 && names.foreign.has(text[start - 1] ?? "")) start--;
    while (start < end && borders[start] === 0) start++;
    const person = end - start > 1 ? personOf(context, { start, end }, "latin") : null;
    if (person) persons.push(person);
  }
  return persons;
}

function captions(context: PersonContext): Person[] {
  return [...context.doc.text.matchAll(STANDS)].flatMap((found) => {
    const name = freeName(context, found.index, "firm");
    const person = name?.end === found.index + (found[1] as string).length ? personOf(context, name, "caption") : null;
    return person ?? [];
  });
}

function pictures(context: PersonContext): Person[] {
  const { text } = context.doc;
  const persons: Person[] = [];
  for (let at = text.indexOf("摄"); at >= 0; at = text.indexOf("摄", at + 1)) {
    const before = text.slice(Math.max(0, at - 6), at);
    const found = PICTURE.exec(before);
    if (!found || !/^[\s)）。，,]?$/.test(text.slice(at + 1, at + 2))) continue;
    const start = at - before.length + found.index + 1;
    const name = freeName(context, start, "firm");
    const person = name?.end === start + (found[1] as string).length ? personOf(context, name, "picture", "摄影") : null;
    if (person) persons.push(person);
  }
  return persons;
}
