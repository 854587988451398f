import type { FactLabel, Labels } from "../dictionary/pages/labels.js";
import { type Folded, fold, published } from "./fold.js";
import { findMoment, type Moment } from "./moment.js";
import { numerals } from "./numerals.js";

/** A line of labelled facts, taken apart: 2021-03-09 21:20 来源：… 作者：… */
export interface LabelledLine {
  readonly facts: readonly { readonly kind: FactLabel; readonly value: string }[];
  /** the line's date, wherever it occurs */
  readonly moment: Moment | null;
  /** what precedes the first label, without the date, as published */
  readonly rest: string;
  readonly restFolded: string;
}

const longestLabel = 6;
const lead = /^[\s(（[【|｜丨·•:：]+/;

/** Reads the labels of a line. Each colon is an anchor; the longest label that ends there counts. Linear in the line. */
export function readLabels(line: string, labels: Labels, view: Folded = fold(line)): LabelledLine {
  const found: { kind: FactLabel; start: number; from: number }[] = [];
  // 一、时间：… is an item of the document, no statement about it
  if (isItem(line)) return { facts: [], moment: findMoment(line), rest: line, restFolded: view.text };
  let floor = 0;
  for (let colon = view.text.indexOf(":"); colon >= 0; colon = view.text.indexOf(":", colon + 1)) {
    if (!labels.ends.has(view.text.charAt(colon - 1))) continue;
    for (let length = longestLabel; length >= 2; length--) {
      const start = colon - length;
      if (start < floor) continue;
      const label = view.text.slice(start, colon);
      const kind = labels.lines.get(label);
      if (kind === undefined || (labels.bounded.has(label) && !behindGap(view, start))) continue;
      found.push({ kind, start, from: colon + 1 });
      floor = colon + 1;
      break;
    }
  }
  const moment = findMoment(line);
  const facts = found.map(({ kind, from }, i) => ({
    kind,
    value: cleanValue(published(line, view, from, found[i + 1]?.start ?? view.text.length), kind, labels),
  }));
  const head = published(line, view, 0, found[0]?.start ?? view.text.length);
  const rest = withoutMoment(head)
    .replace(lead, "")
    .replace(/[\s|｜丨(（[【]+$/, "");
  return { facts, moment, rest, restFolded: fold(rest).text };
}

const item = new RegExp(`^\\s*(?:[${numerals}]{1,4}\\s?[、．.]|[（(][${numerals}\\d]{1,3}[)）]|\\d{1,2}\\s?[、．.](?!\\d)|[①-⑳])`);

/** Whether a line is a numbered item: 一、时间：… */
export const isItem = (line: string): boolean => item.test(line);

/** Whether a label begins the line or follows white space, punctuation or a digit. */
const behindGap = ({ text, at }: Folded, start: number): boolean =>
  start === 0 || (at[start] ?? 0) - (at[start - 1] ?? 0) > 1 || !/\p{L}/u.test(text.charAt(start - 1));

function withoutMoment(text: string): string {
  const moment = findMoment(text);
  return moment ? `${text.slice(0, moment.start)} ${text.slice(moment.end)}`.trim() : text;
}

function cleanValue(value: string, kind: FactLabel, { valueEnd }: Labels): string {
  if (kind === "published" || kind === "updated") return value;
  const bare = kind === "original" ? value : withoutMoment(value);
  const text = bare.replace(lead, "");
  const end = valueEnd.exec(text);
  const whole = closed((end ? text.slice(0, end.index) : text).trim());
  return kind === "publisher" ? firstOf(whole) : whole;
}

// two names side by side: the first is the source
const gap = /(?<=\p{Script=Han}{2})(?:\u3000\s*|\s+\u3000\s*|\s{2,8})(?=\p{Script=Han}{2})/u;

/** The first of two sources with a wide gap between them. */
function firstOf(value: string): string {
  const at = gap.exec(value)?.index;
  // two bureaus that publish together are one source
  return at === undefined || value.charAt(at - 1) === value.at(-1) ? value : value.slice(0, at);
}

/** Drops a closing bracket that nothing in the value opens: (来源:开平发布) */
function closed(value: string): string {
  const opened = value.match(/[(（[【]/g)?.length ?? 0;
  const shut = value.match(/[)）\]】]/g)?.length ?? 0;
  return shut > opened && /[)）\]】]$/.test(value) ? value.slice(0, -1).trim() : value;
}
