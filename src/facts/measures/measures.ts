import type { Doc } from "../../entities/doc.js";
import type { Mention } from "../../model/entity.js";
import type { Measure } from "../../model/measure.js";
import type { Kind } from "../../model/record.js";
import { partAt, type TextPart } from "../../parts/part.js";
import { dutyRows, multipleRows } from "./duties.js";
import { rowsFromSums } from "./from-sums.js";
import { rateRows, reliefRows } from "./relief.js";
import { overlapping, type Row, type Source, saidAt } from "./row.js";

/**
 * What a document gives to whom and asks of whom: a row for each incentive, penalty and obligation that its body states.
 * `mentions` is what was found in the body, in order; `parts` the document's parts, pre-order, by which each row gets the
 * innermost that holds its beginning; `kind` is what the document is. Spans are in the normalised text. Pure; linear in the text.
 */
export function measuresOf(
  doc: Doc,
  mentions: readonly Mention[],
  parts: readonly Pick<TextPart, "id" | "label" | "textStart" | "textEnd">[],
  kind: Kind,
): Measure[] {
  const source = sourceOf(doc, mentions);
  const isRule = kind !== "news" && kind !== "other";
  const sums = rowsFromSums(source);
  const isSum = overlapping(sums);
  const stated = [...sums, ...reliefRows(source, isRule).filter((row) => !isSum(row))];
  const isStated = overlapping(stated);
  const shares = rateRows(source, isStated);
  const fines = multipleRows(source, isStated);
  const duties = dutyRows(source, isRule);
  const rows = [...stated, ...shares, ...fines, ...duties].sort((a, b) => a.start - b.start || a.end - b.end);
  return rows.map((row) => {
    const part = partAt(parts, row.start);
    return { part: part?.id ?? null, ...withoutLabel(doc, row, part) };
  });
}

/** A row that begins with its part begins behind the label: 第三条 is none of what it states. */
function withoutLabel(doc: Doc, row: Row, part: Pick<TextPart, "label" | "textStart"> | null): Row {
  if (part === null || part.label === null || row.start !== part.textStart || !doc.text.startsWith(part.label, row.start)) return row;
  const behind = doc.text.slice(row.start + part.label.length, row.end);
  return { ...row, ...saidAt(doc, { start: row.end - behind.trimStart().length, end: row.end }) };
}

function sourceOf(doc: Doc, mentions: readonly Mention[]): Source {
  const ofType = <T extends Mention["type"]>(type: T) => mentions.filter((mention): mention is Mention<T> => mention.type === type);
  return {
    doc,
    sums: ofType("money"),
    rates: ofType("quantity").filter(({ dimension, unit }) => dimension === "percent" && unit === "%"),
    dates: ofType("date"),
  };
}
