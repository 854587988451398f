import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { hasElasticsearch, startElasticsearch } from "../services/elasticsearch.js";
import { hasRedis, startRedis } from "../services/redis.js";
import { runSeed, type SeedResult } from "./seed.js";

/**
 * Runs the crawler against a fixture site under faults, seed by seed: see `seed.ts`. Each seed writes a line of result to a
 * file; seeds that have one there are not run again.
 *
 *   npm run test:faults -- --seeds 5 --first 1
 *   npm run test:faults -- --first 17 --mode embedded
 *   npm run test:faults -- --pages 2000
 */
const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1" },
    first: { type: "string", default: "1" },
    pages: { type: "string", default: "150" },
    mode: { type: "string" },
    results: { type: "string", default: ".zhengwen/faults.jsonl" },
    /** run seeds again that have a result */
    again: { type: "boolean", default: false },
    /** minutes after which no further seed is begun, once there were so many */
    minutes: { type: "string", default: "0" },
    least: { type: "string", default: "1" },
  },
});

const began = performance.now();
const first = Number(values.first);
const pages = Number(values.pages);
const minutes = Number(values.minutes);
const least = Number(values.least);
const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => first + i);
/** every third seed runs in one process */
const modeOf = (seed: number) => (values.mode ?? (seed % 3 === 0 ? "embedded" : "distributed")) as "embedded" | "distributed";
const say = (text: string) => process.stdout.write(`${text}\n`);

mkdirSync(dirname(values.results), { recursive: true });
const lines = existsSync(values.results) ? readFileSync(values.results, "utf8").split("\n").filter(Boolean) : [];
const known = new Map(
  lines.map((line) => JSON.parse(line) as SeedResult).map((result) => [`${result.seed} ${result.mode} ${result.pages}`, result]),
);
const done = (seed: number) => (values.again ? undefined : known.get(`${seed} ${modeOf(seed)} ${pages}`));

const needsServers = seeds.some((seed) => modeOf(seed) === "distributed" && !done(seed));
if (needsServers && !(hasRedis() && hasElasticsearch())) throw new Error("redis-server or Elasticsearch is missing: see CONTRIBUTING.md");
const servers = needsServers ? { redis: await startRedis(), elasticsearch: await startElasticsearch() } : null;

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
let failed = 0;
let ran = 0;
for (const seed of seeds) {
  if (minutes > 0 && ran >= least && performance.now() - began > minutes * 60_000) break;
  const mode = modeOf(seed);
  const earlier = done(seed);
  if (!earlier) say(`seed ${seed}: ${mode}, ${pages} pages`);
  const crawlers = mode === "embedded" || seed % 2 === 0 ? 1 : 3;
  const result = earlier ?? (await runSeed({ seed, pages, mode, crawlers, servers: mode === "embedded" ? null : servers, say }));
  if (!earlier) appendFileSync(values.results, `${JSON.stringify(result)}\n`);
  ran++;
  if (result.problems.length > 0) failed++;
  const counts = Object.entries(result.ends).sort(([, a], [, b]) => b - a);
  say(`seed ${seed}: ${result.problems.length === 0 ? "holds" : "FAILS"} in ${result.seconds} s, ${result.requests} requests`);
  say(`  ${counts.map(([end, count]) => `${count} ${end}`).join(", ")}`);
  for (const problem of result.problems.slice(0, 40)) say(`  ! ${problem}`);
}
await servers?.redis.stop();
await servers?.elasticsearch.stop();
const left = seeds.length - ran;
if (left > 0) say(`${left} of ${seeds.length} seeds were NOT run: the others took ${minutes} minutes on this machine`);
say(`${ran} seeds, ${failed} of them fail`);
process.exitCode = failed > 0 ? 1 : 0;
