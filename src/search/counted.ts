import { instrumentSchema } from "../model/enums.js";
import { ZhengwenError } from "../model/errors.js";
import type { Document } from "../model/record.js";
import type { Range } from "./condition.js";

/** What the records of an answer are counted by. */
export const countedFacets = [
  "year",
  "month",
  "place",
  "issuer",
  "kind",
  "source",
  "script",
  "money",
  "enterprises",
  "instrument",
  "cited",
] as const;
export type CountedFacet = (typeof countedFacets)[number];

/** The values that a record is counted under, each once. */
export type CountedValues = Readonly<Record<CountedFacet, readonly string[]>>;

/** One value of a facet with the number of records that have it. */
export interface FacetCount {
  readonly value: string;
  readonly count: number;
}

/** How often each value occurs: most frequent first, then in order of their bytes. */
export interface FacetCounts {
  readonly values: readonly FacetCount[];
  /** there are more values than were asked for */
  readonly more: boolean;
}

/** Values of a facet that an answer names. Places are a tree, and a parent is never rarer than what lies below it. */
export const mostValues: Readonly<Record<CountedFacet, number>> = {
  year: 100,
  month: 240,
  place: 400,
  issuer: 50,
  kind: 20,
  source: 50,
  script: 5,
  money: 50,
  enterprises: 20,
  instrument: 20,
  cited: 50,
};

/** Where one band of amounts ends and the next begins; the lower end belongs to a band, the upper one does not. */
const moneyEdges = [1e4, 1e5, 1e6, 1e7, 1e8, 1e9] as const;
const enterpriseEdges = [10, 50, 100, 500, 1000, 10_000] as const;

/** The value of amounts that lie in no band whole: 超过1000万元 reaches into all above it. */
const acrossBands = "across";

/** Values of one facet of one record: what a search server takes of one document. */
const mostOfRecord = 2_000;
const longestValue = 200;

/**
 * The values that a document is counted under; `places` are its places' keys, each with all above it. Values are cut at a
 * length, so that none is refused by an index.
 */
export function countedValues(document: Document, places: readonly string[]): CountedValues {
  const { publishedAt, issuers, kind, source, script, cites, entities, attachments } = document;
  const day = publishedAt?.slice(0, 10) ?? null;
  const stated = [entities, ...attachments.map((attachment) => attachment.entities ?? [])].flat();
  const money = stated.flatMap((entity) => (entity.type === "money" ? [entity] : []));
  const enterprises = stated.flatMap((entity) => (entity.type === "enterpriseCount" ? [entity] : []));
  const instruments = [...money.flatMap(({ instrument }) => instrument ?? []), ...document.measures.map(({ instrument }) => instrument)];
  const values: Record<CountedFacet, string[]> = {
    year: day === null ? [] : [day.slice(0, 4)],
    month: day === null ? [] : [day.slice(0, 7)],
    place: [...places],
    issuer: issuers,
    kind: [kind],
    source: source === null ? [] : [source.id],
    script: [script],
    money: money.map((amount) => `${amount.currency}:${bandOf(amount, moneyEdges)}`),
    enterprises: enterprises.map((count) => bandOf(count, enterpriseEdges)),
    instrument: instruments.filter((one) => (instrumentSchema.options as readonly string[]).includes(one)),
    cited: cites.flatMap(({ number, title, relation }) => (relation === "internal" ? [] : (number ?? title ?? []))),
  };
  return Object.fromEntries(countedFacets.map((facet) => [facet, bounded(values[facet])])) as unknown as CountedValues;
}

/** The band that an amount lies in whole, as `from..to`, either end empty where it is open. */
function bandOf({ min, max }: Range, edges: readonly number[]): string {
  const at = edges.filter((edge) => min !== null && min >= edge).length;
  const [from, to] = [edges[at - 1], edges[at]];
  const inside = (to === undefined || (max !== null && max < to)) && (min !== null || from === undefined);
  return inside && (min !== null || max !== null) ? `${from ?? ""}..${to ?? ""}` : acrossBands;
}

function bounded(values: readonly string[]): string[] {
  const cut = values.map((value) => value.slice(0, longestValue).toWellFormed()).filter((value) => value !== "");
  return [...new Set(cut)].slice(0, mostOfRecord);
}

/** Counts in the order of an answer, as many as are asked for. */
export function inOrder(counts: readonly FacetCount[], most: number): FacetCounts {
  const sorted = [...counts].sort((a, b) => b.count - a.count || Buffer.compare(Buffer.from(a.value), Buffer.from(b.value)));
  return { values: sorted.slice(0, most), more: sorted.length > most };
}

/** The facets that a search names, by comma, or `all`. @throws usage.query */
export function facetsNamed(named: unknown): CountedFacet[] {
  if (named === undefined || named === "") return [];
  if (named === "all") return [...countedFacets];
  const names = typeof named === "string" ? named.split(",", countedFacets.length + 1) : [];
  const known = countedFacets.filter((facet) => names.includes(facet));
  if (known.length === names.length && known.length > 0) return known;
  throw new ZhengwenError("usage.query", `facets takes ${countedFacets.join(", ")}, by comma, or all.`);
}
