import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Document } from "../src/model/record.js";
import { openSqliteStore } from "../src/store/sqlite/store.js";
import type { Store } from "../src/store/store.js";
import { buildDocument, money } from "../test/support/document.js";

/**
 * How fast `zhengwen export` writes records, its start included, against reading them and nothing else, and how much memory it
 * takes at its highest.
 *   npm run bench:export [-- --records N --formats jsonl,csv,parquet --store FILE]; a store that is there already is used again
 */
const { values } = parseArgs({
  options: {
    records: { type: "string", default: "100000" },
    formats: { type: "string", default: "jsonl,csv,parquet" },
    store: { type: "string" },
  },
});
const count = Number(values.records);
const folder = mkdtempSync(join(tmpdir(), "zhengwen-bench-"));
const file = values.store ?? join(folder, "store.db");
const store = openSqliteStore(file);
const say = (text: string) => process.stdout.write(`${text}\n`);

function shortDocument(number: number): Document {
  const text = `第${number}号：给予奖励${number % 900}万元。\n`;
  const url = `https://notices.example/${number}.html`;
  return buildDocument({ url, title: `关于第${number}批奖励的通知`, text, entities: [money(`${number % 900}万元`, 1e4, 1e4)] });
}

async function fill(): Promise<void> {
  const held = (await store.feed()).floor - 1;
  for (let from = held; from < count; from += 500) {
    await store.putAll(Array.from({ length: Math.min(500, count - from) }, (_, i) => ({ document: shortDocument(from + i) })));
    if (from % 50_000 === 0) say(`${from} of ${count} records are stored`);
  }
}

/** What the command `zhengwen export` takes: seconds, megabytes at its highest (as Linux counts them), records. */
async function exported(format: string): Promise<{ seconds: number; memory: number; records: number }> {
  const out = join(folder, "out");
  const began = performance.now();
  const child = spawn(process.execPath, ["dist/src/cli/main.js", "export", format, "--out", out], {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ZHENGWEN_STORE: file },
  });
  let memory = 0;
  const timer = setInterval(() => {
    const [, peak] = /VmHWM:\s+(\d+)/.exec(statusOf(child.pid)) ?? [];
    memory = Math.max(memory, Number(peak ?? 0) / 1000);
  }, 50);
  const status = await new Promise<number | null>((resolve) => child.once("close", resolve));
  clearInterval(timer);
  if (status !== 0) throw new Error(`zhengwen export ${format} ended with ${status}`);
  const { count: records } = JSON.parse(readFileSync(`${out}.manifest.json`, "utf8")) as { count: number };
  return { seconds: (performance.now() - began) / 1000, memory, records };
}

function statusOf(pid: number | undefined): string {
  const path = `/proc/${pid}/status`;
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

async function readBare(from: Store): Promise<number> {
  let records = 0;
  for (let last = ""; ; ) {
    const ids = await from.ids({}, 200, last);
    for (const id of ids) if ((await from.get(id)) !== null) records++;
    if (ids.length < 200) return records;
    last = ids.at(-1) ?? last;
  }
}

try {
  await fill();
  const began = performance.now();
  const records = await readBare(store);
  const rate = records / ((performance.now() - began) / 1000);
  say(`bare reading: ${records} records, ${Math.round(rate)}/s`);
  for (const format of values.formats.split(",")) {
    const written = await exported(format);
    if (written.records !== records) throw new Error(`${written.records} records were written of ${records}`);
    const share = records / written.seconds / rate;
    say(
      `${format}: ${Math.round(records / written.seconds)}/s, ${share.toFixed(2)} of bare, ${Math.round(written.memory)} MB at its highest`,
    );
  }
} finally {
  await store.close();
  rmSync(folder, { recursive: true });
}
