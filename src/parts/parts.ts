import type { Dictionary } from "../dictionary/load.js";
import { idsOf } from "./ids.js";
import { nestedUnits } from "./nest.js";
import type { TextPart } from "./part.js";
import { headingOf } from "./part-heading.js";
import type { Node } from "./tree.js";
import { unitsOf } from "./units.js";

/**
 * A text as a tree, in pre-order: which part each character belongs to. Pure; linear in the text. Every character, line
 * ends included, lies in the own text of exactly one part; the parts without a parent cover the text.
 * @param text normalised: repaired and Simplified
 */
export function partsOf(text: string, dictionary: Dictionary): readonly TextPart[] {
  const top = nestedUnits(unitsOf(text, dictionary), dictionary);
  const ids = idsOf(top);
  const parts: TextPart[] = [];
  const add = (node: Node) => {
    const { unit, parent, end } = node;
    const heading = headingOf(node, dictionary);
    parts.push({
      id: ids.get(node) as string,
      level: node.level,
      label: unit.label?.text ?? null,
      ...(heading && { heading }),
      textStart: unit.start,
      textEnd: end,
      parent: parent ? (ids.get(parent) as string) : null,
      ...(unit.rows && { rows: unit.rows }),
      ...(unit.unit !== undefined && { unit: unit.unit }),
    });
    for (const child of node.children) add(child);
  };
  for (const node of top) add(node);
  return parts;
}
