import { bordersOf } from "../borders.js";
import { freeName, type Person, personOf, type Sight } from "./context.js";
import { behindPost, isWholeName, nameAt } from "./name-score.js";

/** Reporters' names in brackets: (刘艺、杨吉) behind 电 or 讯, (郭旭) at the end of the text. */
const BYLINE = /(?:[电讯]|^|[。”!！?？\s])[(（]((?:\p{Script=Han}{2,4}[、 ,，/]?){1,5})[)）]/gu;
const BYLINE_GAP = /[、 ,，/]/;
/** One item of a row of names, with a remark behind it: 王志庆(请假). */
const ITEM = /(\p{Script=Han}{2,4})(?:[(（][^()（）\n]{1,6}[)）])?/uy;
/** A line of a list of members: the name, spaces, the post to the end of the line. */
const MEMBER = /(?:^|[:：])[ \t]*(\p{Script=Han}(?:[ \t]?\p{Script=Han}){1,3})[ \t]{1,8}(\S{2,40})[ \t]*$/u;
/** What opens a row of two: 议员如陈婉娴、麦美娟. */
const OPENS_ROW = /(?:[如由]|包括|分别[为是])$/;
/** An item begins behind a mark, or behind a section and a space: 产业发展科 向国强. */
const CONTACT = /(?:[:：;；、,，]\s?|(?<=[处科室站部办局心院所组会厅股队])[ \t]{1,3})([^:：;；,，、\s\d]{2,24})(?=[,，;；、\s(（]|$)/g;
const ADDRESSED =
  /(?<=^|\n)[ \t]{0,4}(\p{Script=Han}{2,4}?(?:[、 ]\p{Script=Han}{2,4}?){0,5})等?(?:[\d一二三四五六七八九十]{1,3}[位名])?(?:(?:全国)?(?:人大|政协))?(?:代表|委员)[:：][ \t]*(?=\n|$)/gu;
/** A line of names apart by marks or spaces. */
const NAMES = /^[ \t]*\p{Script=Han}{2,4}(?:[ \t]{0,2}[；;、,，\s][ \t]{0,2}\p{Script=Han}{2,4}){0,12}[ \t]{0,2}[；;]?[ \t]*$/u;
/** The Latin spelling behind a foreign name: 兹韦列夫(Alexander Zverev). */
const LATIN = /[(（][A-Z][A-Za-z.'-]{1,20} [A-Z][A-Za-z.' -]{1,30}[)）]/y;
/** Who took a picture: (刘满仓摄), 李梦馨 摄. */
const PICTURE = /[\s(（](\p{Script=Han}{2,3})[ /／]{0,2}$/u;

/** Finds persons by the form of the line: names alone, rows of them, bylines, lists of members, contacts, Latin spellings, pictures. */
export function findInLines(sight: Sight): Person[] {
  return [
    ...alone(sight),
    ...rows(sight),
    ...bylines(sight),
    ...members(sight),
    ...contacts(sight),
    ...spelt(sight),
    ...pictures(sight),
    ...addressed(sight),
  ];
}

/** Whom a reply to deputies addresses, on a line of its own: 周桂英等代表：, 李建国、王秀兰委员： */
function addressed(sight: Sight): Person[] {
  return [...sight.doc.text.matchAll(ADDRESSED)].flatMap((found) => {
    const names = found[1] as string;
    const start = found.index + found[0].indexOf(names);
    return wholeNames(sight, start, start + names.length, "firm").map((person) => ({ ...person, rule: "person.addressed" }));
  });
}

/**
 * Lines that hold names and nothing else, as a table of contents or a list of signers has them: several on a line, or, where
 * at least three lines are so, one; there the form of the page speaks for rarer names too.
 */
function alone(sight: Sight): Person[] {
  const { text } = sight.doc;
  const lines: { start: number; end: number; row: Person[] }[] = [];
  for (let start = 0; start < text.length; ) {
    const stop = text.indexOf("\n", start);
    const end = stop < 0 ? text.length : stop;
    if (end - start > 1 && end - start < 60 && NAMES.test(text.slice(start, end))) {
      lines.push({ start, end, row: wholeNames(sight, start, end, "weak") });
    }
    start = end + 1;
  }
  const sure = lines.filter(({ row }) => row.length > 0);
  if (sure.length < 3) return sure.flatMap(({ row }) => (row.length > 1 ? row : []));
  return lines.flatMap(({ start, end, row }) => (row.length > 0 ? row : wholeNames(sight, start, end, "firm")));
}

/** The names between two offsets where each item is one; empty where one is not. */
function wholeNames({ doc, names, taken }: Sight, start: number, end: number, need: "firm" | "weak"): Person[] {
  const row: Person[] = [];
  for (const { 0: item, index } of doc.text.slice(start, end).matchAll(/\p{Script=Han}{2,4}/gu)) {
    const name = { start: start + index, end: start + index + item.length };
    const person = !taken.has(name.start) && isWholeName(doc, name.start, name.end, names, need) ? personOf(doc, name, "line") : null;
    if (!person) return [];
    row.push(person);
  }
  return row;
}

/** Where the name ahead of the first mark of a row begins: at a mark, or behind a word that leads to it (向|黄健、张煜). */
function rowStart({ doc, names }: Sight, mark: number, done: number): number {
  const { text } = doc;
  const borders = bordersOf(doc);
  let at = mark;
  while (at > done && mark - at < 12 && /[\p{Script=Han}()（）]/u.test(text[at - 1] as string)) at--;
  for (const length of [3, 2, 4]) {
    if (mark - length <= at) continue;
    const start = mark - length;
    if (
      borders[start] === 1 &&
      /[向由如与和对给让请为是邀括]/.test(text[start - 1] as string) &&
      nameAt(doc, start, names, "firm")?.end === mark
    )
      return start;
  }
  return at;
}

/** Three names or more in a row, without a post: the attendance of minutes, the authors of a report. */
function rows(sight: Sight): Person[] {
  const { doc, names } = sight;
  const { text } = doc;
  const persons: Person[] = [];
  let done = 0;
  for (let mark = text.indexOf("、"); mark >= 0; mark = text.indexOf("、", Math.max(mark + 1, done))) {
    let at = rowStart(sight, mark, done);
    const row: Person[] = [];
    for (;;) {
      ITEM.lastIndex = at;
      const item = ITEM.exec(text);
      const name = item && nameAt(doc, at, names, "firm");
      const end = at + (item?.[1]?.length ?? 0);
      // 方晓亮|共十人: the last name runs into the sentence
      const last = name && name.end < end && row.length > 0 && bordersOf(doc)[name.end] === 1;
      const person = name && (name.end === end || last) ? personOf(doc, name, "row") : null;
      if (!person) break;
      row.push(person);
      at = last ? person.end : ITEM.lastIndex;
      if (text[at] !== "、") break;
      at++;
    }
    done = Math.max(at, mark);
    const first = row[0]?.start ?? 0;
    if (row.length > 2 || (row.length === 2 && OPENS_ROW.test(text.slice(Math.max(0, first - 3), first)))) persons.push(...row);
  }
  return persons;
}

function bylines(sight: Sight): Person[] {
  const { text } = sight.doc;
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
        const name = freeName(sight, at, "firm");
        const person = name?.end === at + word.length ? personOf(sight.doc, name, "byline", "记者") : null;
        if (person) named.push(person);
        at += word.length + 1;
      }
      if (named.length === words.filter(Boolean).length) persons.push(...named);
    }
  }
  return persons;
}

