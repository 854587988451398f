import type { Dictionary } from "../dictionary/load.js";
import { attachmentLines, endsAsTitle, joined, titleEnd } from "./attachments.js";
import { contentsOf, quotedLines } from "./aside.js";
import { countedLabels } from "./counting.js";
import { headingSpans, type LineRole } from "./headings.js";
import { type Label, labelsOf } from "./labels.js";
import { endsSentence, type Line, linesOf } from "./lines.js";
import { signatureLine, signatureSpans } from "./signature.js";
import { statedUnit, tableRows } from "./tables.js";
import { isDivision } from "./tree.js";
import type { TitleLabel, Unit } from "./unit.js";

/** titles behind the document that are looked up in it */
const LOOKED_UP = 50;

/** What stands on some lines, the first and the line behind it. */
interface Span {
  readonly kind: Unit["kind"];
  readonly from: number;
  readonly to: number;
  readonly label?: Label | TitleLabel | null;
  readonly heading?: string;
  readonly caption?: true;
  readonly unit?: string | null;
  readonly rows?: Unit["rows"];
}

/** The units of a text, in order; together they cover it. Linear in the text. */
export function unitsOf(text: string, dictionary: Dictionary): Unit[] {
  const lines = linesOf(text);
  const spans: (Span | undefined)[] = new Array(lines.length);
  const put = (span: Span) => {
    for (let i = span.from; i < span.to; i++) spans[i] = span;
  };
  const contents = contentsOf(lines, dictionary.partWords);
  const aside = new Set([...contents.entries, ...quotedLines(lines)]);
  const candidates = lines.map((line, i) => (line.row || aside.has(i) ? [] : labelsOf(line.text, dictionary.partWords)));
  for (const table of tableSpans(lines, dictionary)) put(table);
  for (const span of closingSpans(lines, candidates, dictionary)) put(span);
  for (const title of actTitles(
    text,
    lines,
    spans,
    (i) => (candidates[i]?.length ?? 0) > 0 || aside.has(i) || contents.headings.includes(i),
    dictionary,
  ))
    put(title);
  for (const i of contents.headings) if (!spans[i]) put({ kind: "heading", from: i, to: i + 1 });
  const labels = countedLabels(candidates.map((each, i) => (spans[i] ? [] : each)));
  for (const [i, label] of labels.entries()) if (label) put({ kind: "label", from: i, to: i + 1, label });
  const roleOf = (i: number): LineRole => {
    if (i >= lines.length) return null;
    const span = spans[i];
    if (!span) return aside.has(i) ? "other" : "plain";
    if (span.kind === "table") return "table";
    return span.kind === "label" && opensRow(span.label as Label) ? "first" : "other";
  };
  for (const heading of headingSpans(lines, roleOf, dictionary)) put({ kind: "heading", ...heading });
  return unitsIn(lines, spans);
}

/** Whether a heading may stand over a label: over the first of a row, a division, or one that has a sentence behind it. */
function opensRow({ style, numbers, rest }: Label): boolean {
  return isDivision(style) || numbers.at(-1) === 1 || endsSentence(rest);
}

function unitsIn(lines: readonly Line[], spans: readonly (Span | undefined)[]): Unit[] {
  const units: Unit[] = [];
  for (let i = 0; i < lines.length; ) {
    const span = spans[i] ?? { kind: "plain" as const, from: i, to: i + 1 };
    const first = lines[i] as Line;
    const { kind, label, caption, unit, rows } = span;
    const heading = kind === "heading" ? joined(lines, i, span.to) : span.heading;
    units.push({
      kind,
      start: first.start,
      end: (lines[span.to - 1] as Line).end,
      text: first.text,
      ...(label && { label }),
      ...(heading !== undefined && { heading }),
      ...(caption && { caption }),
      ...(rows && { rows }),
      ...(unit && { unit }),
    });
    i = span.to;
  }
  return units;
}

