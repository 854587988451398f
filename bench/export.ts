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
 * takes at its highest. Each is a process of its own, of the compiled program: what fills the store is not measured along. Exits
 * 1 where an export takes 300 MB or more, or writes at less than 0.7 of the rate of bare reading.
 *   npm run bench:export [-- --records N --formats jsonl,csv,parquet --store FILE]; a store that is there already is used again
 */
const { values } = parseArgs({
  options: {
    records: { type: "string", default: "100000" },
    formats: { type: "string", default: "jsonl,csv,parquet" },
    store: { type: "string" },
    // what a process of its own does: read the store of that name and nothing else
    bare: { type: "boolean", default: false },
  },
});
const bars = { memory: 300, share: 0.7 } as const;
const count = Number(values.records);
const say = (text: string) => process.stdout.write(`${text}\n`);

function shortDocument(number: number): Document {
  const text = `第${number}号：给予奖励${number % 900}万元。\n`;
  const url = `https://notices.example/${number}.html`;
  return buildDocument({ url, title: `关于第${number}批奖励的通知`, text, entities: [money(`${number % 900}万元`, 1e4, 1e4)] });
}

async function fill(store: Store): Promise<void> {
  const held = (await store.feed()).floor - 1;
  for (let from = held; from < count; from += 500) {
    await store.putAll(Array.from({ length: Math.min(500, count - from) }, (_, i) => ({ document: shortDocument(from + i) })));
    if (from % 50_000 === 0) say(`${from} of ${count} records are stored`);
  }
}

interface Run {
  readonly seconds: number;
  /** megabytes at its highest, as Linux counts them */
  readonly memory: number;
  readonly output: string;
}

/** What a process of its own takes. @throws where it fails */
async function run(script: string, args: readonly string[], file: string): Promise<Run> {
  const began = performance.now();
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ZHENGWEN_STORE: file },
  });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  let memory = 0;
  const timer = setInterval(() => {
    const [, peak] = /VmHWM:\s+(\d+)/.exec(statusOf(child.pid)) ?? [];
    memory = Math.max(memory, Number(peak ?? 0) / 1000);
  }, 50);
  const status = await new Promise<number | null>((resolve) => child.once("close", resolve));
  clearInterval(timer);
  if (status !== 0) throw new Error(`${script} ${args.join(" ")} ended with ${status}`);
  return { seconds: (performance.now() - began) / 1000, memory, output };
}

function statusOf(pid: number | undefined): string {
  const path = `/proc/${pid}/status`;
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

async function readBare(store: Store): Promise<number> {
  let records = 0;
  for (let last = ""; ; ) {
    const ids = await store.ids({}, 200, last);
    for (const id of ids) if ((await store.get(id)) !== null) records++;
    if (ids.length < 200) return records;
    last = ids.at(-1) ?? last;
  }
}

/** Bare reading, as a process that does nothing else. */
async function bare(file: string): Promise<void> {
  const store = openSqliteStore(file);
  const began = performance.now();
  const records = await readBare(store);
  say(JSON.stringify({ records, seconds: (performance.now() - began) / 1000 }));
  await store.close();
}

async function measure(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "zhengwen-bench-"));
  const file = values.store ?? join(folder, "store.db");
  try {
    const store = openSqliteStore(file);
    await fill(store);
    await store.close();
    const reader = process.argv[1] ?? "";
    let kept = true;
    for (const format of values.formats.split(",")) {
      // before each, so that a machine that is busy for a while slows both
      const read = await run(reader, ["--bare", "--store", file], file);
      const { records, seconds } = JSON.parse(read.output) as { records: number; seconds: number };
      const out = join(folder, "out");
      const written = await run("dist/src/cli/main.js", ["export", format, "--out", out], file);
      const { count: rows } = JSON.parse(readFileSync(`${out}.manifest.json`, "utf8")) as { count: number };
      if (rows !== records) throw new Error(`${rows} records were written of ${records}`);
      const share = seconds / written.seconds;
      const isKept = share >= bars.share && written.memory < bars.memory;
      kept &&= isKept;
      say(
        `${isKept ? "     " : "OVER "}${format}: ${Math.round(records / written.seconds)}/s, ${share.toFixed(2)} of bare reading (${Math.round(records / seconds)}/s); ${Math.round(written.memory)} MB at its highest (bare reading ${Math.round(read.memory)})`,
      );
    }
    return kept;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (values.bare) await bare(values.store ?? "");
else if (!(await measure())) process.exitCode = 1;
