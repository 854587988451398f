import { parseArgs } from "node:util";
import { hasElasticsearch, startElasticsearch } from "../../test/services/elasticsearch.js";
import { hasRedis, startRedis } from "../../test/services/redis.js";
import { distributed } from "./distributed.js";
import { embedded, type Scale, scale, take } from "./embedded.js";
import { isKept, lineOf, median, type Ratio } from "./measure.js";
import { extracted, queueToBareQueue, storeToBareBulk } from "./servers.js";

/**
 * What an ingest costs, as ratios within one run, each held to its bound: with two processes against one, distributed against
 * embedded, the end of a long one against its beginning, the store against a bare bulk, the queue against bare BullMQ.
 *   npm run bench:ingest [-- --documents N --rounds N --notices N --scale N --only children,…]
 * `notices`: how many short notices a document is made of; `scale`: documents of the long ingest. Where Redis and Elasticsearch
 * are not to be had, what needs them is left out, in a line that says so. Exits 1 when a ratio is over its bound.
 */
const { values } = parseArgs({
  options: {
    documents: { type: "string", default: "2000" },
    rounds: { type: "string", default: "3" },
    notices: { type: "string", default: "5" },
    scale: { type: "string", default: "20000" },
    only: { type: "string", default: "children,scale,distributed,bulk,queue" },
  },
});
const [documents, rounds, notices] = [values.documents, values.rounds, values.notices].map(Number) as [number, number, number];
const asked = new Set(values.only.split(","));
const ratios: Ratio[] = [];
const capacity: string[] = [];

/** Measures a ratio so often; each value is told as it comes. */
async function measure(name: string, bound: Ratio["bound"], once: () => Promise<number>): Promise<void> {
  const measured: number[] = [];
  for (let round = 0; round < rounds; round++) {
    measured.push(await once());
    console.error(`${name}, round ${round + 1}: ${measured.at(-1)?.toFixed(2)}`);
  }
  ratios.push({ name, measured, bound });
}

const of = (workers: number) => embedded(workers, notices, (services) => take(services, 0, documents, notices));
const perDay = (milliseconds: number) => Math.round(86_400_000 / milliseconds).toLocaleString("en");

if (asked.has("children")) {
  const share: number[] = [];
  await measure("two processes ÷ one", { least: 1.8 }, async () => {
    const [one, two] = [await of(1), await of(2)];
    share.push(two.own / two.children);
    capacity.push(
      `embedded, documents a day and core: ${perDay(two.own + two.children)} (${two.own.toFixed(1)} + ${two.children.toFixed(1)} ms of processor time)`,
    );
    return one.wall / two.wall;
  });
  // what two cores can give: with one process the parent runs beside it, with two the parent takes from both
  const bound = 2 / (1 + median(share));
  console.log(`the parent takes ${median(share).toFixed(2)} of what its children take: on two cores at most ${bound.toFixed(2)} × as fast`);
}
if (asked.has("scale")) {
  const tell = ({ bytes, memory }: Scale) => {
    const mega = (size: number | undefined) => `${Math.round((size ?? 0) / 2 ** 20)} MB`;
    const [first, last] = [memory[0], memory.at(-1)];
    capacity.push(`SQLite: ${Math.round(bytes)} bytes a document`);
    capacity.push(`memory after 1,000 documents: parent ${mega(first?.parent)}, document process ${mega(first?.child)}`);
    capacity.push(`memory after ${values.scale}: parent ${mega(last?.parent)}, document process ${mega(last?.child)}`);
  };
  const measured: number[] = [];
  const long = await scale(Number(values.scale), notices);
  tell(long);
  // of processor time: it does not depend on what else the machine does
  measured.push((long.last.own + long.last.children) / (long.first.own + long.first.children));
  ratios.push({ name: `document at ${values.scale} ÷ at 1,000 (processor time)`, measured, bound: { most: 1.1 } });
}
const needsServers = ["distributed", "bulk", "queue"].some((name) => asked.has(name));
if (needsServers && !(hasRedis() && hasElasticsearch())) {
  console.log("left out: distributed, bulk, queue (no Redis or no Elasticsearch: npm run test:services:install)");
} else if (needsServers) {
  const [redis, elasticsearch] = await Promise.all([startRedis(), startElasticsearch("1g")]);
  const servers = { redisUrl: redis.url, esUrl: elasticsearch.url };
  try {
    if (asked.has("queue"))
      await measure("queue ÷ bare BullMQ, empty jobs", { least: 0.5 }, () => queueToBareQueue(servers.redisUrl, 20_000));
    if (asked.has("bulk")) {
      const some = await extracted(Math.min(documents, 2000), notices);
      await measure("store ÷ bare bulk", { least: 0.8 }, () => storeToBareBulk(servers.esUrl, some));
    }
    if (asked.has("distributed")) {
      await measure("distributed ÷ embedded, two processes each", { least: 0.5 }, async () => {
        const alone = await of(2);
        const { wall, bytes } = await distributed(servers, documents, notices);
        capacity.push(
          `distributed, documents a day on this machine: ${perDay(wall)}; Elasticsearch: ${Math.round(bytes)} bytes a document`,
        );
        return alone.wall / wall;
      });
    }
  } finally {
    await Promise.all([redis.stop(), elasticsearch.stop()]);
  }
}
for (const line of [...capacity, ...ratios.map(lineOf)]) console.log(line);
if (!ratios.every(isKept)) process.exitCode = 1;
