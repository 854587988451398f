import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join, parse } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { search } from "../../src/app/search.js";
import { loadDictionary } from "../../src/dictionary/load.js";
import { defaultLimits } from "../../src/pipeline/limits.js";
import { runPipeline } from "../../src/pipeline/pipeline.js";
import { openSqliteStore } from "../../src/store/sqlite/store.js";
import type { Store } from "../../src/store/store.js";

interface Judged {
  readonly query: string;
  /** documents that answer it, by name; one of them must come first, all among ten */
  readonly relevant: readonly string[];
  readonly because: string;
}

const read = (path: string) => JSON.parse(readFileSync(join(import.meta.dirname, path), "utf8"));
const judged: Judged[] = read("../eval/search.gold.json");

interface Page {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

/** Pages of a folder, each named after its file. */
const pagesOf = (folder: string): Page[] => {
  const path = join(import.meta.dirname, folder);
  const types: Readonly<Record<string, string>> = { ".txt": "text/plain; charset=utf-8", ".html": "text/html" };
  return readdirSync(path).flatMap((file) => {
    const contentType = types[extname(file)];
    return contentType === undefined ? [] : [{ name: parse(file).name, bytes: readFileSync(join(path, file)), contentType }];
  });
};

const inForce: Record<string, string> = read("../tables/in-force.json").documents;
/** Every text of this repository that is a document of its own. */
const pages: readonly Page[] = [
  ...Object.entries(inForce).map(([name, text]) => ({
    name,
    bytes: new TextEncoder().encode(text),
    contentType: "text/plain; charset=utf-8",
  })),
  ...pagesOf("../eval/issuers"),
  ...pagesOf("../eval/documents"),
  ...pagesOf("../../samples").filter(({ name }) => name !== "README"),
];
const dictionary = loadDictionary();
const folder = mkdtempSync(join(tmpdir(), "zhengwen-judged-"));
const names = new Map<string, string>();
let store: Store;

beforeAll(async () => {
  store = openSqliteStore(join(folder, "store.db"));
  for (const { name, bytes, contentType } of pages) {
    const input = { bytes, url: `https://${name}.example/`, finalUrl: null, contentType };
    const { document, maps } = runPipeline(
      { ...input, fetchedAt: null, hints: {}, attachments: [] },
      { dictionary, limits: defaultLimits },
    );
    names.set(document.id, name);
    await store.put(document, { maps });
  }
}, 120_000);
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

it("queries that were judged find what answers them: first, and all of it", async () => {
  let first = 0;
  let recalled = 0;
  const missed: string[] = [];
  for (const { query, relevant, because } of judged) {
    const { hits } = await search({ query, size: "10" }, { store, dictionary }, { fold: false });
    const found = hits.map(({ id }) => names.get(id) ?? "");
    const isFirst = relevant.includes(found[0] ?? "");
    const share = relevant.filter((name) => found.includes(name)).length / relevant.length;
    first += isFirst ? 1 : 0;
    recalled += share;
    if (!isFirst || share < 1) missed.push(`${query} (${because}): ${found.slice(0, 3).join(", ")}, not ${relevant.join(", ")}`);
  }
  expect(new Set(names.values()).size).toBeGreaterThanOrEqual(130);
  expect(judged.length).toBeGreaterThanOrEqual(320);
  expect(judged.flatMap(({ relevant }) => relevant).filter((name) => !pages.some((page) => page.name === name))).toEqual([]);
  expect(first / judged.length, missed.join("\n")).toBeGreaterThanOrEqual(0.92);
  expect(recalled / judged.length, missed.join("\n")).toBeGreaterThanOrEqual(0.96);
}, 120_000);
