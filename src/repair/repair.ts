import { applyEdits, composeMaps, type OffsetMap } from "../text/offset-map.js";
import type { Damage } from "./assess/assess-damage.js";
import { formEdits } from "./form/normal-form.js";
import type { Mend } from "./mend.js";
import { simple } from "./model/language-model.js";
import { mendDamage } from "./search/find-repairs.js";

export interface Repaired {
  readonly text: string;
  /** from `text` to what was given; holds the mends and the changes of form */
  readonly map: OffsetMap;
  /** damage undone, or found and left; offsets in what was given */
  readonly mends: readonly Mend[];
}

/** Passes that changes of form are made in: the first one nearly always leaves nothing to change. */
const mostPasses = 4;

/**
 * Undoes damage, then puts the text into its normal form. Lines stay lines and tabs stay.
 * @param damage how the document as a whole was damaged (`assessDamage`)
 */
export function repair(text: string, damage: Damage): Repaired {
  const mends = mendDamage(text, damage);
  const mended = applyEdits(
    text,
    mends.filter(({ from, to }) => from !== to),
  );
  const { tools, traditional } = damage;
  const isWord = (word: string) => tools.damage.words().frequency(simple(word, tools.script)) > 0;
  const context = { rules: tools.damage, damaged: damage.toned || damage.cut, traditional, isWord };
  let { text: formed, map } = mended;
  // what was changed may be what a mark or a space beside it needs to be changed too
  for (let pass = 0; pass < mostPasses; pass++) {
    const edits = formEdits(formed, context);
    if (edits.length === 0) break;
    const next = applyEdits(formed, edits);
    formed = next.text;
    map = composeMaps(map, next.map);
  }
  return { text: formed, map, mends };
}

/** Only the text of `repair`: for facts, queries and the comparison of lines. */
export function repairString(text: string, damage: Damage): string {
  return repair(text, damage).text;
}
