import type { Doc } from "../../entities/doc.js";
import type { Mention } from "../../model/entity.js";
import type { Measure } from "../../model/measure.js";
import type { Kind } from "../../model/record.js";
import { partAt, type TextPart } from "../../parts/part.js";
import { dutyRows, multipleRows } from "./duties.js";
import { rowsFromSums } from "./from-sums.js";
import { rateRows, reliefRows } from "./relief.js";
import { overlapping, type Source } from "./row.js";

/**
 * What a document gives to whom and asks of whom: a row for each incentive, penalty and obligation that its body states.
 * `mentions` is what was found in the body, in order; `parts` the document's parts, pre-order, by which each row gets the
 * innermost that holds its beginning; `kind` is what the document is. Spans are in the normalised text. Pure; linear in the text.
 */
export function measuresOf(
  doc: Doc,
  mentions: readonly Mention[],
  parts: readonly Pick<TextPart, "id" | "textStart" | "textEnd">[],
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
  return rows.map((row) => ({ part: partAt(parts, row.start)?.id ?? null, ...row }));
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
