import * as z from "zod";
import type { Entity } from "../model/entity.js";
import type { AgencyLevel, Instrument } from "../model/enums.js";

/** How a panel divides what it counts; `none` does not divide. */
export const panelOptionsSchema = z.strictObject({
  /** `home`: the place that a document belongs to; `mention`: each place that it names or lies in */
  places: z.enum(["home", "mention"]).default("home"),
  placeLevel: z.enum(["province", "prefecture", "county", "none"]).default("province"),
  period: z.enum(["year", "quarter", "month", "none"]).default("year"),
  issuerLevel: z.boolean().default(false),
  /** `once`: of the reposts of a document the one published first counts for all */
  reposts: z.enum(["once", "all"]).default("once"),
  /** amounts of money by instrument beside the documents */
  amounts: z.boolean().default(false),
});
export type PanelOptions = z.infer<typeof panelOptionsSchema>;

/** What divides a panel. */
interface PanelCell {
  /** six-digit code; null for documents of no place, and in a panel that does not divide by it */
  readonly place: string | null;
  /** 2024, 2024Q1, 2024-05; null for documents without a date, and in a panel that does not divide by it */
  readonly period: string | null;
  readonly issuerLevel: AgencyLevel | null;
}

export interface PanelRow extends PanelCell {
  /** all documents of the cell, and their characters: what shares are of */
  readonly documents: number;
  readonly characters: number;
  /** those in which the concept occurs */
  readonly matching: number;
  readonly occurrences: number;
}

/** Amounts of a cell. What is said twice in a document counts once; an open bound adds nothing to its sum and is counted apart. */
export interface AmountRow extends PanelCell {
  readonly instrument: Instrument | null;
  readonly currency: string;
  readonly amounts: number;
  readonly min: number;
  readonly max: number;
  /** amounts without a lower (upper) bound */
  readonly openBelow: number;
  readonly openAbove: number;
}

export interface Panel {
  readonly rows: readonly PanelRow[];
  readonly amounts: readonly AmountRow[];
}

/** How records are told apart when they are counted: see `Store.tally`. */
export type TallyOptions = Pick<PanelOptions, "places" | "placeLevel" | "period" | "issuerLevel">;

/** Records that share what a panel divides by. */
export interface TallyRow {
  /** key of the place, as short as the level or shorter; null for none */
  readonly place: string | null;
  /** year or month */
  readonly period: string | null;
  readonly level: AgencyLevel | null;
  readonly documents: number;
  readonly characters: number;
  readonly matching: number;
  readonly occurrences: number;
}

/** Characters of the key of a place of this level; 0 where places are not told apart. */
export function placeKeyLength(level: PanelOptions["placeLevel"]): number {
  return level === "none" ? 0 : keyLength[level];
}

/** Characters of a day that tell its period; 0 where periods are not told apart. Quarters are made of months. */
export function periodLength(period: PanelOptions["period"]): number {
  return period === "none" ? 0 : period === "year" ? 4 : 7;
}

/** What is known of a document before it is read. */
export interface PanelDocument {
  readonly id: string;
  readonly cluster: string;
  readonly day: string | null;
  readonly home: string | null;
  readonly level: AgencyLevel | null;
  readonly characters: number;
  /** keys of the places that it names or lies in */
  readonly places?: readonly string[];
}

const keyLength = { province: 2, prefecture: 4, county: 6 } as const;

/** The cells that a document counts in: one, or with mentions one for each place of the level. */
function cellsOf(document: PanelDocument, options: PanelOptions): PanelCell[] {
  const period = periodOf(document.day, options.period);
  const issuerLevel = options.issuerLevel ? document.level : null;
  return placesOf(document, options).map((place) => ({ place, period, issuerLevel }));
}

/** The groups that a document is counted in where a store reads it. */
export function tallyGroups(document: PanelDocument, by: TallyOptions): Pick<TallyRow, "place" | "period" | "level">[] {
  const length = periodLength(by.period);
  const period = document.day === null || length === 0 ? null : document.day.slice(0, length);
  return placesOf(document, by).map((place) => ({ place, period, level: by.issuerLevel ? document.level : null }));
}

