import { applyEdits, composeMaps, type MappedText } from "../text/offset-map.js";
import type { Damage } from "./assess/assess-damage.js";
import { formEdits } from "./form/normal-form.js";
import { findRepairs } from "./search/find-repairs.js";
import type { TextRepair } from "./text-repair.js";
import { isWordIn } from "./tools.js";

/** A repaired text; its map holds the repairs and the changes of form. */
export interface Repaired extends MappedText {
  /** damage undone, or found and left; offsets in what was given */
  readonly repairs: readonly TextRepair[];
}

/** Passes in which changes of form are made: the first one nearly always leaves nothing to change. */
const mostPasses = 4;

/**
 * Undoes damage, then puts the text into its normal form. Lines stay lines and tabs stay.
 * @param damage how the document as a whole was damaged (`assessDamage`)
 */
export function repair(text: string, damage: Damage): Repaired {
  const repairs = findRepairs(text, damage);
  const repaired = applyEdits(
    text,
    repairs.filter(({ from, to }) => from !== to),
  );
  const { tools, traditional } = damage;
  const context = { rules: tools.damage, damaged: damage.toned || damage.cut, traditional, isWord: isWordIn(tools) };
  let { text: formed, map } = repaired;
  // a change may be what a mark or a space beside it needs to be changed too
  for (let pass = 0; pass < mostPasses; pass++) {
    const edits = formEdits(formed, context);
    if (edits.length === 0) break;
    const next = applyEdits(formed, edits);
    formed = next.text;
    map = composeMaps(map, next.map);
  }
  return { text: formed, map, repairs };
}

/** Only the text of `repair`: for facts, queries and the comparison of lines. */
export function repairString(text: string, damage: Damage): string {
  return repair(text, damage).text;
}
