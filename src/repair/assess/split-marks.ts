import { fullMark } from "../model/full-marks.js";
import { splitMarksShown } from "../model/thresholds.js";
import type { TextRepair } from "../text-repair.js";

/** Sites that split at all split at these, … */
const base = "，；？！";
/** … and some at one or both of these too. */
const more = ["、", "。"];

/** The marks that a site splits at, as the repairs of some of its text show. */
export function splitMarksOf(repairs: readonly TextRepair[]): ReadonlySet<string> {
  const marks = repairs.flatMap(({ kind, from }) => (kind === "cut" ? [fullMark(from.charAt(from.startsWith("?") ? 1 : 0))] : []));
  const isShown = (group: string) => marks.filter((mark) => group.includes(mark)).length >= splitMarksShown;
  const others = more.filter(isShown);
  return new Set(others.length > 0 || isShown(base) ? base + others.join("") : "");
}
