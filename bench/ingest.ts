import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readConfig } from "../src/app/config.js";
import { openServices } from "../src/app/services.js";
import { ingest } from "../src/ingest/ingest.js";
import { generatedNotice } from "../test/support/notices.js";
import { median, tell } from "./bars.js";

/**
 * How much faster an embedded ingest is with several processes: the same generated documents with one and with two, in turn.
 *   npm run bench:ingest [-- --documents N --rounds N --notices N]; `notices`: how many short notices a document is made of
 */
const { values } = parseArgs({
  options: {
    documents: { type: "string", default: "2000" },
    rounds: { type: "string", default: "3" },
    notices: { type: "string", default: "1" },
  },
});
const documents = Number(values.documents);

/** A page whose body holds the paragraphs of so many notices. */
function documentOf(number: number): string {
  const count = Number(values.notices);
  const paragraphs = Array.from({ length: count - 1 }, (_, i) =>
    generatedNotice(number * count + i)
      .match(/<p>[一二为].*<\/p>/g)
      ?.join("\n"),
  );
  return generatedNotice(number).replace("<p>一、", `${paragraphs.join("\n")}\n<p>一、`);
}

/** Seconds that an ingest takes, the start of its processes not counted: a first document of each goes before. */
async function measure(workers: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "zhengwen-bench-"));
  const environment = { ZHENGWEN_STORE: join(folder, "store.db"), ZHENGWEN_WORKERS: `${workers}`, ZHENGWEN_LOG_LEVEL: "silent" };
  const services = await openServices(readConfig(environment));
  try {
    const notice = (number: number) => {
      const url = `https://notices.example/${number}.html`;
      const bytes = new TextEncoder().encode(documentOf(number));
      const known = { url, finalUrl: url, contentType: "text/html", fetchedAt: "2024-01-01T08:00:00+08:00" };
      return { label: url, address: url, load: async () => ({ bytes, ...known, hints: {}, attachments: [] }) };
    };
    await ingest(
      Array.from({ length: 8 }, (_, i) => notice(-1 - i)),
      services,
      { worksQueue: true },
    );
    const began = performance.now();
    const ingested = await ingest(
      Array.from({ length: documents }, (_, i) => notice(i)),
      services,
      { worksQueue: true },
    );
    const seconds = (performance.now() - began) / 1000;
    const failed = ingested.filter(({ row }) => row.state !== "indexed");
    if (failed.length > 0) throw new Error(`${failed.length} of ${documents} were not indexed: ${failed[0]?.row.detail}`);
    return seconds;
  } finally {
    await services.shutdown.close();
    rmSync(folder, { recursive: true });
  }
}

const times = new Map<number, number[]>([
  [1, []],
  [2, []],
]);
for (let round = 0; round < Number(values.rounds); round++) {
  for (const [workers, measured] of times) {
    const seconds = await measure(workers);
    measured.push(seconds);
    console.error(`round ${round + 1}: ${workers} processes: ${seconds.toFixed(1)} s`);
  }
}
const [one, two] = [times.get(1) ?? [], times.get(2) ?? []];
console.log(`${documents} documents: 1 process ${median(one).toFixed(1)} s, 2 processes ${median(two).toFixed(1)} s`);
tell(
  "two processes",
  one.map((seconds, round) => seconds / (two[round] as number)),
  "× as fast as one",
  { least: 1.8 },
);
