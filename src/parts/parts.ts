import type { Dictionary } from "../dictionary/load.js";
import { idsOf } from "./ids.js";
import { holdsSentence } from "./lines.js";
import { nestedUnits } from "./nest.js";
import type { TextPart } from "./part.js";
import type { Node } from "./tree.js";
import { unitsOf } from "./units.js";

/** characters of a heading behind a label */
const LONGEST = 60;

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
    const heading = headingOf(node);
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

/** What the first line of a part says behind its label, where that is a heading. */
function headingOf({ level, unit, label, children }: Node): string | undefined {
  if (!label) return unit.heading;
  if (level === "chapter" || level === "section") return label.rest;
  if (level === "article") return /^[【（(]([^】）)]{1,30})[】）)]/.exec(label.rest)?.[1];
  const heads = children.length > 0 && label.rest.length <= LONGEST && !holdsSentence(label.rest) && !/[，,].*[：:]$/.test(label.rest);
  return heads ? label.rest.replace(/[：:]$/, "") : undefined;
}