function members(sight: Sight): Person[] {
  const { doc, names, bodies } = sight;
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
      const post = endingPost(role, names.posts.before);
      if (post && memberName(sight, name)) {
        const body = bodies.get(end - post.length)?.name;
        const person = personOf(doc, { start: from, end: from + written.length }, "member", post, body);
        if (person) persons.push({ ...person, name });
      }
    }
    start = end + 1;
  }
  return persons;
}

function memberName({ names }: Sight, name: string): boolean {
  const surname = name.length > 2 && names.surnames.has(name.slice(0, 2)) ? 2 : names.surnames.has(name[0] as string) ? 1 : 0;
  if (surname === 0 || name.length > 4) return false;
  return !names.notGiven.has(name.slice(surname)) && !names.posts.behind.has(name) && !behindPost(name, 1, names);
}

function endingPost(role: string, posts: ReadonlyMap<string, unknown>): string | null {
  for (let length = Math.min(8, role.length); length > 1; length--) if (posts.has(role.slice(-length))) return role.slice(-length);
  return null;
}

/** 联系人：建筑市场监管处韦九洲，联系电话：…；外联站李岩松 */
function contacts(sight: Sight): Person[] {
  const { doc, bodies } = sight;
  const { text } = doc;
  const persons: Person[] = [];
  for (let at = text.indexOf("联系人"); at >= 0; at = text.indexOf("联系人", at + 3)) {
    const line = text.slice(at, at + 200).split("\n")[0] ?? "";
    for (const part of line.matchAll(CONTACT)) {
      const end = at + part.index + part[0].length;
      const begin = end - (part[1] as string).length;
      for (const start of [end - 3, end - 2]) {
        if (start < begin || (start > begin && !/[处科室站部办局中心院所组会厅]/.test(text[start - 1] ?? ""))) continue;
        const name = freeName(sight, start, "firm");
        const person = name?.end === end ? personOf(doc, name, "contact", "联系人", bodies.get(start)?.name) : null;
        if (person) {
          persons.push(person);
          break;
        }
      }
    }
  }
  return persons;
}

function spelt(sight: Sight): Person[] {
  const { doc, names } = sight;
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
    const person = end - start > 1 ? personOf(doc, { start, end }, "latin") : null;
    if (person) persons.push(person);
  }
  return persons;
}

function pictures(sight: Sight): Person[] {
  const { text } = sight.doc;
  const persons: Person[] = [];
  for (let at = text.indexOf("摄"); at >= 0; at = text.indexOf("摄", at + 1)) {
    const before = text.slice(Math.max(0, at - 6), at);
    const found = PICTURE.exec(before);
    if (!found || !/^[\s)）。，,]?$/.test(text.slice(at + 1, at + 2))) continue;
    const start = at - before.length + found.index + 1;
    const name = freeName(sight, start, "firm");
    const person = name?.end === start + (found[1] as string).length ? personOf(sight.doc, name, "picture", "摄影") : null;
    if (person) persons.push(person);
  }
  return persons;
}
