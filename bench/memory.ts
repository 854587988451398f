import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { defaultLimits } from "../src/pipeline/limits.js";
import { openDocumentPool } from "../src/sandbox/document-pool.js";
import { generatedNotice } from "../test/support/notices.js";
import { tell } from "./bars.js";
import { benchPages, root } from "./pages.js";

/**
 * What a process that runs documents holds, beside one that has only loaded nodejieba, and whether it grows: pages and generated
 * notices in turn, through the pool that the program itself uses. Needs Linux.
 *   npm run bench:memory [-- --documents N]
 */
const { values } = parseArgs({ options: { documents: { type: "string", default: "10000" } } });
const documents = Number(values.documents);
const looks = 10;
/** no process is replaced for its size: growth would not be seen */
const memory = 8e9;

const megabytesOf = (status: string): number => Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1000;
const own =
  "require('nodejieba').load(); require('nodejieba').tag('政策'); process.stdout.write(require('fs').readFileSync('/proc/self/status'))";
const nodejieba = megabytesOf(spawnSync(process.execPath, ["-e", own], { cwd: root, encoding: "utf8" }).stdout);

const pool = openDocumentPool({ limits: defaultLimits, memory, processes: 1 });
const child = (): number => {
  const pids = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, "utf8").trim().split(" ");
  return megabytesOf(readFileSync(`/proc/${pids[0]}/status`, "utf8"));
};
const { pages } = benchPages();
const held: number[] = [];
try {
  for (let number = 0; number < documents; number++) {
    const page = number % 20 === 0 ? pages[(number / 20) % pages.length] : undefined;
    const bytes = page?.bytes ?? new TextEncoder().encode(generatedNotice(number));
    const contentType = page === undefined ? "text/html" : page.contentType;
    // a page that is refused takes its memory too
    await pool
      .extract({ bytes, url: null, finalUrl: null, contentType, fetchedAt: null, hints: {}, attachments: [] }, {})
      .catch(() => undefined);
    if ((number + 1) % (documents / looks) === 0) held.push(child());
  }
} finally {
  await pool.close();
}
console.log(
  `after each ${documents / looks} documents: ${held.map((each) => `${each.toFixed(0)} MB`).join(", ")}; nodejieba alone ${nodejieba.toFixed(0)} MB`,
);
tell("the process at the end, above nodejieba", [(held.at(-1) ?? 0) - nodejieba], "MB", { most: 150 });
tell("the largest of all looks beside the first", [Math.max(...held) / (held[0] ?? 1)], "×", { most: 1.05 });
