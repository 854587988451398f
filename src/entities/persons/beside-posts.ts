import type { Span } from "../../text/offset-map.js";
import { bordersOf, tokenAt } from "../borders.js";
import type { Doc } from "../doc.js";
import { freeName, type Person, type PersonContext, personOf } from "./person-context.js";
import { behindPost, type NameEvidence, type PostAhead, postBefore } from "./posts.js";
import { isWholeName } from "./whole-name.js";

const GAP = /(?:为|是|系|由)?(?:\d{1,3}[人名位])?[ :：\t]{0,3}(?:[(（]\s?)?/y;
/** What a post says of itself in brackets: 副县长（挂职）. */
const REMARK = /[(（][^()（）\n\d]{2,8}[)）]/y;
const LIST = /[、,，/ 　]\s{0,2}|以及|[与和及]/y;
/** A whole item of a list apart by spaces or strokes: a name and nothing else. */
const ITEM = /\p{Script=Han}{2,4}(?=[\s、，,)）】〕\]/／]|$)/uy;
/** 汤　敏: a name of two characters as official lists space it. */
const SPACED = /\p{Script=Han}[ 　]\p{Script=Han}(?=[ 　、，,。\n（(]|$)/uy;
const BETWEEN_MARKS = /\p{Script=Han}{3}(?=、)/uy;
/** The class of characters that given names often hold (`NameCharacters`). */
const OFTEN_GIVEN = 8;
/** The most names that one post may stand before. */
const MOST_LISTED = 40;

/** Names behind a post, and the lists that share it: 副市长|张三、李四. */
export function behindPosts(context: PersonContext): Person[] {
  const { doc, names, bodies } = context;
  const { text } = doc;
  const borders = bordersOf(doc);
  const persons: Person[] = [];
  for (let end = 2; end < text.length; end++) {
    const ahead = postBefore(text, end, names);
    if (!ahead || (borders[end] === 0 && tokenAt(doc, end)?.tag !== "x" && text[end] !== "为")) continue;
    const at = nameStartBehind(doc, end, ahead);
    if (at === null) continue;
    const { post, evidence, lead } = ahead;
    const held = lead ? {} : { post, body: bodies.get(end - post.length)?.name };
    const found = listedFrom(context, at, evidence, held);
    REMARK.lastIndex = end;
    persons.push(...(found.length === 0 && REMARK.test(text) ? listedFrom(context, REMARK.lastIndex, evidence, held) : found));
  }
  return persons;
}

/** The offset at which a name may begin that a post before it shows; null where the post is a label and no mark follows. */
export function nameStartBehind({ text }: Doc, end: number, { label }: PostAhead): number | null {
  GAP.lastIndex = end;
  GAP.exec(text);
  const at = GAP.lastIndex || end;
  return label && at === end ? null : at;
}

/** What a person holds, where the text says it. */
interface Held {
  readonly post?: string | undefined;
  readonly body?: string | undefined;
}

/** The name at an offset and those that a list adds to it. */
function listedFrom(context: PersonContext, from: number, evidence: NameEvidence, { post, body }: Held): Person[] {
  const { text } = context.doc;
  const persons: Person[] = [];
  for (let at = from; persons.length < MOST_LISTED; at = LIST.lastIndex) {
    const first = persons.length === 0;
    const name = first ? (freeName(context, at, evidence) ?? itemName(context, at)) : nextName(context, at, evidence);
    const person = name && personOf(context, name, first ? "behind-post" : "list", post, body);
    if (!person) break;
    persons.push(person);
    LIST.lastIndex = person.end;
    if (!LIST.test(text)) break;
  }
  return persons;
}

/** 记者 李联军 摄: behind a mark or a space a name that is the whole item. */
function itemName({ doc, names, taken }: PersonContext, at: number): Span | null {
  if (!/[ 　:：(（、]/.test(doc.text[at - 1] as string) || taken.has(at)) return null;
  SPACED.lastIndex = at;
  const spaced = names.surnames.has(doc.text[at] as string) ? SPACED.exec(doc.text)?.[0] : undefined;
  if (spaced && (names.characters.given.get(spaced[2] as string) ?? 0) > 0) return { start: at, end: at + spaced.length };
  if (doc.text[at - 1] === "、") return null;
  ITEM.lastIndex = at;
  const end = at + (ITEM.exec(doc.text)?.[0].length ?? 0);
  return end > at && isWholeName(doc, at, end, names, "firm") ? { start: at, end } : null;
}

/** The next name of a list: behind a comma or an 和 a name must look like one by itself, between spaces it must be the whole item. */
function nextName(context: PersonContext, at: number, evidence: NameEvidence): Span | null {
  const { doc, names } = context;
  const { text } = doc;
  const mark = text[at - 1] as string;
  if (mark === "、") {
    const name = freeName(context, at, evidence) ?? rareName(context, at) ?? betweenMarks(context, at, evidence);
    // 、金刚山|镇
    return name && names.contexts.placeBehind.at(text, name.end) ? null : name;
  }
  if (/[与和及]/.test(mark)) return freeName(context, at, "weak");
  if (/[ 　/]/.test(mark)) {
    const whole = itemName(context, at);
    if (whole) return whole;
  }
  const name = freeName(context, at, "tagged");
  // ，金刚|台镇
  return name && (names.contexts.placeBehind.at(text, name.end) || names.contexts.placeBehind.at(text, name.end + 1)) ? null : name;
}

/** 、梁和家、: an item of a list behind a post that is a name as a whole, however its characters read by themselves. */
function betweenMarks({ doc, names, taken }: PersonContext, at: number, evidence: NameEvidence): Span | null {
  BETWEEN_MARKS.lastIndex = at;
  const end = at + (BETWEEN_MARKS.exec(doc.text)?.[0].length ?? 0);
  return evidence === "firm" && end > at && !taken.has(at) && isWholeName(doc, at, end, names, "firm") ? { start: at, end } : null;
}

/** A whole item between marks of a list of names, of characters that no word joins, whose surname no list has: 、润道宏、. */
function rareName({ doc, names, taken }: PersonContext, at: number): Span | null {
  const { text } = doc;
  BETWEEN_MARKS.lastIndex = at;
  const item = BETWEEN_MARKS.exec(text)?.[0];
  if (!item || taken.has(at)) return null;
  const end = at + item.length;
  for (let offset = at; offset < end; offset++) {
    const token = tokenAt(doc, offset);
    if (!token || (token.tag !== "x" && token.end - token.start > 1) || (token.tag === "x" && (token.start < at || token.end > end)))
      return null;
  }
  const given = [...item.slice(1)].every((character) => (names.characters.given.get(character) ?? 0) >= OFTEN_GIVEN);
  return given ? { start: at, end } : null;
}

/** Names before a post: 张三|副市长. */
export function beforePosts(context: PersonContext): Person[] {
  const { doc, names } = context;
  const { text } = doc;
  const borders = bordersOf(doc);
  const persons: Person[] = [];
  for (let at = 2; at < text.length; at++) {
    if (borders[at] === 0) continue;
    const post = behindPost(text, at, names);
    const person = post && personBefore(context, at, post);
    if (person) persons.push(...listedBefore(context, person), person);
  }
  return persons;
}

/** The names of a list that shares the post behind its last name: 徐匡迪、|顾秀莲|同志. */
function listedBefore(context: PersonContext, { start, post }: Person): Person[] {
  const { text } = context.doc;
  const borders = bordersOf(context.doc);
  const persons: Person[] = [];
  for (let mark = start - 1; text[mark] === "、" && persons.length < MOST_LISTED; ) {
    const begin = [3, 2, 4]
      .map((length) => mark - length)
      .find((at) => at >= 0 && borders[at] === 1 && !/[\p{Script=Han}A-Za-z]/u.test(text[at - 1] ?? "\n") && isItem(context, at, mark));
    const person = begin === undefined ? null : personOf(context, { start: begin, end: mark }, "list", post);
    if (!person) break;
    persons.unshift(person);
    mark = person.start - 1;
  }
  return persons;
}

function isItem(context: PersonContext, start: number, end: number): boolean {
  return freeName(context, start, "firm")?.end === end;
}

/** The person whose name ends where a post begins. */
function personBefore(context: PersonContext, at: number, post: string): Person | null {
  const { doc, names, bodies } = context;
  const borders = bordersOf(doc);
  // 欧阳|向晖|同志
  const compound = names.surnames.has(doc.text.slice(Math.max(0, at - 4), at - 2));
  for (const length of compound ? [4, 3, 2] : [3, 2, 4]) {
    const start = at - length;
    if (start < 0 || borders[start] === 0) continue;
    const before = doc.text[start - 1] ?? "\n";
    // 以|李益民|同志为主席
    const led = length === 3 && names.forms.rowLeads.has(before);
    const alone = bodies.has(start) || led || /[\s,，。、;；:：“”「」()（）]/.test(before);
    const name =
      freeName(context, start, alone && length > 2 ? "firm" : "tagged") ??
      (alone && length === 2 ? freeName(context, start, "weak") : null);
    // 林|前理事长
    if (name?.end !== at || (length === 2 && /前/.test(doc.text[at - 1] as string))) continue;
    return personOf(context, name, "before-post", post);
  }
  return null;
}
