import type { Entity } from "../model/entity.js";
import { type Condition, leavesOf, type RangeCondition } from "./condition.js";
import { dayNumber, dayRanges } from "./facets.js";
import type { FoundRecord } from "./query.js";

/** A value of a record that meets a filter, with the words that state it. */
export interface MatchedValue {
  readonly filter: string;
  /** as published; null for what is stated nowhere in the text, such as the place of a whole document */
  readonly quote: string | null;
  /** an amount or count */
  readonly min?: number | null;
  readonly max?: number | null;
  readonly currency?: string;
  /** a place */
  readonly code?: string;
  readonly name?: string;
  readonly anaphor?: true;
  /** a day */
  readonly day?: string;
  /** the attachment that states it, by its place among the record's */
  readonly attachment?: number;
}

const mostValues = 5;
const longestQuote = 80;

/** Which amounts, counts, places and days of a record meet the filters of a search: the first ones of each filter. */
export function matchedValues(record: FoundRecord, where: Condition): MatchedValue[] {
  const stated = [
    ...(record.entities ?? []).map((entity): Stated => ({ entity })),
    ...record.attachments.flatMap(({ entities = [] }, attachment) => entities.map((entity): Stated => ({ entity, attachment }))),
  ];
  const ranges = leavesOf(where, "range").map((range) => rangeValues(record, stated, range));
  const places = leavesOf(where, "term").map(({ terms }) => placeValues(record, stated, terms));
  return [...ranges, ...places].flatMap((values) => distinct(values).slice(0, mostValues));
}

interface Stated {
  readonly entity: Entity;
  readonly attachment?: number;
}

function rangeValues(record: FoundRecord, stated: readonly Stated[], range: RangeCondition): MatchedValue[] {
  const day = dayRanges.find((facet) => facet === range.facet);
  if (day !== undefined) return dayValues(record, day, range);
  return stated.flatMap(({ entity, attachment }): MatchedValue[] => {
    const fits =
      (entity.type === "money" && range.facet === "money" && entity.currency === range.unit) ||
      (entity.type === "enterpriseCount" && range.facet === "enterprises");
    if (!fits || !meets(entity, range)) return [];
    const { min, max } = entity;
    return [
      { filter: range.facet, ...quoteOf(entity, attachment), min, max, ...(entity.type === "money" && { currency: entity.currency }) },
    ];
  });
}

function dayValues(record: FoundRecord, facet: (typeof dayRanges)[number], range: RangeCondition): MatchedValue[] {
  const field = ({ effective: "effectiveFrom", deadline: "deadline", signed: "signedAt" } as const)[facet];
  const day = record[field];
  if (day === null || !meets({ min: dayNumber(day), max: dayNumber(day) }, range)) return [];
  const said = record.dates?.find((date) => date.field === field && date.start !== undefined);
  return [{ filter: facet, quote: said ? record.original.slice(said.start, said.end).slice(0, longestQuote) : null, day }];
}

function placeValues(record: FoundRecord, stated: readonly Stated[], terms: readonly string[]): MatchedValue[] {
  const keys = terms.flatMap((term) => (term.startsWith("place:") ? [term.slice("place:".length)] : []));
  if (keys.length === 0) return [];
  const lies = (code: string) => keys.some((key) => code.startsWith(key));
  const { jurisdiction } = record;
  const whole: MatchedValue[] =
    jurisdiction !== null && lies(jurisdiction.code)
      ? [{ filter: "place", quote: null, code: jurisdiction.code, name: jurisdiction.name }]
      : [];
  const named = stated.flatMap(({ entity, attachment }): MatchedValue[] => {
    if (entity.type !== "place" || entity.code === null || !lies(entity.code)) return [];
    const { code, name, anaphor } = entity;
    return [{ filter: "place", ...quoteOf(entity, attachment), code, name, ...(anaphor && { anaphor }) }];
  });
  return [...named, ...whole];
}

function quoteOf({ quote }: Entity, attachment: number | undefined): Pick<MatchedValue, "quote" | "attachment"> {
  return { quote: quote.slice(0, longestQuote).toWellFormed(), ...(attachment !== undefined && { attachment }) };
}

/** What the stores ask of a range: wholly inside, or an overlap. */
function meets(value: { readonly min: number | null; readonly max: number | null }, { min, max, possible }: RangeCondition): boolean {
  if (possible) return (min === null || value.max === null || value.max >= min) && (max === null || value.min === null || value.min <= max);
  return (min === null || (value.min !== null && value.min >= min)) && (max === null || (value.max !== null && value.max <= max));
}

function distinct(values: readonly MatchedValue[]): MatchedValue[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
