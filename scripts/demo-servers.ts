import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { readConfig } from "../src/app/config.js";
import { openServices } from "../src/app/services.js";
import { startElasticsearch } from "../test/services/elasticsearch.js";
import { startRedis } from "../test/services/redis.js";
import { runDemo } from "./demo-run.js";

/** npm run demo:servers: the demo on a real Redis and a real Elasticsearch, with two workers, compared with the embedded one. */

const folder = mkdtempSync(join(tmpdir(), "zhengwen-demo-"));
const [redis, elasticsearch] = await Promise.all([startRedis(), startElasticsearch()]);
console.log(`Redis at ${redis.url}, Elasticsearch at ${elasticsearch.url}`);
const distributed = { ZHENGWEN_REDIS_URL: redis.url, ZHENGWEN_ES_URL: elasticsearch.url, ZHENGWEN_LOG_LEVEL: "warn" };
const embedded = { ZHENGWEN_STORE: join(folder, "store.db"), ZHENGWEN_LOG_LEVEL: "warn" };

const run = async (environment: Record<string, string>) => {
  const services = await openServices(readConfig(environment));
  try {
    return await runDemo(services);
  } finally {
    await services.shutdown.close();
  }
};

const workers = [1, 2].map(() =>
  spawn(process.execPath, [join(import.meta.dirname, "../dist/workers/process.js")], {
    env: { ...process.env, ...distributed },
    stdio: ["ignore", "inherit", "inherit"],
  }),
);
try {
  const servers = await run(distributed);
  console.log(`${servers.overview}\n\n${servers.answers.join("\n\n")}\n`);
  const alone = await run(embedded);
  const differing = servers.found.filter((answer, i) => !isDeepStrictEqual(sorted(answer), sorted(alone.found[i])));
  if (differing.length > 0) {
    console.error(`${differing.length} searches are answered otherwise than by the embedded store.`);
    process.exitCode = 1;
  } else console.log(`${servers.found.length} searches, the same records from both stores.`);
} finally {
  for (const worker of workers) worker.kill("SIGTERM");
  await Promise.all(workers.map((worker) => worker.exitCode ?? once(worker, "exit")));
  await Promise.all([redis.stop(), elasticsearch.stop()]);
  rmSync(folder, { recursive: true, force: true });
}

/** Order apart: how relevance is weighed is each store's own. */
function sorted(answer: Awaited<ReturnType<typeof run>>["found"][number] | undefined): unknown {
  return answer && { total: answer.total, records: answer.records.map((record) => JSON.stringify(record)).sort() };
}
