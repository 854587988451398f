import type { PartLists } from "../dictionary/documents/part-words.js";
import type { Dictionary } from "../dictionary/load.js";
import { oneOf } from "../lexicon/alternation.js";
import { attachmentLines, endsAsTitle, joined, titleEnd } from "./attachments.js";
import { countedLabels } from "./counting.js";
import { headingSpans, type LineRole } from "./headings.js";
import { type Label, labelsOf } from "./labels.js";
import { endsSentence, type Line, linesOf } from "./lines.js";
import { signatureLine, signatureSpans } from "./signature.js";
import { statedUnit, tableRows } from "./tables.js";
import { isDivision } from "./tree.js";
import type { TitleLabel, Unit } from "./unit.js";

/** lines that one quotation may take */
const QUOTED = 40;
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
  const aside = asideLines(lines, dictionary);
  const candidates = lines.map((line, i) => (line.row || aside.has(i) ? [] : labelsOf(line.text, dictionary.partWords)));
  for (const table of tableSpans(lines, dictionary)) put(table);
  for (const span of closingSpans(lines, candidates, dictionary)) put(span);
  for (const title of actTitles(text, lines, spans, candidates, dictionary)) put(title);
  const contents = dictionary.partWords.compiled(contentsPattern);
  for (const [i, { text: line }] of lines.entries()) {
    if (!spans[i] && contents.test(line.replace(/\s/g, "")) && aside.has(i + 1)) put({ kind: "heading", from: i, to: i + 1 });
  }
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

function contentsPattern({ contents }: PartLists): RegExp {
  return new RegExp(`^${oneOf(contents)}$`);
}

/** Lines whose labels label nothing: those of a table of contents, and of text that is quoted over several lines. */
function asideLines(lines: readonly Line[], { partWords }: Dictionary): Set<number> {
  const aside = new Set<number>();
  const contents = partWords.compiled(contentsPattern);
  // 第一章 总则……3: without the page and the leaders
  const bare = (line: string) => line.replace(/[\s.．·…—-]*\d{0,3}$/, "").replace(/\s/g, "");
  const last = new Map(lines.map(({ text }, i) => [bare(text), i]));
  for (const [i, { text }] of lines.entries()) {
    if (!contents.test(text.replace(/\s/g, ""))) continue;
    const first = bare(lines[i + 1]?.text ?? "");
    for (let at = i + 1; at < lines.length; at++) {
      const line = bare(lines[at]?.text ?? "");
      if ((at > i + 1 && line === first) || (last.get(line) ?? at) <= at) break;
      aside.add(at);
    }
  }
  let open = 0;
  for (const [i, { text }] of lines.entries()) {
    if (open > 0) aside.add(i);
    const [begun, ended] = [text.split("“").length, text.split("”").length];
    if (open === 0 && text.startsWith("“") && begun > ended) open = QUOTED;
    else if (ended > begun || /”[。；]?$/.test(text)) open = 0;
    else open = Math.max(0, open - 1);
  }
  return aside;
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
  candidates: readonly (readonly Label[])[],
  dictionary: Dictionary,
): Span[] {
  const titles: Span[] = [];
  let begun = false;
  let closed = false;
  let lookedUp = 0;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as Line;
    const span = spans[i];
    if (span || (candidates[i]?.length ?? 0) > 0) {
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
      if ((closed && opensText(lines, to, candidates)) || (named && isNamedBefore(text, heading, line.start))) {
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
function opensText(lines: readonly Line[], at: number, candidates: readonly (readonly Label[])[]): boolean {
  const line = lines[at];
  return (
    line !== undefined &&
    ((candidates[at]?.length ?? 0) > 0 || isRemark(line) || line.row || (line.text.length > 12 && endsSentence(line.text)))
  );
}

function isNamedBefore(text: string, title: string, end: number): boolean {
  const at = text.indexOf(title);
  return at >= 0 && at < end && /[《〈发和及]/.test(text[at - 1] ?? "");
}
