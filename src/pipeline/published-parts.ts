import type { Part } from "../model/record.js";
import { numberingBreaks } from "../parts/numbering.js";
import type { TextPart } from "../parts/part.js";
import { type OffsetMap, toSource } from "../text/offset-map.js";
import type { Tools } from "./stage.js";

/**
 * The parts of a normalised text with their places in the published one, which they cover as they cover the text: what was
 * deleted between two parts belongs to the second.
 * @param map from the normalised text to the published one
 */
export function publishedParts(parts: readonly TextPart[], map: OffsetMap): Part[] {
  const at = (offset: number): number => {
    if (offset === 0) return 0;
    return offset === map.targetLength ? map.sourceLength : toSource(map, offset, offset).start;
  };
  return parts.map(({ rows, ...part }) => ({
    ...part,
    start: at(part.textStart),
    end: at(part.textEnd),
    ...(rows && { rows: rows.map((row) => ({ ...row, start: at(row.textStart), end: at(row.textEnd) })) }),
  }));
}

/** Leaves a note where the labels of a list do not count on. */
export function noteNumbering(parts: readonly Part[], note: Tools["note"]): void {
  for (const { part, after, kind } of numberingBreaks(parts)) {
    const before = after === null ? "begins its list" : `follows ${after}`;
    note("numbering", `${part.label} ${before}: the numbering ${kind === "jump" ? "jumps" : "begins again"}.`, part);
  }
}
