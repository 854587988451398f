import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openSqliteStore } from "../src/store/sqlite/store.js";
import { randomFrom, searchCorpus } from "./search-corpus.js";

/**
 * What `serve` bears: fuzzed queries and the longest allowed, then many clients at once; `/health` is asked all the while. Exits
 * 1 where one of the bars is not kept: no answer of 500 or above, none later than 2 s, health within 50 ms, and memory of all
 * its processes at most 300 MB above what they have after the first query.
 *   npm run -s build && npm run bench:serve -- [--documents N] [--queries N] [--clients N] [--seed N] [--path FILE] [--lenient]
 * A file of `--path` is searched as it is.
 */
const { values } = parseArgs({
  options: {
    documents: { type: "string", default: "20000" },
    queries: { type: "string", default: "10000" },
    clients: { type: "string", default: "20" },
    seed: { type: "string", default: "1" },
    path: { type: "string" },
    lenient: { type: "boolean", default: false },
  },
});
const bars = { answer: 2_000, health: 50, memory: 300 } as const;
const random = randomFrom(Number(values.seed));
const corpus = searchCorpus();
const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T;

const names = [
  "title",
  "issuer",
  "number",
  "place",
  "date",
  "effective",
  "deadline",
  "signed",
  "money",
  "may",
  "kind",
  "script",
  "cites",
  "in",
];
const fragments = [
  ...[
    "(",
    ")",
    '"',
    "“",
    "-",
    "*",
    " OR ",
    " AND ",
    " NOT ",
    "(( ",
    " ))",
    ":",
    "..",
    ">=",
    "<",
    "〔2017〕",
    "1000万",
    "2023",
    "2023-02-30",
  ],
  ...["\u0000", "\ud800", "𠮷", "　", "\n", "%", "'", "\\", "NEAR(", "^", "{title}", "é", "开(kāi)平", "１２３", "?;?", "\u202e"],
];

/** A query out of words, operators and rubbish. */
function fuzzed(): string {
  let query = "";
  for (let pieces = 1 + random(12); pieces > 0; pieces--) {
    const sentence = pick(corpus.sentences);
    const at = random(sentence.length);
    const word = sentence.slice(at, at + 1 + random(8));
    query += pick([() => word, () => `${word} `, () => `${pick(names)}:${word} `, () => pick(fragments), () => `(${word} OR `])();
  }
  return query;
}

/** Queries as long and as costly as are allowed. */
const longest: readonly string[] = [
  Array.from({ length: 32 }, (_, at) => corpus.sentences[at]?.slice(0, 12) ?? "").join(" OR "),
  corpus.sentences.join("").slice(0, 500),
  Array.from({ length: 32 }, (_, at) => "的一是了在有和人这中大为上个国我以要他时来用们生到作地于出就"[at]).join(" OR "),
  Array.from({ length: 16 }, () => "的 一").join(" "),
  `${"(".repeat(100)}的${")".repeat(100)}`,
  `${"-".repeat(200)}的`,
  "工信部 OR 发改委 OR 住建部 OR 财政部 OR 商务部 OR 教育部 OR 科技部 OR 民政部 OR 央行 OR 税务总局",
  "issuer:局 OR issuer:厅 OR issuer:部 OR issuer:委",
  "place:中国 date:1900..2100 -的",
];

interface Asked {
  readonly query: string;
  readonly status: number;
  readonly milliseconds: number;
}

async function ask(address: string, query: string, more = ""): Promise<Asked> {
  const start = performance.now();
  const response = await fetch(`${address}/v1/search?q=${encodeURIComponent(query.toWellFormed())}${more}`);
  await response.arrayBuffer();
  return { query, status: response.status, milliseconds: performance.now() - start };
}

/** Asks all queries, so many at a time. */
async function askAll(address: string, queries: readonly string[], atATime: number, more = ""): Promise<Asked[]> {
  const answers: Asked[] = [];
  let next = 0;
  const client = async () => {
    while (next < queries.length) answers.push(await ask(address, queries[next++] ?? "", more));
  };
  await Promise.all(Array.from({ length: atATime }, client));
  return answers;
}

/**
 * Asks for health until it is ended, and at the same moment a server that does nothing: how much later health comes is what `serve`
 * makes it wait, whatever else the machine does. @returns the differences in milliseconds
 */