/** Runs of rows, with the line above them that states their unit. */
function tableSpans(lines: readonly Line[], { partWords }: Dictionary): Span[] {
  const tables: Span[] = [];
  for (let from = 0; from < lines.length; from++) {
    if (!lines[from]?.row) continue;
    let to = from;
    while (lines[to]?.row) to++;
    const above = lines[from - 1];
    const stated = above && !above.row && above.text.length <= 40 ? statedUnit(above.text, partWords) : null;
    const { rows, unit } = tableRows(lines.slice(from, to), partWords);
    tables.push({ kind: "table", from: stated ? from - 1 : from, to, rows, unit: stated ?? unit });
    from = to;
  }
  return tables;
}

/** Signatures, footers, lists of attachments and titles of printed ones. */
function closingSpans(lines: readonly Line[], candidates: readonly (readonly Label[])[], dictionary: Dictionary): Span[] {
  const kinds = lines.map(({ text, row }, i) => (row || candidates[i]?.length ? null : signatureLine(text, dictionary)));
  const first = lines.findIndex(({ text }, i) => (candidates[i]?.length ?? 0) > 0 || (endsSentence(text) && text.length > 8));
  const signed = signatureSpans(kinds, (line) => first >= 0 && line > first).filter(({ from, to, kind }) => {
    if (kind === "footer" || to - from > 1) return true;
    // a date alone signs at the end, or where an attachment begins
    return kinds[from] !== "date" || to === lines.length || isRemark(lines[to]) || beginsAttachment(lines[to], dictionary);
  });
  const spans: Span[] = [...signed];
  const at = new Map(spans.map((span) => [span.from, span]));
  const over = (line: number): boolean =>
    line >= lines.length || at.has(line) || isRemark(lines[line]) || beginsAttachment(lines[line], dictionary);
  const taken = new Set(spans.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i)));
  for (let i = 0; i < lines.length; i++) {
    if (taken.has(i) || lines[i]?.row) continue;
    const found = attachmentLines(lines, i, dictionary, over);
    if (!found) continue;
    spans.push({ ...found, from: i });
    i = found.to - 1;
  }
  return spans;
}

/** （此件公开发布） and the like */
function isRemark(line: Line | undefined): boolean {
  return line !== undefined && /^[（(][^（）()]{2,60}[)）]$/.test(line.text);
}

function beginsAttachment(line: Line | undefined, { partWords }: Dictionary): boolean {
  return (
    line !== undefined && line.text.length <= 60 && partWords.attachments.some((word) => word.length > 1 && line.text.startsWith(word))
  );
}

/**
 * Titles of acts that are printed behind the document that issues them: behind its signature, or where it has named them
 * before.
 */
function actTitles(
  text: string,
  lines: readonly Line[],
  spans: readonly (Span | undefined)[],
  marked: (line: number) => boolean,
  dictionary: Dictionary,
): Span[] {
  const titles: Span[] = [];
  let begun = false;
  let closed = false;
  let lookedUp = 0;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as Line;
    const span = spans[i];
    if (span || marked(i)) {
      closed = span?.kind === "signature" || span?.kind === "footer" || (closed && span?.kind === "attachment-list");
      begun = true;
      continue;
    }
    if (closed && isRemark(line)) continue;
    const to = begun ? titleEnd(lines, i, dictionary) : i;
    if (to > i && !spans.slice(i, to).some((each) => each) && to < lines.length) {
      const heading = joined(lines, i, to);
      const named = endsAsTitle(heading, dictionary) && heading.length >= 6 && lookedUp < LOOKED_UP;
      if (named) lookedUp++;
      if ((closed && opensText(lines, to, marked)) || (named && isNamedBefore(text, heading, line.start))) {
        titles.push({ kind: "title", from: i, to, heading });
        i = to - 1;
        closed = false;
        continue;
      }
    }
    closed = false;
    begun ||= endsSentence(line.text) && line.text.length > 8;
  }
  return titles;
}

/** Whether running text, a list or a remark begins at a line: what a title may stand over. */
function opensText(lines: readonly Line[], at: number, marked: (line: number) => boolean): boolean {
  const line = lines[at];
  return line !== undefined && (marked(at) || isRemark(line) || line.row || (line.text.length > 12 && endsSentence(line.text)));
}

function isNamedBefore(text: string, title: string, end: number): boolean {
  const at = text.indexOf(title);
  return at >= 0 && at < end && /[《〈发和及]/.test(text[at - 1] ?? "");
}
