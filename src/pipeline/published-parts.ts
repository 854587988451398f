import type { Part } from "../model/record.js";
import type { TextPart } from "../parts/part.js";
import { type OffsetMap, toSource } from "../text/offset-map.js";

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
