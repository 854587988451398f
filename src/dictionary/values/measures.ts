import * as z from "zod";
import { type WordIndex, wordIndex } from "../../lexicon/longest-match.js";
import { boundSchema } from "../../model/amount.js";
import { readJson } from "../file.js";

const word = z.string().min(1);
const words = z.array(word);
const factor = z.string().regex(/^\d+(\.\d+)?$/);
const dimension = z.enum(["percent", "area", "length", "mass", "energy", "people", "projects", "items", "other"]);

/** `not`: characters before which the word is no unit (3元素); `only`: the word is a unit only before one of these. */
const guards = { not: z.string().optional(), only: z.string().optional() };

const unitsSchema = z.array(
  z.strictObject({
    unit: word,
    also: words.optional(),
    dimension,
    /** what a value is multiplied by to be expressed in `unit` of the dimension: 成 is ten per cent */
    factor: factor.optional(),
    si: z.strictObject({ unit: word, factor }).optional(),
    ...guards,
  }),
);

const countersSchema = z.array(
  z.strictObject({
    word,
    also: words.optional(),
    dimension,
    /** whether it counts businesses by itself (家) or only where they are named (户 个 间) */
    business: z.enum(["default", "named"]).optional(),
    ...guards,
  }),
);

const currenciesSchema = z.array(
  z.strictObject({
    code: z.string().regex(/^[A-Z]{3}$/),
    /** after the number */
    units: words,
    /** before the number, or after the unit */
    names: words,
    symbols: words,
    /** coins after the number, and what part of the unit they are: 分钱 */
    coins: z.record(word, factor).optional(),
    /** its unit is the plain 元, whose currency the document's country decides */
    plain: z.literal(true).optional(),
    not: z.string().optional(),
  }),
);

const boundsSchema = z.strictObject({
  before: z.partialRecord(boundSchema, words),
  signs: z.partialRecord(boundSchema, words),
  /** words that bound a number farther on: `far` over any noun (不超过本市2个月…), `near` only over one of the verbs (最高奖励500万元) */
  reaching: z.strictObject({ far: words, near: words, verbs: words }),
  after: z.partialRecord(boundSchema, words),
  /** words that end like a bound but are not one: 节约 */
  not: z.record(z.string(), words),
  /** words after a number → characters before which they are the beginning of another word: 内 in 3亿元内资 */
  notBefore: z.record(z.string(), word),
  /** characters of verbs after which 过 only marks a completed action: 获得过500万元 */
  done: word,
});

const moneyWordsSchema = z.strictObject({
  money: words,
  after: words,
  never: words,
  /** characters after 元 with which a Han digit before it is still money (三元钱); before others the word is a longer one (三元区) */
  afterYuan: word,
});

type Dimension = z.infer<typeof dimension>;
export type BoundWord = z.infer<typeof boundSchema>;

/** What may follow a number. */
export interface Unit {
  readonly kind: "measure" | "counter" | "money";
  readonly name: string;
  readonly dimension: Dimension;
  readonly factor: string | null;
  readonly si: { readonly unit: string; readonly factor: string } | null;
  readonly business: "default" | "named" | null;
  /** ISO 4217; "" is the plain 元 of the document's country */
  readonly currency: string | null;
  readonly not: string;
  readonly only: string | null;
}

export interface Measures {
  readonly units: WordIndex<Unit>;
  /** 人民币, US$: before a number or after its unit; ISO 4217 */
  readonly currencies: WordIndex<string>;
  readonly boundsBefore: WordIndex<BoundWord>;
  readonly reaching: {
    readonly far: WordIndex<BoundWord>;
    readonly near: WordIndex<BoundWord>;
    readonly verbs: WordIndex<true>;
    /** 1 for every UTF-16 code unit with which one of the bounds ends */
    readonly ends: Uint8Array;
  };
  readonly boundsAfter: WordIndex<BoundWord>;
  readonly notBounds: ReadonlyMap<string, readonly string[]>;
  /** a bound after a number → characters before which it is not one */
  readonly notBefore: ReadonlyMap<string, string>;
  /** characters of verbs behind which 过 is no bound */
  readonly doneBefore: ReadonlySet<string>;
  readonly moneyWords: readonly string[];
  readonly moneyAfter: WordIndex<true>;
  readonly neverMoney: readonly string[];
  /** characters that may follow 元 behind one Han digit */
  readonly afterYuan: ReadonlySet<string>;
  readonly setPhrases: WordIndex<true>;
}

