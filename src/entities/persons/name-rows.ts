import { bordersOf } from "../borders.js";
import { nameAt } from "./name-score.js";
import { type Person, type PersonContext, personOf } from "./person-context.js";
import { isWholeName } from "./whole-name.js";

/** One item of a row of names, with a remark behind it: 王志庆(请假). */
const ITEM = /(\p{Script=Han}{2,4})(?:[(（][^()（）\n]{1,6}[)）])?/uy;
/** A line of names apart by marks or spaces. */
const NAMES = /^[ \t]*\p{Script=Han}{2,4}(?:[ \t]{0,2}[；;、,，\s][ \t]{0,2}\p{Script=Han}{2,4}){0,12}[ \t]{0,2}[；;]?[ \t]*$/u;
/**
 * Lines that hold names and nothing else, as a table of contents or a list of signers has them: several on a line, or, where
 * at least three lines are so, one; there the form of the page speaks for rarer names too.
 */
export function aloneOnLines(context: PersonContext): Person[] {
  const { text } = context.doc;
  const lines: { start: number; end: number; row: Person[] }[] = [];
  for (let start = 0; start < text.length; ) {
    const stop = text.indexOf("\n", start);
    const end = stop < 0 ? text.length : stop;
    if (end - start > 1 && end - start < 60 && NAMES.test(text.slice(start, end))) {
      lines.push({ start, end, row: wholeNames(context, start, end, "weak") });
    }
    start = end + 1;
  }
  const sure = lines.filter(({ row }) => row.length > 0);
  if (sure.length < 3) return sure.flatMap(({ row }) => (row.length > 1 ? row : []));
  return lines.flatMap(({ start, end, row }) => (row.length > 0 ? row : wholeNames(context, start, end, "firm")));
}

/** The names between two offsets where each item is one; empty where one is not. */
export function wholeNames(context: PersonContext, start: number, end: number, evidence: "firm" | "weak"): Person[] {
  const { doc, names, taken } = context;
  const row: Person[] = [];
  for (const { 0: item, index } of doc.text.slice(start, end).matchAll(/\p{Script=Han}{2,4}/gu)) {
    const name = { start: start + index, end: start + index + item.length };
    const person =
      !taken.has(name.start) && isWholeName(doc, name.start, name.end, names, evidence) ? personOf(context, name, "line") : null;
    if (!person) return [];
    row.push(person);
  }
  return row;
}

/** Where the name ahead of the first mark of a row begins: at a mark, or behind a word that leads to it (向|黄健、张煜). */
function rowStart({ doc, names }: PersonContext, mark: number, done: number): number {
  const { text } = doc;
  const borders = bordersOf(doc);
  let at = mark;
  while (at > done && mark - at < 12 && /[\p{Script=Han}()（）]/u.test(text[at - 1] as string)) at--;
  for (const length of [3, 2, 4]) {
    if (mark - length <= at) continue;
    const start = mark - length;
    if (borders[start] === 1 && names.forms.rowLeads.has(text[start - 1] as string) && nameAt(doc, start, names, "firm")?.end === mark)
      return start;
  }
  return at;
}

/** Three names or more in a row, without a post: the attendance of minutes, the authors of a report. */
export function inRows(context: PersonContext): Person[] {
  const { text } = context.doc;
  const persons: Person[] = [];
  let done = 0;
  for (let mark = text.indexOf("、"); mark >= 0; mark = text.indexOf("、", Math.max(mark + 1, done))) {
    const { row, end } = rowFrom(context, rowStart(context, mark, done));
    done = Math.max(end, mark);
    const first = row[0]?.start ?? 0;
    if (row.length > 2 || (row.length === 2 && context.names.forms.rowOpens.before(text, first) !== null)) persons.push(...row);
  }
  return persons;
}

/** The names that stand from an offset on with a mark between them, and where they end. */
function rowFrom(context: PersonContext, from: number): { row: Person[]; end: number } {
  const { doc, names } = context;
  const { text } = doc;
  const row: Person[] = [];
  let at = from;
  for (;;) {
    ITEM.lastIndex = at;
    const item = ITEM.exec(text);
    const name = item && nameAt(doc, at, names, "firm");
    const end = at + (item?.[1]?.length ?? 0);
    // 方晓亮|共十人: the last name runs into the sentence
    const last = name && name.end < end && row.length > 0 && bordersOf(doc)[name.end] === 1;
    const person = name && (name.end === end || last) ? personOf(context, name, "row") : null;
    if (!person) break;
    row.push(person);
    at = last ? person.end : ITEM.lastIndex;
    if (text[at] !== "、") break;
    at++;
  }
  return { row, end: at };
}
