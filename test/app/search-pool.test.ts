import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, it } from "vitest";
import { readConfig } from "../../src/app/config.js";
import { openSearchPool, type SearchPool } from "../../src/app/search-pool.js";
import { loadDictionary } from "../../src/dictionary/load.js";
import { queryLanguage } from "../../src/pipeline/query-language.js";
import { parseSearch } from "../../src/search/parse-search.js";
import { openSqliteStore } from "../../src/store/sqlite/store.js";
import { buildDocument } from "../support/document.js";

const folder = mkdtempSync(join(tmpdir(), "zhengwen-pool-"));
const path = join(folder, "store.db");
const config = readConfig({ ZHENGWEN_STORE: path });
const language = queryLanguage(loadDictionary());
const task = (query: string) => ({ query: parseSearch({ query }, language), form: "restored", fields: [] }) as const;

/** Says which process it is for every search, but turns for ever on one of page 2: nothing but its end frees it. */
const program = join(folder, "program.mjs");
writeFileSync(
  program,
  `process.on("message", ({ kind, task }) => {
    if (kind === "open") return process.send({ kind: "ready" });
    while (task.query.page === 2);
    process.send({ kind: "done", answer: { total: process.pid, undated: 0, hits: [] } });
  });
  process.on("disconnect", () => process.exit(0));`,
);
const endless = { ...task("绿色"), query: { ...task("绿色").query, page: 2 } };

let pool: SearchPool | undefined;
afterEach(() => pool?.close());
afterAll(() => rmSync(folder, { recursive: true }));

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

it("a search over its deadline is refused, its process is killed, and the next search runs in a new one", async () => {
  pool = openSearchPool({ config, processes: 1, deadline: 400, program: { file: program, execArgv: [] } });
  const { total: first } = await pool.run(task("绿色"));
  await expect(pool.run(endless)).rejects.toMatchObject({ code: "usage.query-cost" });
  const { total: second } = await pool.run(task("绿色"));
  expect(second).not.toBe(first);
  expect([isAlive(first), isAlive(second)]).toEqual([false, true]);
}, 30_000);

it("searches beside one that is over its deadline are answered meanwhile", async () => {
  pool = openSearchPool({ config, processes: 2, deadline: 20_000, program: { file: program, execArgv: [] } });
  const slow = pool.run(endless);
  const outcome = slow.then(
    () => "answered",
    (error: { code: string }) => error.code,
  );
  const others = await Promise.all([1, 2, 3].map(() => pool?.run(task("绿色"))));
  expect(new Set(others.map((answer) => answer?.total)).size).toBe(1);
  await pool.close();
  expect(await outcome).toBe("store.unavailable");
}, 30_000);

it("its own program answers from the store that the configuration names", async () => {
  const store = openSqliteStore(path);
  await store.put(buildDocument({ title: "绿色建筑", text: "发展绿色建筑。\n" }));
  await store.close();
  pool = openSearchPool({ config, processes: 1, deadline: 20_000 });
  const answer = await pool.run({ ...task("绿色"), facets: ["kind"] });
  expect(answer).toMatchObject({ total: 1, facets: { kind: { values: [{ value: "notice", count: 1 }] } } });
}, 30_000);