async function watchHealth(address: string): Promise<() => Promise<number[]>> {
  const idle = createServer((_, response) => response.end("ok")).listen(0, "127.0.0.1");
  await once(idle, "listening");
  const control = `http://127.0.0.1:${(idle.address() as AddressInfo).port}`;
  const timeOf = async (url: string) => {
    const start = performance.now();
    await (await fetch(url)).arrayBuffer();
    return performance.now() - start;
  };
  const times: number[] = [];
  let ended = false;
  const watching = (async () => {
    while (!ended) {
      const [health, nothing] = await Promise.all([timeOf(`${address}/health`), timeOf(control)]);
      times.push(Math.max(0, health - nothing));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    idle.close();
    return times;
  })();
  return () => {
    ended = true;
    return watching;
  };
}

/** Memory of a process and all below it, in MB. */
function memory(pid: number): number {
  const status = existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, "utf8") : "";
  const own = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  const children = existsSync(`/proc/${pid}/task/${pid}/children`) ? readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8") : "";
  return own + children.split(" ").reduce((sum, child) => sum + (Number(child) > 0 ? memory(Number(child)) : 0), 0);
}

async function started(server: ChildProcess): Promise<string> {
  let said = "";
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk;
      const address = /listens on (http:\S+)/.exec(said)?.[1];
      if (address) resolve(address);
    };
    server.stdout?.on("data", hear);
    server.stderr?.on("data", hear);
    server.once("exit", () => reject(new Error(`serve ended: ${said}`)));
  });
}

const folder = mkdtempSync(join(tmpdir(), "zhengwen-bench-serve-"));
const path = values.path ?? join(folder, "store.db");
const store = openSqliteStore(path);
const missing = values.path === undefined ? Number(values.documents) : 0;
for (let from = 0; from < missing; from += 1_000) {
  const size = Math.min(1_000, missing - from);
  await store.putAll(Array.from({ length: size }, (_, i) => ({ document: corpus.document(from + i) })));
}
await store.close();
const env = { ...process.env, ZHENGWEN_STORE: path, ZHENGWEN_PORT: "0", ZHENGWEN_RATE_LIMIT: "1000000", ZHENGWEN_LOG_LEVEL: "silent" };
const server = spawn(process.execPath, ["dist/src/cli/main.js", "serve"], { env, stdio: ["ignore", "pipe", "pipe"] });
const over: string[] = [];
const tell = (name: string, figure: string, isOver: boolean) => {
  console.log(`${isOver ? "OVER " : "     "}${name}: ${figure}`);
  if (isOver) over.push(name);
};
try {
  const address = await started(server);
  await ask(address, "绿色建筑");
  const before = memory(server.pid ?? 0);
  let peak = before;
  const watching = setInterval(() => {
    peak = Math.max(peak, memory(server.pid ?? 0));
  }, 100);
  const stop = await watchHealth(address);
  // as many at a time as there are processes that search: who waits behind others is not what is measured
  const fuzz = Array.from({ length: Number(values.queries) }, fuzzed);
  const answers = [...(await askAll(address, fuzz, 2)), ...(await askAll(address, longest, 1, "&facets=all&size=100&explain=1"))];
  const crowd = await askAll(address, [...longest, ...fuzz.slice(0, 400)], Number(values.clients), "&size=100&fold=1");
  const health = await stop();
  clearInterval(watching);

  const statuses = new Map<number, number>();
  for (const { status } of [...answers, ...crowd]) statuses.set(status, (statuses.get(status) ?? 0) + 1);
  console.log(
    `${answers.length + crowd.length} answers by status: ${[...statuses].map(([status, count]) => `${status}: ${count}`).join(", ")}`,
  );
  // 503 says that too many wait: only where more ask at once than may
  const failed = [...answers, ...crowd].filter(({ status }) => status >= 500);
  tell("answers of 500 and above", `${failed.length}${failed[0] ? `, such as ${JSON.stringify(failed[0])}` : ""}`, failed.length > 0);
  const slow = [...answers].sort((a, b) => b.milliseconds - a.milliseconds);
  const [slowest] = slow;
  const late = slow.filter(({ milliseconds }) => milliseconds > bars.answer);
  tell(
    "answers later than 2 s",
    `${late.length}; the slowest ${slowest?.milliseconds.toFixed(0)} ms: ${JSON.stringify(slowest?.query)}`,
    late.length > 0,
  );
  const sorted = [...health].sort((a, b) => a - b);
  const worst = sorted.at(-1) ?? 0;
  const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? 0;
  tell(
    "/health later than a server that does nothing",
    `${health.length} times, p99 ${p99.toFixed(0)} ms, at most ${worst.toFixed(0)} ms`,
    worst > bars.health,
  );
  tell("memory", `${before.toFixed(0)} MB after the first query, at most ${peak.toFixed(0)} MB`, peak - before > bars.memory);
} finally {
  server.kill("SIGKILL");
  rmSync(folder, { recursive: true });
}
if (over.length > 0 && !values.lenient) process.exit(1);
