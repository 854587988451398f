import type { Mend } from "../mend.js";
import { fullMark } from "../search/stretch.js";

/** So many cuts at marks of one group show that a site splits at all of them. */
const shown = 2;
/** Sites that split at all split at these, … */
const base = "，；？！";
/** … and some at one or both of these too. */
const more = ["、", "。"];

/** The marks that a site splits at, as the repairs of some of its text show. */
export function splitsOf(mends: readonly Mend[]): ReadonlySet<string> {
  const marks = mends.flatMap(({ kind, from }) => (kind === "cut" ? [fullMark(from.charAt(from.startsWith("?") ? 1 : 0))] : []));
  const isShown = (group: string) => marks.filter((mark) => group.includes(mark)).length >= shown;
  const others = more.filter(isShown);
  return new Set(others.length > 0 || isShown(base) ? base + others.join("") : "");
}
