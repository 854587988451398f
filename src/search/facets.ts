import type { Entity } from "../model/entity.js";
import type { Filters, Range } from "./query.js";

/** A range of numbers that a record is found by: amounts in a currency, counts. */
interface RangeFacet extends Range {
  readonly facet: string;
  /** what the numbers are of, such as a currency; empty where they have no unit */
  readonly unit: string;
}

/** What a record is indexed under, or what a search asks of it. */
export interface Facets {
  /** `name:value`; a search that names one finds the records that have it */
  readonly terms: readonly string[];
  readonly ranges: readonly RangeFacet[];
}

/**
 * How one entity type is filtered by. Stores know facets only in general: a type that is to be filtered gets a rule here, its
 * filter in `Filters`, and its spelling in `parseSearch`.
 */
interface FacetRule {
  /** what an entity adds to the facets of its record */
  of(entity: Entity): Partial<Facets>;
  /** what the filters ask */
  asked(filters: Filters): Partial<Facets>;
}

const rules: readonly FacetRule[] = [
  {
    // a place is found by itself and by all above it; anaphors (全市) do not count
    of: (entity) => {
      if (entity.type !== "place" || entity.code === null || entity.anaphor) return {};
      const key = placeKey(entity.code);
      return { terms: Array.from({ length: key.length / 2 }, (_, level) => `place:${key.slice(0, 2 * level + 2)}`) };
    },
    asked: ({ place }) => (place === undefined ? {} : { terms: [`place:${placeKey(place)}`] }),
  },
  {
    of: (entity) => (entity.type === "money" ? { ranges: [rangeOf("money", entity.currency, entity)] } : {}),
    asked: ({ money }) => (money === undefined ? {} : { ranges: [rangeOf("money", money.currency, money)] }),
  },
  {
    of: (entity) => (entity.type === "enterpriseCount" ? { ranges: [rangeOf("enterprises", "", entity)] } : {}),
    asked: ({ enterprises }) => (enterprises === undefined ? {} : { ranges: [rangeOf("enterprises", "", enterprises)] }),
  },
];

/** Ranges that a record is found by at most: a search server takes no more than 10,000 such parts of one document. */
const mostRanges = 8_000;

/** The facets of a record, each once; of a table with more amounts than can be searched for the first ones. */
export function facetsOf(entities: readonly Entity[]): Facets {
  const { terms, ranges } = merged(entities.flatMap((entity) => rules.map((rule) => rule.of(entity))));
  return { terms, ranges: ranges.slice(0, mostRanges) };
}

/** What a search asks: every term and every range must be met. */
export function askedFacets(filters: Filters): Facets {
  return merged(rules.map((rule) => rule.asked(filters)));
}

/** A place's code without the zeros of the levels below it: 370000 → 37, 330400 → 3304. */
function placeKey(code: string): string {
  return code.replace(/(?:00){1,2}$/, "");
}

function rangeOf(facet: string, unit: string, { min, max }: Range): RangeFacet {
  return { facet, unit, min, max };
}

function merged(parts: readonly Partial<Facets>[]): Facets {
  const terms = new Set(parts.flatMap((part) => part.terms ?? []));
  const ranges = new Map<string, RangeFacet>();
  for (const range of parts.flatMap((part) => part.ranges ?? [])) ranges.set(JSON.stringify(range), range);
  return { terms: [...terms].sort(), ranges: [...ranges.values()] };
}
