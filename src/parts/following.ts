import type { Label, Style } from "./labels.js";
import { isDivision, type Node, numberOf } from "./tree.js";
import type { Unit } from "./unit.js";

/** What the labels behind a unit show: asked for in the order of the units. */
export interface Following {
  /** whether the list of a node goes on behind a unit: the next label of its style is the next number */
  readonly goesOn: (node: Node, unit: number) => boolean;
  /** the next label of a list behind a unit, before the next division or title */
  readonly next: (unit: number) => Label | null;
  /** the next label of a style behind a unit, in the whole text */
  readonly nextOf: (style: Style, unit: number) => Label | null;
}

/** Looks ahead in the units of a text; linear in their number. */
export function followingLabels(units: readonly Unit[]): Following {
  const places = new Map<Style, number[]>();
  const segments = new Int32Array(units.length + 1);
  const nextLabel = new Int32Array(units.length + 1).fill(-1);
  let segment = 0;
  for (const [i, { kind, label }] of units.entries()) {
    const style = kind === "label" ? (label as Label).style : null;
    if (kind === "title" || kind === "signature" || style === "part" || (style && isDivision(style))) segment++;
    segments[i] = segment;
    if (!style) continue;
    const list = places.get(style) ?? [];
    list.push(i);
    places.set(style, list);
  }
  for (let i = units.length - 1; i >= 0; i--) {
    const { kind, label } = units[i] as Unit;
    nextLabel[i] = kind === "label" && !isDivision((label as Label).style) ? i : (nextLabel[i + 1] as number);
  }
  const reached = new Map<Style, number>();
  const place = (style: Style, unit: number): number => {
    const list = places.get(style) ?? [];
    let at = reached.get(style) ?? 0;
    while (at < list.length && (list[at] as number) <= unit) at++;
    reached.set(style, at);
    return list[at] ?? -1;
  };
  const labelAt = (unit: number): Label | null => (unit < 0 ? null : ((units[unit] as Unit).label as Label));
  return {
    goesOn: (node, unit) => {
      if (!node.label) return false;
      const at = place(node.label.style, unit);
      const label = labelAt(at);
      return label !== null && segments[at] === segments[unit] && label.numbers.at(-1) === numberOf(node) + 1;
    },
    next: (unit) => {
      const at = nextLabel[unit + 1] as number;
      return at < 0 || segments[at] !== segments[unit] ? null : labelAt(at);
    },
    nextOf: (style, unit) => labelAt(place(style, unit)),
  };
}