function placesOf({ home, places = [] }: PanelDocument, { placeLevel, places: by }: TallyOptions): (string | null)[] {
  if (placeLevel === "none") return [null];
  const length = keyLength[placeLevel];
  // a document of a place above the level is of that place itself: none is lost
  if (by === "home") return [home === null ? null : home.slice(0, length).padEnd(6, "0")];
  const named = [...new Set(places.filter((key) => key.length === length))].sort();
  return named.length === 0 ? [null] : named.map((key) => key.padEnd(6, "0"));
}

function periodOf(day: string | null, period: PanelOptions["period"]): string | null {
  if (day === null || period === "none") return null;
  if (period === "quarter") return `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
  return period === "year" ? day.slice(0, 4) : day.slice(0, 7);
}

/** Of each cluster the document that counts: published first, those without a date last, then by id. */
export function countsForAll(held: PanelDocument | undefined, other: PanelDocument): PanelDocument {
  if (held === undefined) return other;
  const order = (one: PanelDocument) => `${one.day ?? "9999"} ${one.id}`;
  return order(other) < order(held) ? other : held;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Adds up a panel, document by document, in any order. */
export interface PanelSums {
  /** records counted by a store; those that are not to count are taken off again with a sign of -1 */
  tallied(row: TallyRow, sign: 1 | -1): void;
  document(document: PanelDocument): void;
  /** the same document, in which the concept occurs so often */
  match(document: PanelDocument, occurrences: number): void;
  money(document: PanelDocument, entities: readonly Entity[]): void;
  panel(): Panel;
}

export function panelSums(options: PanelOptions): PanelSums {
  const rows = new Map<string, Mutable<PanelRow>>();
  const sums = new Map<string, Mutable<AmountRow>>();
  const rowOf = (cell: PanelCell): Mutable<PanelRow> => {
    const key = keyOf(cell);
    const row = rows.get(key) ?? { ...cell, documents: 0, characters: 0, matching: 0, occurrences: 0 };
    rows.set(key, row);
    return row;
  };
  return {
    tallied: ({ place, period, level, ...counts }, sign) => {
      const row = rowOf({
        place: place?.slice(0, placeKeyLength(options.placeLevel)).padEnd(6, "0") ?? null,
        period: period === null ? null : periodOf(period, options.period),
        issuerLevel: options.issuerLevel ? level : null,
      });
      row.documents += sign * counts.documents;
      row.characters += sign * counts.characters;
      row.matching += sign * counts.matching;
      row.occurrences += sign * counts.occurrences;
    },
    document: (document) => {
      for (const cell of cellsOf(document, options)) {
        const row = rowOf(cell);
        row.documents++;
        row.characters += document.characters;
      }
    },
    match: (document, occurrences) => {
      for (const cell of cellsOf(document, options)) {
        const row = rowOf(cell);
        row.matching++;
        row.occurrences += occurrences;
      }
    },
    money: (document, entities) => {
      for (const { instrument = null, currency, min, max } of distinctAmounts(entities)) {
        for (const cell of cellsOf(document, options)) {
          const key = `${keyOf(cell)} ${instrument} ${currency}`;
          const row = sums.get(key) ?? { ...cell, instrument, currency, amounts: 0, min: 0, max: 0, openBelow: 0, openAbove: 0 };
          sums.set(key, row);
          row.amounts++;
          row.min += min ?? 0;
          row.max += max ?? 0;
          if (min === null) row.openBelow++;
          if (max === null) row.openAbove++;
        }
      }
    },
    panel: () => ({ rows: inOrder(rows).filter(({ documents }) => documents > 0), amounts: inOrder(sums) }),
  };
}

function keyOf({ place, period, issuerLevel }: PanelCell): string {
  return `${place ?? "~"} ${period ?? "~"} ${issuerLevel ?? "~"}`;
}

/** By place, period and level; what has none comes last. */
function inOrder<T>(rows: ReadonlyMap<string, T>): T[] {
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

type Money = Extract<Entity, { type: "money" }>;

function distinctAmounts(entities: readonly Entity[]): Money[] {
  const amounts = new Map<string, Money>();
  for (const entity of entities) {
    if (entity.type !== "money") continue;
    const { instrument, currency, min, max } = entity;
    amounts.set(JSON.stringify([instrument, currency, min, max]), entity);
  }
  return [...amounts.values()];
}
