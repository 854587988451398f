import { beforeAll, expect, it } from "vitest";
import { runPanel } from "../../src/app/panel.js";
import { loadDictionary } from "../../src/dictionary/load.js";
import type { Document } from "../../src/model/record.js";
import { queryLanguage } from "../../src/pipeline/query-language.js";
import { conceptOf } from "../../src/search/concept.js";
import { type AmountRow, type PanelOptions, type PanelRow, panelOptionsSchema } from "../../src/search/panel.js";
import { parseSearch } from "../../src/search/parse-search.js";
import type { Store } from "../../src/store/store.js";
import { generateDocuments } from "../support/generate.js";
import { describeStores } from "../support/stores.js";

const documents = generateDocuments(400, 11);
const language = queryLanguage(loadDictionary());

/** Occurrences counted by hand: a regex of the terms, longest first, over texts whose marks part phrases. */
function occurrencesIn(document: Document, terms: readonly string[]): number {
  const pattern = new RegExp([...terms].sort((a, b) => b.length - a.length).join("|"), "g");
  return [document.title ?? "", document.text].reduce((sum, text) => sum + [...text.matchAll(pattern)].length, 0);
}

const characters = ({ title, text }: Document) => [...`${title ?? ""}${text}`.replace(/\s/g, "")].length;

type Cluster = (document: Document) => string;
type Key = string;

function cellKeys({ publishedAt, jurisdiction, issuerLevel, entities }: Document, options: PanelOptions): Key[] {
  const day = publishedAt?.slice(0, 10);
  const period = !day || options.period === "none" ? null : options.period === "year" ? day.slice(0, 4) : day.slice(0, 7);
  const length = { province: 2, prefecture: 4, county: 6, none: 0 }[options.placeLevel];
  const significant = (code: string) => code.replace(/(00)+$/, "");
  const level = options.issuerLevel ? issuerLevel : null;
  const home = jurisdiction ? significant(jurisdiction.code).slice(0, length).padEnd(6, "0") : null;
  if (options.places === "home") return [JSON.stringify([length === 0 ? null : home, period, level])];
  const codes = [jurisdiction?.code ?? [], ...entities.map((entity) => (entity.type === "place" ? (entity.code ?? []) : []))].flat();
  const named = new Set(codes.filter((code) => significant(code).length >= length).map((code) => code.slice(0, length).padEnd(6, "0")));
  return (named.size === 0 ? [null] : [...named]).map((place) => JSON.stringify([place, period, level]));
}

type Sums = [amounts: number, min: number, max: number, openBelow: number, openAbove: number];

function addAmounts({ entities }: Document, key: Key, sums: Map<Key, Sums>): void {
  const said = new Set<string>();
  for (const entity of entities) {
    if (entity.type !== "money") continue;
    const same = JSON.stringify([entity.instrument, entity.currency, entity.min, entity.max]);
    if (said.has(same)) continue;
    said.add(same);
    const sumKey = JSON.stringify([key, entity.instrument ?? null, entity.currency]);
    const [amounts, min, max, below, above] = sums.get(sumKey) ?? [0, 0, 0, 0, 0];
    const open = (bound: number | null) => (bound === null ? 1 : 0);
    sums.set(sumKey, [amounts + 1, min + (entity.min ?? 0), max + (entity.max ?? 0), below + open(entity.min), above + open(entity.max)]);
  }
}

function bruteForce(found: readonly Document[], terms: readonly string[], options: PanelOptions, clusterOf: Cluster) {
  const order = (one: Document) => `${one.publishedAt ?? "9999"} ${one.id}`;
  const counted = found.filter(
    (document) =>
      options.reposts === "all" || !found.some((other) => clusterOf(other) === clusterOf(document) && order(other) < order(document)),
  );
  const cells = new Map<Key, { documents: number; characters: number; matching: number; occurrences: number }>();
  const sums = new Map<Key, Sums>();
  for (const document of counted) {
    const occurrences = occurrencesIn(document, terms);
    for (const key of cellKeys(document, options)) {
      const cell = cells.get(key) ?? { documents: 0, characters: 0, matching: 0, occurrences: 0 };
      cells.set(key, cell);
      cell.documents++;
      cell.characters += characters(document);
      cell.matching += occurrences > 0 ? 1 : 0;
      cell.occurrences += occurrences;
      if (occurrences > 0) addAmounts(document, key, sums);
    }
  }
  return { cells, sums };
}

const keyOf = ({ place, period, issuerLevel }: PanelRow | AmountRow) => JSON.stringify([place, period, issuerLevel]);

const concepts: readonly (readonly string[])[] = [
  ["绿色建筑", "绿色", "建筑"],
  ["建筑", "建筑业", "绿色建筑业"],
  ["经济", "数字经济"],
  ["低碳"],
  ["补助", "企业", "创新"],
];
const scopes: readonly [string, (document: Document) => boolean][] = [
  ["*", () => true],
  ["kind:notice OR kind:plan OR kind:news", ({ kind }) => ["notice", "plan", "news"].includes(kind)],
];
const given: readonly Partial<PanelOptions>[] = [
  {},
  { placeLevel: "prefecture", issuerLevel: true },
  { placeLevel: "county", period: "month", reposts: "all" },
  { places: "mention", placeLevel: "prefecture" },
  { places: "mention", placeLevel: "province", reposts: "all", period: "none" },
  { placeLevel: "none", issuerLevel: true },
];

describeStores("panels", (open) => {
  let store: Store;
  const clusters = new Map<string, string>();
  beforeAll(async () => {
    store = await open();
    for (const document of documents) await store.put(document);
    await store.refresh();
    for (const { id } of documents) clusters.set(id, (await store.get(id))?.cluster ?? "");
    expect(new Set(clusters.values()).size).toBeLessThan(documents.length - 20);
  }, 300_000);

  const cases = concepts.flatMap((terms) => scopes.flatMap((scope) => given.map((options) => [terms, scope, options] as const)));

  it.each(cases)("of %o in %o by %o are what counting by hand comes to", async (terms, [query, matches], some) => {
    const options = panelOptionsSchema.parse({ ...some, amounts: true });
    const where = parseSearch({ query }, language).where;
    const panel = await runPanel({ where, concept: conceptOf(terms, language, false), options }, store);
    const { cells, sums } = bruteForce(documents.filter(matches), terms, options, ({ id }) => clusters.get(id) ?? "");
    expect(new Map(panel.rows.map((row) => [keyOf(row), row]))).toEqual(
      new Map([...cells].map(([key, cell]) => [key, expect.objectContaining(cell)])),
    );
    expect(panel.rows).toHaveLength(cells.size);
    expect(panel.rows.some(({ occurrences }) => occurrences > 0)).toBe(true);
    // without amounts the store counts by itself
    const tallied = await runPanel({ where, concept: conceptOf(terms, language, false), options: { ...options, amounts: false } }, store);
    expect(tallied).toEqual({ rows: panel.rows, amounts: [] });
    const rows = panel.amounts.map((row): [string, number[]] => [
      JSON.stringify([keyOf(row), row.instrument, row.currency]),
      [row.amounts, row.min, row.max, row.openBelow, row.openAbove],
    ]);
    expect(new Map(rows)).toEqual(sums);
    expect(rows).toHaveLength(sums.size);
  });
});