/** @throws dictionary.invalid */
export function loadMeasures(folder: string): Measures {
  const units = readJson(folder, "values/units.json", unitsSchema);
  const counters = readJson(folder, "values/counters.json", countersSchema);
  const currencies = readJson(folder, "values/currencies.json", currenciesSchema);
  const bounds = readJson(folder, "values/bounds.json", boundsSchema);
  const money = readJson(folder, "values/money-words.json", moneyWordsSchema);
  const phrases = readJson(folder, "values/set-phrases.json", words);
  const before = [...boundEntries(bounds.before), ...boundEntries(bounds.signs)];
  return {
    units: wordIndex(unitEntries(units, counters, currencies)),
    currencies: wordIndex(currencies.flatMap(({ code, names, symbols }) => [...names, ...symbols].map((name) => [name, code] as const))),
    boundsBefore: wordIndex(before),
    reaching: {
      far: wordIndex(before.filter(([name]) => bounds.reaching.far.includes(name))),
      near: wordIndex(before.filter(([name]) => bounds.reaching.near.includes(name))),
      ends: endsOf([...bounds.reaching.far, ...bounds.reaching.near]),
      verbs: wordIndex(bounds.reaching.verbs.map((verb) => [verb, true] as const)),
    },
    boundsAfter: wordIndex(boundEntries(bounds.after)),
    notBounds: new Map(Object.entries(bounds.not)),
    notBefore: new Map(Object.entries(bounds.notBefore)),
    doneBefore: new Set(bounds.done),
    moneyWords: money.money,
    moneyAfter: wordIndex(money.after.map((name) => [name, true] as const)),
    neverMoney: money.never,
    afterYuan: new Set(money.afterYuan),
    setPhrases: wordIndex(phrases.map((phrase) => [phrase, true] as const)),
  };
}

function endsOf(list: readonly string[]): Uint8Array {
  const ends = new Uint8Array(0x10000);
  for (const name of list) ends[name.charCodeAt(name.length - 1)] = 1;
  return ends;
}

function boundEntries(table: Partial<Record<BoundWord, string[]>>): (readonly [string, BoundWord])[] {
  return Object.entries(table).flatMap(([bound, list]) => list.map((name) => [name, bound as BoundWord] as const));
}

function* unitEntries(
  units: z.infer<typeof unitsSchema>,
  counters: z.infer<typeof countersSchema>,
  currencies: z.infer<typeof currenciesSchema>,
): Generator<readonly [string, Unit]> {
  const none = { factor: null, si: null, business: null, currency: null, not: "", only: null };
  for (const { unit, also = [], dimension, factor, si, not, only } of units) {
    const value: Unit = {
      ...none,
      kind: "measure",
      name: unit,
      dimension,
      factor: factor ?? null,
      si: si ?? null,
      not: not ?? "",
      only: only ?? null,
    };
    for (const name of [unit, ...also]) yield [name, value];
  }
  for (const { word, also = [], dimension, business, not, only } of counters) {
    const value: Unit = {
      ...none,
      kind: "counter",
      name: word,
      dimension,
      business: business ?? null,
      not: not ?? "",
      only: only ?? null,
    };
    for (const name of [word, ...also]) yield [name, value];
  }
  for (const { code, units: names, coins = {}, plain, not } of currencies) {
    const value: Unit = { ...none, kind: "money", name: code, dimension: "other", currency: plain ? "" : code, not: not ?? "" };
    for (const name of names) yield [name, value];
    for (const [name, part] of Object.entries(coins)) yield [name, { ...value, factor: part }];
  }
}
