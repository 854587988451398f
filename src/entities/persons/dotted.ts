import { occurrences } from "../../lexicon/occurrences.js";
import { bordersOf } from "../borders.js";
import { findDotted } from "./foreign.js";
import { isUnknown } from "./name-score.js";
import { type Person, type PersonContext, personOf } from "./person-context.js";

/** Foreign names with a joint, unless a place, a firm or a prize bears them. */
export function dottedNames(context: PersonContext): Person[] {
  const { doc, names, taken } = context;
  return findDotted(doc, names).flatMap((name) => {
    if (taken.has(name.start) || names.contexts.notPersonBehind.at(doc.text, name.end)) return [];
    return personOf(context, name, "dotted") ?? [];
  });
}

/** Every other place where the family name of a foreign name that was found stands alone: 勒布朗-詹姆斯, then 詹姆斯. */
export function familyNames(context: PersonContext, found: readonly Person[]): Person[] {
  const { doc, taken } = context;
  const { text } = doc;
  const families = new Set<string>();
  for (const { name } of found) {
    const family = /[·-](\p{Script=Han}{2,8})$/u.exec(name)?.[1];
    if (family) families.add(family);
  }
  if (families.size === 0) return [];
  return occurrences(text, families).flatMap(({ start, end }) => {
    // a transliterated name goes on, or is another's: 沃克|斯, 詹姆斯|城
    if (!endsAt(context, start, start - 1) || !endsAt(context, end, end) || taken.has(start)) return [];
    if (/[·-]/.test(text[end] ?? "") || /[·-]/.test(text[start - 1] ?? "")) return [];
    return personOf(context, { start, end }, "family") ?? [];
  });
}

/** Whether a name may end at an offset, or begin there: with a segment, or where its neighbour is no letter of foreign names. */
function endsAt({ doc, names }: PersonContext, offset: number, neighbour: number): boolean {
  return bordersOf(doc)[offset] === 1 || (isUnknown(doc, offset) && !names.foreign.has(doc.text[neighbour] ?? ""));
}
