import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Client } from "@elastic/elasticsearch";
import { readConfig } from "../../src/app/config.js";
import { openServices } from "../../src/app/services.js";
import { documentsFrom, ingestAll } from "./documents.js";

export interface Servers {
  readonly redisUrl: string;
  readonly esUrl: string;
}

let count = 0;

/**
 * An ingest through two process workers with one document process each, Redis and Elasticsearch; the start is not counted.
 * @returns milliseconds for each document, and bytes for each in Elasticsearch
 */
export async function distributed(
  { redisUrl, esUrl }: Servers,
  documents: number,
  notices: number,
): Promise<{ wall: number; bytes: number }> {
  const prefix = `bench-${process.pid}-${count++}`;
  const environment = {
    ZHENGWEN_REDIS_URL: redisUrl,
    ZHENGWEN_ES_URL: esUrl,
    ZHENGWEN_ES_PREFIX: prefix,
    ZHENGWEN_QUEUE_PREFIX: prefix,
    ZHENGWEN_WORKERS: "1",
    ZHENGWEN_LOG_LEVEL: "error",
  };
  const services = await openServices(readConfig(environment));
  const program = new URL("../../workers/process.js", import.meta.url).pathname;
  const workers = [1, 2].map(() => spawn(process.execPath, [program], { env: { ...process.env, ...environment }, stdio: "inherit" }));
  const client = new Client({ node: esUrl });
  try {
    // both have begun once so many are done
    await ingestAll(documentsFrom(-200, 200, notices), services);
    const seconds = await ingestAll(documentsFrom(0, documents, notices), services);
    const index = `${prefix}-*`;
    await client.indices.forcemerge({ index, max_num_segments: 1 });
    await client.indices.flush({ index });
    const { _all } = await client.indices.stats({ index, metric: "store" });
    return { wall: (seconds * 1000) / documents, bytes: (_all.primaries?.store?.size_in_bytes ?? 0) / (documents + 200) };
  } finally {
    await Promise.all(workers.map(stop));
    await services.shutdown.close();
    for (const name of Object.keys(await client.indices.get({ index: `${prefix}-*` }))) await client.indices.delete({ index: name });
    await client.close();
  }
}

async function stop(worker: ChildProcess): Promise<void> {
  worker.kill("SIGTERM");
  if (worker.exitCode === null && worker.signalCode === null) await once(worker, "exit");
}
