import { parseArgs } from "node:util";
import { hasElasticsearch, startElasticsearch } from "../services/elasticsearch.js";
import { runFeed } from "./world.js";

/**
 * Applies the change feed while four writers and the reader itself are killed with -9, on both stores: see `world.ts`.
 *
 *   npm run test:feed
 *   npm run test:feed -- --store sqlite --kills 10 --seed 3
 */
const { values } = parseArgs({
  options: {
    store: { type: "string", default: "both" },
    kills: { type: "string", default: "50" },
    writers: { type: "string", default: "4" },
    seed: { type: "string", default: "1" },
  },
});
const say = (text: string) => process.stdout.write(`${text}\n`);
const run = { kills: Number(values.kills), writers: Number(values.writers), seed: Number(values.seed), say };
let failed = false;

if (values.store !== "elasticsearch") await hold("SQLite");
if (values.store !== "sqlite") {
  if (!hasElasticsearch()) throw new Error("Elasticsearch is missing: npm run test:services:install");
  const elasticsearch = await startElasticsearch();
  try {
    await hold("Elasticsearch", elasticsearch.url);
  } finally {
    await elasticsearch.stop();
  }
}
process.exit(failed ? 1 : 0);

async function hold(name: string, esUrl?: string): Promise<void> {
  const { records, writes, problems } = await runFeed({ ...run, ...(esUrl !== undefined && { esUrl }) });
  say(`${name}: ${run.writers} writers, ${run.kills} kills, ${writes} writes, ${records} records held: ${problems.length} differences`);
  for (const problem of problems.slice(0, 40)) say(`  ! ${problem}`);
  if (problems.length > 0) failed = true;
}
