import type { Entity } from "../model/entity.js";
import type { Document } from "../model/record.js";
import { bandsOf, linksOf } from "./cluster.js";
import type { Range } from "./query.js";
import { eachUnit } from "./units.js";

/**
 * What a document is found by, beside its own fields. Both stores index exactly this, so that both find the same; title
 * and body are apart so that no phrase reaches from one into the other.
 */
export interface Projection {
  /** units joined by spaces */
  readonly titleUnits: string;
  readonly bodyUnits: string;
  /** every place named, as the codes of itself and all above it, in the form of `placeKey` */
  readonly places: readonly string[];
  readonly money: readonly (Range & { readonly currency: string })[];
  readonly enterprises: readonly Range[];
  /** date part of `publishedAt` */
  readonly day: string | null;
  /** `publishedAt` in milliseconds since 1970, a date alone being its beginning in China: what a sort by date goes by */
  readonly moment: number | null;
  /** addresses and fingerprint bands that join a cluster */
  readonly links: readonly string[];
  readonly bands: readonly string[];
}

/** What both stores index of a document. Pure, linear in the text. */
export function project(document: Document): Projection {
  const places = new Set<string>();
  const money = new Map<string, Range & { currency: string }>();
  const enterprises = new Map<string, Range>();
  for (const entity of document.entities) collect(entity, places, money, enterprises);
  return {
    titleUnits: unitText(document.title ?? ""),
    bodyUnits: unitText(document.text),
    places: [...places].sort(),
    money: [...money.values()],
    enterprises: [...enterprises.values()],
    day: document.publishedAt?.slice(0, 10) ?? null,
    moment: document.publishedAt === null ? null : moment(document.publishedAt),
    links: linksOf(document),
    bands: bandsOf(document.fingerprint),
  };
}

/** A place's code without the zeros of the levels below it: 370000 → 37, 330400 → 3304. */
export function placeKey(code: string): string {
  return code.replace(/(?:00){1,2}$/, "");
}

function collect(
  entity: Entity,
  places: Set<string>,
  money: Map<string, Range & { currency: string }>,
  enterprises: Map<string, Range>,
): void {
  if (entity.type === "place") {
    if (entity.code === null || entity.anaphor) return;
    const key = placeKey(entity.code);
    for (let length = 2; length <= key.length; length += 2) places.add(key.slice(0, length));
  } else if (entity.type === "money") {
    const { min, max, currency } = entity;
    money.set(`${min} ${max} ${currency}`, { min, max, currency });
  } else if (entity.type === "enterpriseCount") {
    const { min, max } = entity;
    enterprises.set(`${min} ${max}`, { min, max });
  }
}

function unitText(text: string): string {
  let joined = "";
  eachUnit(text, (unit) => {
    joined += joined === "" ? unit : ` ${unit}`;
  });
  return joined;
}

function moment(published: string): number | null {
  const value = Date.parse(published.length === 10 ? `${published}T00:00:00+08:00` : published);
  return Number.isNaN(value) ? null : value;
}
