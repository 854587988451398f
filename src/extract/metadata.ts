import type { Labels } from "../dictionary/pages/labels.js";
import { type Folded, fold, published } from "./fold.js";

export interface MetadataLine {
  readonly text: string;
  /** characters within links */
  readonly linked: number;
}

/** A metadata table and the lines that it occupies. */
export interface Metadata {
  /** values by the label's standard name */
  readonly facts: Readonly<Record<string, string>>;
  /** indices of its first and last line, -1 where there is none */
  readonly first: number;
  readonly last: number;
}

// 行政许可决定书文号
const longestLabel = 9;
const longestLine = 300;
// the rows of a table are close together
const gap = 12;

interface MetadataRow {
  readonly label: string;
  readonly value: string;
  /** indices of the line with the label and of the line with its value */
  readonly at: number;
  readonly end: number;
}

/**
 * The metadata table of a government page (索引号, 发文机关, 成文日期, …). A label and its value share a line, or are in
 * neighbouring cells, or the value is below the label and its colon. Empty where the page has no such table.
 * @param cellOf the cell that contains a line, or null
 * @param rowOf what the cells of a label and of its value have in common
 */
export function readMetadata<L extends MetadataLine>(
  lines: readonly L[],
  labels: Labels,
  cellOf: (line: L) => object | null,
  rowOf: (line: L) => object | null,
): Metadata {
  const found: MetadataRow[] = [];
  lines.forEach((line, at) => {
    if (line.text.length > longestLine || line.linked * 2 > line.text.length) return;
    const colon = /[:：]/.test(line.text);
    if (!colon && (line.text.length > longestLabel * 3 || cellOf(line) === null)) return;
    const view = fold(line.text);
    const labelled = labelsIn(view, labels);
    // a page saved as text may have an empty line between a label and its value
    const nextAt = lines[at + 1]?.text === "" ? at + 2 : at + 1;
    const next = lines[nextAt];
    labelled.forEach(({ label, start, from }, i) => {
      const beside = published(line.text, view, from, labelled[i + 1]?.start ?? view.text.length);
      const below =
        i === labelled.length - 1 && next !== undefined && rowOf(next) === rowOf(line) && (colon || cellOf(next) !== cellOf(line))
          ? valueIn(next, labels)
          : "";
      if (label !== null && (start === 0 || i > 0)) {
        found.push({ label, value: beside || below, at, end: beside.length === 0 && below.length > 0 ? nextAt : at });
      }
    });
  });
  return pick(found, labels.telling);
}

// 受處分人：…
const otherLabel = /^\p{Script=Han}{2,8}[：:](?!\/\/)/u;

/** The line as a value; empty where it is another label. */
const valueIn = ({ text }: MetadataLine, labels: Labels): string =>
  text.length <= longestLine && !otherLabel.test(text) && labelsIn(fold(text), labels).length === 0 ? text : "";

/** The labels on a line; `label` is null for one that belongs to no table (来源, 字号) and merely ends a value. */
function labelsIn(view: Folded, labels: Labels): { label: string | null; start: number; from: number }[] {
  const whole = labels.facts.get(view.text);
  if (whole !== undefined) return [{ label: whole, start: 0, from: view.text.length }];
  const found: { label: string | null; start: number; from: number }[] = [];
  let floor = 0;
  for (let colon = view.text.indexOf(":"); colon >= 0; colon = view.text.indexOf(":", colon + 1)) {
    for (let length = Math.min(longestLabel, colon - floor); length >= 2; length--) {
      const written = view.text.slice(colon - length, colon).replace(/^[[【(•·●◆■]|[\]】)]$/g, "");
      const label = labels.facts.get(written) ?? (labels.lines.has(written) ? null : undefined);
      if (label === undefined) continue;
      found.push({ label, start: colon - length, from: colon + 1 });
      floor = colon + 1;
      break;
    }
  }
  return found;
}

/** The first group of at least two neighbouring labels, one of which occurs only in such tables. */
function pick(found: readonly MetadataRow[], telling: ReadonlySet<string>): Metadata {
  let from = 0;
  while (from < found.length) {
    let end = from + 1;
    while (end < found.length && (found[end]?.at ?? 0) - (found[end - 1]?.at ?? 0) <= gap) end++;
    const rows = found.slice(from, end);
    const labels = new Set(rows.map(({ label }) => label));
    if (labels.size >= 2 && rows.some(({ label }) => telling.has(label))) {
      const facts: Record<string, string> = {};
      for (const { label, value } of rows) if (value.length > 0) facts[label] ??= value;
      return { facts, first: rows[0]?.at ?? -1, last: rows.at(-1)?.end ?? -1 };
    }
    from = end;
  }
  return { facts: {}, first: -1, last: -1 };
}
