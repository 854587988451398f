import type { Agencies } from "../../dictionary/organisations/agencies.js";
import type { BodyContexts } from "../../dictionary/organisations/contexts.js";
import type { NameForms } from "../../dictionary/organisations/name-forms.js";
import type { Mention } from "../../model/entity.js";
import type { Doc } from "../doc.js";
import type { NameHead } from "./heads.js";
import type { LeftBoundary } from "./left-context.js";
import { JOINS, LETTER, LEVEL, LEVEL_AHEAD } from "./levels.js";

/** A place written with its level, and what is left of the name. */
const PLACED = new RegExp(`^\\p{Script=Han}{1,10}?(?:自治区|${LETTER}(?![市县区]))(?=\\p{Script=Han}{3})`, "u");
/** Ends of bodies that every level has; 部 and 总局 are the state's alone. */
const EVERYWHERE = /(?<!总)[局厅委办]$|(?:委员会|办公室)$/;
/** 省委|组织部: the level is that of the body above. */
const BELOW_LEVEL = new RegExp(`^${LEVEL}(?:党?委|政府|人大|政协)`);
/** How far a bracket reaches that says who is in charge, at most. */
const BRACKET = 160;

/** What the names of a list share: 省|发展改革委、交通运输厅、水利厅. */
export interface SharedLevel {
  /** where the last name of the list ends */
  readonly end: number;
  /** what its first name begins with: a level, or a place with its level */
  readonly head: string;
}

/** The level or place that names behind this one may share; null where it begins with none. */
export function headOf({ name, end, kind }: Mention<"organisation">, { by }: LeftBoundary): SharedLevel | null {
  if (kind !== "government" && kind !== "party") return null;
  const level = by === "level" || by === "place" || BELOW_LEVEL.test(name) ? LEVEL_AHEAD.exec(name)?.[0] : undefined;
  const head = level ?? (by === "place" ? PLACED.exec(name)?.[0] : undefined);
  return head ? { end, head } : null;
}

/** Whether an end is a department of the committee whose other department the list names right before it. */
export function isCompanion(
  { text }: Doc,
  { start, end }: NameHead,
  previous: Mention<"organisation"> | undefined,
  { forms }: Agencies,
): boolean {
  return (
    previous !== undefined &&
    previous.end === start - 1 &&
    JOINS.test(text[start - 1] as string) &&
    isDepartment(text.slice(start, end), forms) &&
    isOfCommittee(previous.name, forms)
  );
}

/** Departments of a party committee, which lists name behind a first one: 省委组织部、|宣传部. */
function isDepartment(name: string, { committee }: NameForms): boolean {
  return committee.departments.words.has(name) || name === "编办";
}

/** 省委组织部, 市委办公室, and a department whose committee the list has named before. */
function isOfCommittee(name: string, { committee }: NameForms): boolean {
  if (committee.departments.words.has(name)) return true;
  const end = committee.departments.before(name, name.length) ?? committee.offices.before(name, name.length);
  return end !== null && name[name.length - end.word.length - 1] === "委";
}

/** What a name in a list that shares a level means: behind 省委组织部 宣传部 is 省委宣传部. */
export function sharedName({ name }: Mention<"organisation">, { head }: SharedLevel, { forms }: Agencies): string {
  return head + (isDepartment(name, forms) ? "委" : "") + name;
}

/** Whether a name stands right behind a list that shares its level, and can be of that level: 、交通运输厅, but not 、财政部. */
export function sharesLevel(
  { text }: Doc,
  { name, start, kind }: Mention<"organisation">,
  { by }: LeftBoundary,
  shared: SharedLevel,
  { forms }: Agencies,
): boolean {
  return (
    (by === "function" || by === "fixed") &&
    start === shared.end + 1 &&
    JOINS.test(text[shared.end] as string) &&
    (isDepartment(name, forms) || (kind === "government" && EVERYWHERE.test(name) && !forms.state.at(name, 0)))
  );
}

/**
 * Whether a name stands in a bracket that puts bodies of one level in charge, (市医保局、市财政局负责): there the level is that of
 * the body whose words they are, not any city's. With 各, or a body of the province beside it, it stays any city's.
 */
export function isInCharge({ text }: Doc, start: number, { contexts }: Agencies): boolean {
  const from = Math.max(0, start - BRACKET);
  const ahead = text.slice(from, start);
  const open = from + Math.max(ahead.lastIndexOf("("), ahead.lastIndexOf("（"));
  if (open < from) return false;
  const inside = /^[^()（）\n。]*/.exec(text.slice(open + 1, open + 1 + 2 * BRACKET))?.[0] ?? "";
  const close = text[open + 1 + inside.length] ?? "";
  if (!/[)）]/.test(close) || open + 1 + inside.length <= start || !namesCharge(inside, contexts)) return false;
  const level = text[start] as string;
  return inside.split(/[、，；,;]/).every((part) => !/^各/.test(part) && (!LEVEL_AHEAD.test(part) || part.startsWith(level)));
}

function namesCharge(text: string, { inCharge }: BodyContexts): boolean {
  for (let at = 0; at < text.length; at++) if (inCharge.at(text, at)) return true;
  return false;
}
