import type { Removed } from "../../model/record.js";
import { fileType } from "../files/file-type.js";
import { classify } from "../line.js";
import { readMoment } from "../moment.js";
import { isDayOfPress, pressMoment } from "../press-date.js";
import { type StatedFacts, takeFacts } from "../stated-facts.js";
import { tailStart } from "../tail.js";
import { type Fields, readFields } from "./fields.js";
import { type PlainHead, type PlainLexicon, readHead } from "./head.js";
import { isParagraph, isSignedDate, type PlainLine, range } from "./lines.js";

/** What was read from a page saved as text. The lines of `body` are as published, in order. */
export interface PlainPage extends StatedFacts {
  readonly title: string | null;
  readonly titleEvidence: string;
  readonly dateEvidence: string;
  readonly publishedFrom: "text" | "table" | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly body: readonly string[];
  readonly removed: readonly Removed[];
  /** names of files below the text, under 相关附件 or 相關檔案 */
  readonly files: readonly string[];
}

// no line begins with closing punctuation: some sites break lines before it, and what follows belongs to the line above
const lineBreak = /(?:\r\n|\n|\r)(?!\n?[ \t\u3000]{0,40}[，。、；：？！”》）])|\u2028|\u2029/;
const keptBreak = /[ \t\u3000]{0,40}(?:\r\n?|\n)[ \t\u3000]{0,40}/g;
// the agency's signature may come below a toolbar
const signature = 5;
const longestFile = 120;
const aLine = 5;
// more short lines than this below the last paragraph are menus, not captions
const longestClosing = 12;
const listing = /^\p{Script=Han}[\p{Script=Han}\s]{0,7}[:：]/u;
const afterDate = /^[（(【]?(?:附\s*件|抄\s*送|此件|公开|主题词|联系)/;
const attachment = /^附\s*件|^\d{1,2}\s*[.．、]/;

/**
 * Reads a page that was saved as text: the same facts as from HTML, from lines. Linear in the text.
 * @param known the title by which the feeder knows the document
 */
export function readPlain(page: string, lexicon: PlainLexicon, known?: string): PlainPage {
  const lines: PlainLine[] = page.split(lineBreak).map((raw) => {
    const text = raw.trim().replace(keptBreak, "\n");
    return { text, linked: 0, class: classify(text, lexicon.chrome, lexicon.labels) };
  });
  const fields = readFields(lines, lexicon);
  if (fields !== null) return pageOfFields(lines, fields);
  const head = readHead(lines, lexicon, known);
  const { facts, metadata } = head;
  const press = facts.publishedAt === null ? pressDate(lines, head.body) : null;
  const removed = headLines(lines, head);
  const body: string[] = [];
  const reasonOf = reasons(head, endOf(lines, head.body), press);
  for (const [i, line] of lines.entries()) {
    if (isOfHead(i, head)) continue;
    if (line.class.is === "facts") takeFacts(facts, line.class.labelled, lexicon.labels);
    const reason = reasonOf(line, i, body.length === 0);
    if (reason !== null) removed.push({ text: line.text, reason });
    else if (line.class.is !== "blank") body.push(line.text);
  }
  const day = readMoment(metadata.facts.发布日期 ?? "");
  const dateEvidence =
    facts.publishedAt !== null ? "the line under the title" : day !== null ? "the metadata table" : "the line below the text";
  const isTabled = facts.publishedAt === null && day !== null;
  facts.publishedAt ??= day ?? press?.iso ?? null;
  const files = removed
    .filter(({ text, reason }) => reason === "related links" && text.length <= longestFile && fileType(text) !== null)
    .map(({ text }) => text);
  const title = head.title ?? metadata.facts.标题 ?? null;
  const titleEvidence = head.title === null ? "the metadata table" : head.evidence;
  const publishedFrom = facts.publishedAt === null ? null : isTabled ? "table" : "text";
  return { ...facts, publishedFrom, title, titleEvidence, dateEvidence, metadata: metadata.facts, body, removed, files };
}

/** A text of labels and values: all of it but the title is the body. */
function pageOfFields(lines: readonly PlainLine[], { title, titleLine, facts, metadata }: Fields): PlainPage {
  const body = lines.filter(({ text }, i) => text.length > 0 && i !== titleLine).map(({ text }) => text);
  const removed = titleLine < 0 ? [] : [{ text: lines[titleLine]?.text ?? "", reason: "title" }];
  const evidence = { titleEvidence: "the line that names it", dateEvidence: "the line that names it" };
  const publishedFrom = facts.publishedAt === null ? null : "table";
  return { ...facts, ...evidence, publishedFrom, title, metadata, body, removed, files: [] };
}

const isOfHead = (i: number, { body, own }: PlainHead): boolean => i < body || own.has(i);

/** The lines of the head other than the title: navigation, metadata table, date lines. */
function headLines(lines: readonly PlainLine[], head: PlainHead): Removed[] {
  const removed: Removed[] = [];
  const { metadata, own } = head;
  for (const [i, { text, class: is }] of lines.entries()) {
    if (text.length === 0 || !isOfHead(i, head)) continue;
    const table = i >= metadata.first && i <= metadata.last ? "metadata table" : null;
    const reason = own.get(i) ?? ("reason" in is ? is.reason : (table ?? "navigation"));
    if (reason !== "title") removed.push({ text, reason });
  }
  return removed;
}

/**
 * Says why a line below the head is not part of the document. Lines must be passed in order: a section's heading classifies those below it.
 * @param end index of the line at which the document ends
 */
function reasons(head: PlainHead, end: number, press: PressDate | null) {
  let section = "tail";
  return ({ text, class: is }: PlainLine, i: number, isFirst: boolean): string | null => {
    if (is.is === "section") section = is.reason;
    if (is.is === "chrome") return is.reason;
    if (is.is === "facts") return "facts";
    if (press !== null && i >= press.from && i < press.end) return "date line";
    if (i >= end && text.length > 0) return section;
    // the title is repeated below a metadata table
    return isFirst && text === head.title ? "title" : null;
  };
}

interface PressDate {
  readonly iso: string;
  /** indices of its lines */
  readonly from: number;
  readonly end: number;
}

/** The date below the text of a press release, on one or two lines. */
function pressDate(lines: readonly PlainLine[], from: number): PressDate | null {
  for (let i = lines.length - 1; i >= from; i--) {
    const { text } = lines[i] as PlainLine;
    if (!isDayOfPress(text)) continue;
    const next = lines[i + 1]?.class.is === "blank" ? i + 2 : i + 1;
    const found = pressMoment(text, lines[next]?.text ?? "");
    return found && { iso: found.iso, from: i, end: found.timed ? next + 1 : i + 1 };
  }
  return null;
}

/** Where the document ends: at chrome with no more of the document below it, or where menus begin below the last paragraph. */
function endOf(lines: readonly PlainLine[], from: number): number {
  // a poem and a list have no paragraphs: a line counts as a line
  const running = lines.some(isParagraph);
  const weight = (line: PlainLine): number => (isParagraph(line) ? line.text.length : running || line.class.is !== "text" ? 0 : aLine);
  const signed = (i: number): boolean => lines.slice(i + 1, i + 1 + signature).some(isSignedDate);
  const index = new Map(lines.map((line, i) => [line, i]));
  const ends = (line: PlainLine): boolean => {
    const { is } = line.class;
    // a rule may stand between two parts of a document
    if (is === "chrome" && line.class.reason === "separator") return false;
    return is === "section" || ((is === "chrome" || is === "facts") && !signed(index.get(line) ?? 0));
  };
  const end = tailStart(lines, weight, from, ends);
  if (!lines.some(isParagraph)) return end;
  let last = end - 1;
  while (last > from && weight(lines[last] as PlainLine) === 0) last--;
  const closing = range(last + 1, end).filter((i) => ["text", "sentence"].includes(lines[i]?.class.is ?? ""));
  const text = (i: number | undefined): string => (i === undefined ? "" : (lines[i]?.text ?? ""));
  // attachments and recipients may follow the signed date; a number of other lines are a menu
  const date = closing.findIndex((i) => isSignedDate(lines[i] as PlainLine));
  const below = date < 0 ? [] : closing.slice(date + 1);
  if (below.length >= signature) return below.slice(0, 2).some((i) => afterDate.test(text(i))) ? end : (closing[date] ?? last) + 1;
  // 召集人：某某　副总理 and the names below it are a list in the document
  if (closing.length <= longestClosing || closing.slice(0, signature).some((i) => listing.test(text(i)))) return end;
  const files = closing.findIndex((i) => !attachment.test(text(i)));
  return closing[files] ?? end;
}
