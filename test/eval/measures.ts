import type { EntityOf } from "../../src/model/entity.js";
import type { Document } from "../../src/model/record.js";
import { type Count, fold, rates } from "./match.js";

/** A text whose sums and measures are known. Texts of the gold stand in it as published; units of `per` are normalised. */
export interface MeasureGold {
  readonly id: string;
  readonly half: "build" | "check";
  readonly url: string;
  readonly title: string;
  readonly text: string;
  readonly money: readonly {
    readonly text: string;
    readonly instrument: string;
    readonly per: readonly string[];
    readonly beneficiary?: string;
    readonly cap?: string;
  }[];
  readonly measures: readonly { readonly instrument: string; readonly amounts: readonly string[]; readonly beneficiary?: string }[];
}

export interface MeasureReport {
  readonly counts: Readonly<Record<string, Count>>;
  readonly misses: readonly string[];
}

const names = ["instrument", "per", "beneficiary", "cap", "measures"] as const;

/** Scores the roles of sums that were found, and whole rows: one counts when instrument, amounts and beneficiary agree. */
export function scoreMeasures(gold: readonly MeasureGold[], records: readonly Document[]): MeasureReport {
  const counts = Object.fromEntries(names.map((name): [string, Count] => [name, { hit: 0, predicted: 0, gold: 0 }]));
  const misses: string[] = [];
  const add = (name: (typeof names)[number], wanted: boolean, found: boolean, same: boolean) => {
    const count = counts[name] as Count;
    if (wanted) count.gold++;
    if (found) count.predicted++;
    if (same) count.hit++;
  };
  for (const [index, line] of gold.entries()) {
    const record = records[index] as Document;
    scoreSums(line, record, add, misses);
    scoreRows(line, record, add, misses);
  }
  return { counts, misses };
}

type Add = (name: (typeof names)[number], wanted: boolean, found: boolean, same: boolean) => void;

function scoreSums({ id, money }: MeasureGold, { entities }: Document, add: Add, misses: string[]): void {
  const sums = entities.filter((entity): entity is EntityOf<"money"> => entity.type === "money" && entity.in === "body");
  const used = new Set<number>();
  for (const want of money) {
    const at = sums.findIndex(({ quote }, index) => !used.has(index) && holds(quote, want.text));
    const got = sums[at];
    used.add(at);
    const miss = (name: string, wanted: unknown, found: unknown) =>
      misses.push(`${id}: ${want.text}: ${name}: got ${JSON.stringify(found ?? null)}, want ${JSON.stringify(wanted ?? null)}`);
    const isKind = got?.instrument === want.instrument;
    add("instrument", true, got?.instrument !== undefined, isKind);
    if (!isKind) miss("instrument", want.instrument, got?.instrument);
    const units = (got?.per ?? []).map(({ unit }) => unit);
    for (const unit of want.per) add("per", true, false, units.includes(unit));
    for (const _ of units) add("per", false, true, false);
    if (units.join() !== want.per.join()) miss("per", want.per, units);
    const isFor = same(got?.beneficiary?.quote, want.beneficiary);
    add("beneficiary", want.beneficiary !== undefined, got?.beneficiary !== undefined, isFor && want.beneficiary !== undefined);
    if (!isFor) miss("beneficiary", want.beneficiary, got?.beneficiary?.quote);
    const isCap = same(got?.cap?.quote, want.cap);
    add("cap", want.cap !== undefined, got?.cap !== undefined, isCap && want.cap !== undefined);
    if (!isCap) miss("cap", want.cap, got?.cap?.quote);
  }
}

function scoreRows({ id, measures }: MeasureGold, record: Document, add: Add, misses: string[]): void {
  const used = new Set<number>();
  const found = record.measures;
  for (const want of measures) {
    const at = found.findIndex(
      (row, index) =>
        !used.has(index) &&
        row.instrument === want.instrument &&
        row.amounts.length === want.amounts.length &&
        want.amounts.every((amount) => row.amounts.some(({ quote }) => holds(quote, amount))) &&
        same(row.beneficiary?.quote, want.beneficiary),
    );
    if (at >= 0) used.add(at);
    else misses.push(`${id}: row missed: ${JSON.stringify(want)}`);
    add("measures", true, false, at >= 0);
  }
  for (const [index, row] of found.entries()) {
    add("measures", false, true, false);
    const { instrument, amounts, beneficiary, quote } = row;
    if (!used.has(index))
      misses.push(
        `${id}: row wrong: ${JSON.stringify({ instrument, amounts: amounts.map((amount) => amount.quote), beneficiary: beneficiary?.quote, quote })}`,
      );
  }
}

function holds(one: string, other: string): boolean {
  const [a, b] = [fold(one) ?? "", fold(other) ?? ""];
  return a.includes(b) || b.includes(a);
}

function same(found: string | undefined, wanted: string | undefined): boolean {
  return found === undefined || wanted === undefined ? found === wanted : holds(found, wanted);
}

/** A report for reading. */
export function measureText({ counts, misses }: MeasureReport, shown: boolean): string {
  const percent = (share: number) => (100 * share).toFixed(1).padStart(5);
  const lines = Object.entries(counts).map(([name, count]) => {
    const { precision, recall, f1 } = rates(count);
    return `  ${name.padEnd(28)} P ${percent(precision)} R ${percent(recall)} F ${percent(f1)}  (${count.hit} of ${count.gold}; ${count.predicted} found)`;
  });
  return [...lines, ...(shown ? misses.map((miss) => `- ${miss}`) : [])].join("\n");
}

/** What floors hold: F1 of each. */
export function measuredRoles({ counts }: MeasureReport): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, Math.floor(rates(count).f1 * 10_000) / 10_000]));
}
