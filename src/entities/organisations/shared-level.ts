import type { Mention } from "../../model/entity.js";
import type { Doc } from "../doc.js";
import type { Beginning } from "./around.js";
import type { Anchor } from "./heads.js";

const LEVEL = /^(?:自治区|[省市县区州])/;
/** A place written with its level, and what is left of the name. */
const PLACED = /^\p{Script=Han}{1,10}?(?:自治区|[省市县区州](?![市县区]))(?=\p{Script=Han}{3})/u;
/** Ends of bodies that every level has; 部 and 总局 are the state's alone. */
const EVERYWHERE = /(?<!总)[局厅委办]$|(?:委员会|办公室)$/;
/** Departments of a party committee, which lists name behind a first one: 省委组织部、|宣传部. */
const OF_COMMITTEE = /^(?:组织部|宣传部|统战部|政法委|社会工作部|编办)$/;
const COMMITTEE =
  /委(?:组织部|宣传部|统战部|政法委|社会工作部|编办|办公厅|办公室|网信办|农办)$|^(?:组织部|宣传部|统战部|政法委|社会工作部)$/;
/** 省委|组织部: the level is that of the body above. */
const BELOW_LEVEL = /^(?:自治区|[省市县区州])(?:党?委|政府|人大|政协)/;
const STATE = /^(?:国家|国务院|中央|中共|全国|中国)/;
const BETWEEN = /^[、和与及]$/;
/** How far a bracket reaches that says who is in charge, at most. */
const BRACKET = 160;
const IN_CHARGE = /负责|牵头|配合|参与|按职责/;

/** What the names of a list share: 省|发展改革委、交通运输厅、水利厅. */
export interface Shared {
  /** where the last name of the list ends */
  readonly end: number;
  /** what its first name begins with: a level, or a place with its level */
  readonly head: string;
}

/** The level or place that names behind this one may share; null where it begins with none. */
export function headOf({ name, end, kind }: Mention<"organisation">, { by }: Beginning): Shared | null {
  if (kind !== "government" && kind !== "party") return null;
  const level = by === "level" || by === "place" || BELOW_LEVEL.test(name) ? LEVEL.exec(name)?.[0] : undefined;
  const head = level ?? (by === "place" ? PLACED.exec(name)?.[0] : undefined);
  return head ? { end, head } : null;
}

/** Whether an end is a department of the committee whose other department the list names right before it. */
export function isCompanion({ text }: Doc, { start, end }: Anchor, previous: Mention<"organisation"> | undefined): boolean {
  return (
    previous !== undefined &&
    previous.end === start - 1 &&
    BETWEEN.test(text[start - 1] as string) &&
    OF_COMMITTEE.test(text.slice(start, end)) &&
    COMMITTEE.test(previous.name)
  );
}

/** What a name in a list that shares a level means: behind 省委组织部 宣传部 is 省委宣传部. */
export function sharedName({ name }: Mention<"organisation">, { head }: Shared): string {
  return head + (OF_COMMITTEE.test(name) ? "委" : "") + name;
}

/** Whether a name stands right behind a list that shares its level, and can be of that level: 、交通运输厅, but not 、财政部. */
export function sharesLevel({ text }: Doc, { name, start, kind }: Mention<"organisation">, { by }: Beginning, shared: Shared): boolean {
  return (
    (by === "function" || by === "fixed") &&
    start === shared.end + 1 &&
    BETWEEN.test(text[shared.end] as string) &&
    (OF_COMMITTEE.test(name) || (kind === "government" && EVERYWHERE.test(name) && !STATE.test(name)))
  );
}

/**
 * Whether a name stands in a bracket that puts bodies of one level in charge, (市医保局、市财政局负责): there the level is that of
 * the body whose words they are, not any city's. With 各, or a body of the province beside it, it stays any city's.
 */
export function isInCharge({ text }: Doc, start: number): boolean {
  const from = Math.max(0, start - BRACKET);
  const ahead = text.slice(from, start);
  const open = from + Math.max(ahead.lastIndexOf("("), ahead.lastIndexOf("（"));
  if (open < from) return false;
  const inside = /^[^()（）\n。]*/.exec(text.slice(open + 1, open + 1 + 2 * BRACKET))?.[0] ?? "";
  const close = text[open + 1 + inside.length] ?? "";
  if (!/[)）]/.test(close) || open + 1 + inside.length <= start || !IN_CHARGE.test(inside)) return false;
  const level = text[start] as string;
  return inside.split(/[、，；,;]/).every((part) => !/^各/.test(part) && (!LEVEL.test(part) || part.startsWith(level)));
}
