import type { Doc } from "../../entities/doc.js";
import type { Mention } from "../../model/entity.js";
import type { Measure } from "../../model/measure.js";
import type { Part } from "../../model/record.js";

export function measuresOf(_doc: Doc, _mentions: readonly Mention[], _parts: readonly Part[]): Measure[] {
  return [];
}
