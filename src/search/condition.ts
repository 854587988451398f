import type { Kind, Script } from "../model/record.js";

/** A phrase of a query as units (see units.ts): they must follow each other, within one text of a record. */
export type Phrase = readonly string[];

/** The texts of a record that can be searched alone. */
export const textFields = ["title", "body", "attachment"] as const;
export type TextField = (typeof textFields)[number];

/** A term in all the ways that it is said, itself first: one of them must occur. */
export interface TextCondition {
  readonly is: "text";
  readonly ways: readonly Phrase[];
  /** longer words, of which a way is a part that does not count: 工信部门 for 工信部. A text that holds one does not show the shorter */
  readonly unless?: readonly Phrase[];
  /** facet terms that show the same: the bodies that the term is a name of, the number of a document that it is */
  readonly terms?: readonly string[];
  /** the only text that counts */
  readonly in?: TextField;
  /** characters count as they were published: no script, no synonym, no repair */
  readonly asWritten?: true;
}

/** A range of numbers, inclusive; null is open. */
export interface Range {
  readonly min: number | null;
  readonly max: number | null;
}

/** Some number of the record under this facet lies wholly inside; with `possible`, may lie inside. */
export interface RangeCondition extends Range {
  readonly is: "range";
  readonly facet: string;
  /** what the numbers are of, such as a currency; empty where they have no unit */
  readonly unit: string;
  readonly possible: boolean;
}

/** What a search asks of a record, as a tree. It means the same in every store. */
export type Condition =
  | { readonly is: "all" }
  | TextCondition
  | RangeCondition
  /** the record has one of these facet terms, or one that begins so */
  | { readonly is: "term"; readonly terms: readonly string[]; readonly prefix?: true }
  /** the record joined a cluster that another one began: it is a repost, or what it is a repost of */
  | { readonly is: "joined" }
  /** the record is one of these */
  | { readonly is: "id"; readonly ids: readonly string[] }
  | { readonly is: "kind"; readonly value: Kind }
  | { readonly is: "source"; readonly value: string }
  | { readonly is: "script"; readonly value: Script }
  /** the day of `publishedAt`, inclusive; a record without one does not match */
  | { readonly is: "published"; readonly from: string | null; readonly to: string | null }
  | { readonly is: "and" | "or"; readonly of: readonly Condition[] }
  | { readonly is: "not"; readonly of: Condition };

/** All of them; one alone is itself. */
export function both(conditions: readonly Condition[]): Condition {
  const [first, ...rest] = conditions.flatMap((condition) => (condition.is === "and" ? condition.of : [condition]));
  if (first === undefined) return { is: "all" };
  return rest.length === 0 ? first : { is: "and", of: [first, ...rest] };
}

/** The terms that a record is looked for by: all but the excluded ones, in order. */
export function termsOf(condition: Condition): TextCondition[] {
  if (condition.is === "text") return [condition];
  return condition.is === "and" || condition.is === "or" ? condition.of.flatMap(termsOf) : [];
}

/** The leaves of a tree that are of a kind and are not excluded. */
export function leavesOf<K extends Condition["is"]>(condition: Condition, is: K): Extract<Condition, { is: K }>[] {
  if (condition.is === is) return [condition as Extract<Condition, { is: K }>];
  return condition.is === "and" || condition.is === "or" ? condition.of.flatMap((part) => leavesOf(part, is)) : [];
}

/** Whether it says only what is not wanted. */
export function onlyExcludes(condition: Condition): boolean {
  if (condition.is === "not") return true;
  return (condition.is === "and" || condition.is === "or") && condition.of.every(onlyExcludes);
}

/**
 * The conditions that all must hold, those on the date of publication apart: a record that lacks nothing but a date is
 * counted, and the answer says so.
 */
export function datesApart(condition: Condition): { readonly where: Condition; readonly dates: Condition } {
  const parts = condition.is === "and" ? condition.of : [condition];
  return { where: both(parts.filter(({ is }) => is !== "published")), dates: both(parts.filter(({ is }) => is === "published")) };
}
