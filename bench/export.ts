import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type ExportFormat, exportFormats, startExport } from "../src/export/export.js";
import type { Document } from "../src/model/record.js";
import { openSqliteStore } from "../src/store/sqlite/store.js";
import type { Store } from "../src/store/store.js";
import { buildDocument, money } from "../test/support/document.js";

/**
 * How fast records are exported, against reading them and nothing else, and how much memory that takes at its highest.
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
const store = openSqliteStore(values.store ?? join(folder, "store.db"));
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

/** Megabytes of this process at their highest, and seconds, of some work. */
async function measured(work: () => Promise<void>): Promise<{ seconds: number; memory: number }> {
  let memory = 0;
  const timer = setInterval(() => {
    memory = Math.max(memory, process.memoryUsage.rss());
  }, 20);
  const began = performance.now();
  await work();
  clearInterval(timer);
  return { seconds: (performance.now() - began) / 1000, memory: memory / 1e6 };
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
  let records = 0;
  const bare = await measured(async () => {
    records = await readBare(store);
  });
  const rate = records / bare.seconds;
  say(`bare reading: ${records} records, ${Math.round(rate)}/s, ${Math.round(bare.memory)} MB`);
  for (const format of values.formats.split(",") as ExportFormat[]) {
    if (!exportFormats.includes(format)) throw new Error(`${format} is none of ${exportFormats.join(", ")}`);
    let bytes = 0;
    const written = await measured(async () => {
      const { chunks, manifest } = await startExport(store, { format, of: "records", where: { is: "all" }, query: "" });
      for await (const chunk of chunks) {
        bytes += chunk.length;
        // a reader takes its time
        await new Promise(setImmediate);
      }
      if (manifest().count !== records) throw new Error(`${manifest().count} records were written of ${records}`);
    });
    const share = records / written.seconds / rate;
    say(
      `${format}: ${Math.round(records / written.seconds)}/s, ${share.toFixed(2)} of bare, ${Math.round(written.memory)} MB at its highest, ${Math.round(bytes / 1e6)} MB written`,
    );
  }
} finally {
  await store.close();
  rmSync(folder, { recursive: true });
}
