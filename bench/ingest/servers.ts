import { Client, type estypes } from "@elastic/elasticsearch";
import { Queue as BullQueue, Worker as BullWorker } from "bullmq";
import { loadDictionary } from "../../src/dictionary/load.js";
import type { Extraction } from "../../src/model/page.js";
import { defaultLimits } from "../../src/pipeline/limits.js";
import { openBullQueue } from "../../src/queue/bullmq/queue.js";
import { connectRedis } from "../../src/queue/redis.js";
import { runInProcess } from "../../src/sandbox/document-runner.js";
import { project } from "../../src/search/projection.js";
import { indexForms } from "../../src/store/elasticsearch/mapping.js";
import { toLying } from "../../src/store/elasticsearch/records.js";
import { openElasticsearchStore } from "../../src/store/elasticsearch/store.js";
import { toRecord } from "../../src/store/revision.js";
import { documentsFrom } from "./documents.js";

const together = 64;
let count = 0;

/** What the pipeline makes of generated documents. */
export async function extracted(documents: number, notices: number): Promise<Extraction[]> {
  const runner = runInProcess(loadDictionary(), defaultLimits);
  const found: Extraction[] = [];
  for (const item of documentsFrom(0, documents, notices)) found.push(await runner.extract(await item.load()));
  return found;
}

/** How fast the store takes documents, as a share of how fast the server takes the same records in bare bulk requests of the same number. */
export async function storeToBareBulk(esUrl: string, extractions: readonly Extraction[]): Promise<number> {
  const prefix = `bench-bulk-${process.pid}-${count++}`;
  const client = new Client({ node: esUrl });
  const store = await openElasticsearchStore({ url: esUrl, prefix });
  const bare = `${prefix}-bare`;
  await client.indices.create({
    index: bare,
    mappings: indexForms.records.mappings as estypes.MappingTypeMapping,
    settings: { number_of_shards: 1, number_of_replicas: 0 },
  });
  try {
    let ours = 0;
    let theirs = 0;
    // in turn, so that a busy moment meets both
    for (let from = 0; from < extractions.length; from += together) {
      const some = extractions.slice(from, from + together);
      let began = performance.now();
      await store.putAll(some.map(({ document, maps }) => ({ document, options: { maps } })));
      ours += performance.now() - began;
      began = performance.now();
      const operations = some.flatMap(({ document, maps }) => [
        { index: { _id: document.id } },
        toLying(
          toRecord(document, { revision: 1, seq: 1, cluster: document.id }),
          { digest: "", page: null, address: null, maps },
          project(document),
        ),
      ]);
      const { errors } = await client.bulk({ index: bare, operations });
      theirs += performance.now() - began;
      if (errors) throw new Error("The bare bulk was refused.");
    }
    return theirs / ours;
  } finally {
    await store.close();
    for (const name of Object.keys(await client.indices.get({ index: `${prefix}-*` }))) await client.indices.delete({ index: name });
    await client.close();
  }
}

/** How fast our queue hands out jobs that do nothing, as a share of how fast BullMQ alone does. */
export async function queueToBareQueue(redisUrl: string, jobs: number): Promise<number> {
  const prefix = `bench-${process.pid}-${count++}`;
  const concurrency = 32;
  const fail = (error: Error) => {
    throw error;
  };
  const ids = Array.from({ length: jobs }, (_, i) => `j-${i}`);

  const ours = openBullQueue<{ id: string }>({ redisUrl, prefix, name: "ours", attempts: 4, backoff: 1000, onError: fail });
  await ours.add(ids.map((id) => ({ id, job: { id } })));
  const oursTook = await timed(jobs, async (done) => {
    await ours.process(async () => done(), { concurrency, onFailed: async (_, error) => fail(error) });
  });
  await ours.close();

  const redis = connectRedis(redisUrl, fail);
  const bare = new BullQueue("bare", { connection: redis, prefix, defaultJobOptions: { removeOnComplete: true } });
  await bare.addBulk(ids.map((id) => ({ name: "job", data: { id }, opts: { jobId: id } })));
  let worker: BullWorker | undefined;
  const theirsTook = await timed(jobs, async (done) => {
    worker = new BullWorker("bare", async () => done(), { connection: redis, prefix, concurrency });
  });
  await worker?.close();
  await bare.close();
  redis.disconnect();
  return theirsTook / oursTook;
}

/** Milliseconds until so many are done. */
async function timed(jobs: number, start: (done: () => void) => Promise<void>): Promise<number> {
  const began = performance.now();
  let left = jobs;
  let finish = () => {};
  const all = new Promise<void>((resolve) => {
    finish = resolve;
  });
  await start(() => {
    if (--left === 0) finish();
  });
  await all;
  return performance.now() - began;
}
