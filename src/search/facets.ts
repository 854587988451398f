import type { Entity } from "../model/entity.js";
import type { Relation } from "../model/enums.js";
import type { Cite, Document } from "../model/record.js";
import type { Range } from "./condition.js";
import { numberTerms } from "./number-terms.js";
import { extendsOthers, titleKeys, titlesInside } from "./title-keys.js";
import { phraseOf } from "./units.js";

/** A range of numbers that a record is found by: amounts in a currency, counts, days. */
interface RangeFacet extends Range {
  readonly facet: string;
  /** what the numbers are of, such as a currency; empty where they have no unit */
  readonly unit: string;
}

/** What a record is indexed under. */
export interface Facets {
  /** `name:value`; a search that names one finds the records that have it */
  readonly terms: readonly string[];
  readonly ranges: readonly RangeFacet[];
}

/** Days of a document that can be searched as ranges, by the name of their filter. */
export const dayRanges = ["effective", "deadline", "signed"] as const;

/** What an entity adds to the facets of its record. A type that is to be filtered gets its rule here, its filter in fields.ts. */
const ofEntity: Partial<{ [T in Entity["type"]]: (entity: Extract<Entity, { type: T }>) => Partial<Facets> }> = {
  place: ({ code }) => (code === null ? {} : { terms: placeTerms(code) }),
  money: ({ currency, min, max, instrument }) => ({
    ranges: [{ facet: "money", unit: currency, min, max }],
    terms: instrument === undefined ? [] : [`instrument:${instrument}`],
  }),
  enterpriseCount: ({ min, max }) => ({ ranges: [{ facet: "enterprises", unit: "", min, max }] }),
  organisation: ({ canonical }) => ({ terms: [`body:${canonical.slice(0, longestName)}`] }),
};

/** Ranges that a record is found by at most: a search server takes no more than 10,000 such parts of one document. */
const mostRanges = 8_000;
const longestName = 60;

/** The facets of a record, each once; of a table with more amounts than can be searched for the first ones. */
export function facetsOf(document: Document): Facets {
  const { entities, attachments } = document;
  const found = [entities, ...attachments.map((attachment) => attachment.entities ?? [])].flat();
  const { terms, ranges } = merged([ofDocument(document), ...found.map(facetsOfEntity)]);
  return { terms, ranges: ranges.slice(0, mostRanges) };
}

function facetsOfEntity(entity: Entity): Partial<Facets> {
  const rule = ofEntity[entity.type] as ((entity: Entity) => Partial<Facets>) | undefined;
  return rule?.(entity) ?? {};
}

/** What holds for the document as a whole. */
function ofDocument({
  title,
  jurisdiction,
  issuers,
  documentNumbers,
  cites,
  measures,
  effectiveFrom,
  deadline,
  signedAt,
}: Document): Partial<Facets> {
  const days = { effective: effectiveFrom, deadline, signed: signedAt };
  return {
    terms: [
      ...(jurisdiction === null ? [] : placeTerms(jurisdiction.code)),
      ...issuers.flatMap(issuerTerms),
      ...documentNumbers.flatMap(numberTerms).map((key) => `number:${key}`),
      ...measures.map(({ instrument }) => `instrument:${instrument}`),
      ...cites.flatMap((cite) => citeTerms(cite, title !== null && extendsOthers(title))),
      ...(title === null ? [] : titleTerms(title)),
    ],
    ranges: dayRanges.flatMap((facet) => {
      const day = days[facet];
      return day === null ? [] : [{ facet, unit: "", min: dayNumber(day), max: dayNumber(day) }];
    }),
  };
}

/** A place is found by itself and by all above it. */
function placeTerms(code: string): string[] {
  const key = placeKey(code);
  return Array.from({ length: key.length / 2 }, (_, level) => `place:${key.slice(0, 2 * level + 2)}`);
}

/** A name by each of its ends, so that it is found by a part: 山东省工业和信息化厅 by 工业和信息化厅. */
function issuerTerms(issuer: string): string[] {
  const name = phraseOf(issuer).slice(0, longestName);
  return name.map((_, at) => `issuer:${name.slice(at).join("")}`);
}

/** Relations that change how the cited document stands. */
const acting: readonly Relation[] = ["repeals", "replaces", "amends"];

/** What is cited is found by each key of its title; what repeals, replaces or amends it also as that. */
function citeTerms({ number, title, relation }: Cite, extending: boolean): string[] {
  const titles = title === undefined ? [] : [citedTitleTerm(title), ...titleKeys(title).map(({ key }) => `cites:${key}`)];
  const terms = [...(number === undefined ? [] : numberTerms(number).map((key) => `cites:${key}`)), ...titles];
  return extending || acting.includes(relation) ? [...terms, ...terms.map((term) => term.replace(/^cites:/, "acts:"))] : terms;
}

/** A document is found by each key of its title, and as citing what its title names: 关于废止《…》的决定. */
function titleTerms(title: string): string[] {
  const own = titleKeys(title).map(({ key }) => key);
  const inside = titlesInside(title).flatMap((one) => titleKeys(one.title).map(({ key }) => key));
  const others = inside.filter((key) => !own.includes(key));
  return [...own.map((key) => `titled:${key}`), ...others.flatMap((key) => [`cites:${key}`, `acts:${key}`])];
}

/** A title that is cited, whole: its brackets and spaces do not count. */
export function citedTitleTerm(title: string): string {
  return `cites:${phraseOf(title).slice(0, 120).join("")}`;
}

/** A place's code without the zeros of the levels below it: 370000 → 37, 330400 → 3304. */
export function placeKey(code: string): string {
  return code.replace(/(?:00){1,2}$/, "");
}

/** A day as a number that keeps the order: 20240531. */
export function dayNumber(day: string): number {
  return Number(day.replaceAll("-", ""));
}

function merged(parts: readonly Partial<Facets>[]): Facets {
  const terms = new Set(parts.flatMap((part) => part.terms ?? []));
  const ranges = new Map<string, RangeFacet>();
  for (const range of parts.flatMap((part) => part.ranges ?? [])) ranges.set(JSON.stringify(range), range);
  return { terms: [...terms].sort(), ranges: [...ranges.values()] };
}
