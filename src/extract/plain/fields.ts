import { fold } from "../fold.js";
import { readMoment } from "../moment.js";
import type { PageLexicon } from "../page-lexicon.js";
import { nameOf, noFacts, type StatedFacts } from "../stated-facts.js";
import type { PlainLine } from "./lines.js";

/** A text of labels and values, a tab between them: an entry of a register as a crawler wrote it down. */
export interface Fields {
  readonly title: string | null;
  /** index of the line that gives the title, -1 where none does */
  readonly titleLine: number;
  readonly facts: StatedFacts;
  readonly metadata: Readonly<Record<string, string>>;
}

const fewest = 4;
const mostOthers = 0.2;
const field = /^([^\t]{1,24}?)[：:]?\t(?!.*\t)(.*)$/;

/**
 * Reads a text that consists of labels and values. All of its lines belong to the document; a time that no label calls the date
 * of publication (抓取时间) is none.
 * @returns null for any other text
 */
export function readFields(lines: readonly PlainLine[], { labels }: PageLexicon): Fields | null {
  const filled = lines.filter(({ text }) => text.length > 0);
  const rows: { readonly key: string; readonly value: string; readonly at: number }[] = [];
  for (const [at, { text }] of lines.entries()) {
    const [, key, value = ""] = field.exec(text) ?? [];
    if (key !== undefined) rows.push({ key: fold(key).text, value: value.trim(), at });
    // a label whose value is empty has lost its tab
    else if (labels.facts.has(fold(text).text)) rows.push({ key: fold(text).text, value: "", at });
  }
  if (rows.length < fewest || filled.length - rows.length > Math.max(2, filled.length * mostOthers)) return null;
  const facts = noFacts();
  const metadata: Record<string, string> = {};
  for (const { key, value } of rows) {
    if (value.length === 0) continue;
    const kind = labels.lines.get(key);
    if (kind === "published") facts.publishedAt ??= readMoment(value);
    else if (kind === "publisher") facts.publisher ??= nameOf(value, labels);
    const standard = labels.facts.get(key);
    if (standard !== undefined) metadata[standard] ??= value;
  }
  const titled = rows.find(({ key, value }) => value.length > 0 && labels.facts.get(key) === "标题");
  return { title: titled?.value ?? null, titleLine: titled?.at ?? -1, facts, metadata };
}
