import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer } from "../../src/api/server.js";
import { readConfig } from "../../src/app/config.js";
import { openStoreServices } from "../../src/app/services.js";
import type { StoredRecord } from "../../src/model/record.js";
import type { Store } from "../../src/store/store.js";
import { seeded } from "../faults/random.js";

/** The store that writers open. */
export type Target =
  | { readonly is: "sqlite"; readonly file: string }
  | { readonly is: "elasticsearch"; readonly url: string; readonly prefix: string; readonly lease: number };

/** What a consumer keeps: the records as it knows them, and how far it has read. */
export interface Mirror {
  readonly cursor: string | null;
  readonly records: Record<string, Record<string, unknown>>;
  /** what the feed told wrongly */
  readonly problems: readonly string[];
}

/** Documents that are written to; few, so that writers meet. */
export const documents = 40;

export interface FeedRun {
  readonly writers: number;
  readonly kills: number;
  readonly seed: number;
  readonly say?: (line: string) => void;
  /** where the store is Elasticsearch */
  readonly esUrl?: string;
}

export interface FeedResult {
  readonly records: number;
  readonly writes: number;
  readonly problems: readonly string[];
}

/**
 * Writers and a consumer of the feed as processes of their own, killed with -9 one after the other; in the end the consumer
 * must hold exactly what the store holds.
 */
export async function runFeed({ writers, kills, seed, say, esUrl }: FeedRun): Promise<FeedResult> {
  const folder = mkdtempSync(join(tmpdir(), "zhengwen-feed-"));
  const random = seeded(seed);
  const prefix = `feed-${process.pid}-${seed}`;
  const file = join(folder, "store.db");
  const target: Target = esUrl === undefined ? { is: "sqlite", file } : { is: "elasticsearch", url: esUrl, prefix, lease: 10_000 };
  const services = await openStoreServices(
    readConfig({
      ZHENGWEN_STORE: file,
      ZHENGWEN_LOG_LEVEL: "silent",
      ZHENGWEN_RATE_LIMIT: "1000000",
      ZHENGWEN_SEARCH_PROCESSES: "1",
      ...(esUrl !== undefined && { ZHENGWEN_ES_URL: esUrl, ZHENGWEN_ES_PREFIX: prefix }),
    }),
  );
  const server = await createServer(services);
  await server.listen({ host: "127.0.0.1", port: 0 });
  const address = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  const mirrorFile = join(folder, "mirror.json");
  let writes = 0;
  let started = 0;
  const problems: string[] = [];
  const members: Member[] = [];
  const startWriter = () => startMember("writer", [JSON.stringify(target), String(seed * 1000 + started++)], () => writes++);
  const startConsumer = () => startMember("consumer", [address, mirrorFile], () => undefined);
  try {
    for (let i = 0; i < writers; i++) members.push(startWriter());
    members.push(startConsumer());
    for (let killed = 0; killed < kills; killed++) {
      const at = random.whole(0, writers);
      const victim = members[at];
      if (victim === undefined) throw new Error(`there is no member ${at}`);
      // killed in its work, not while it starts
      await victim.worked(random.whole(1, 12));
      if (victim.child.exitCode !== null) problems.push(`${victim.name} ended by itself with ${victim.child.exitCode}`);
      victim.child.kill("SIGKILL");
      await victim.ended;
      say?.(`${killed + 1} killed: a ${victim.name}; ${writes} writes`);
      members[at] = victim.name === "writer" ? startWriter() : startConsumer();
    }
    for (const { child, ended, name } of members) {
      child.kill(name === "writer" ? "SIGTERM" : "SIGKILL");
      await ended;
    }
    await consumeToEnd(address, mirrorFile, services.store);
    await services.store.refresh();
    const mirror = JSON.parse(readFileSync(mirrorFile, "utf8")) as Mirror;
    const held = await everything(services.store);
    problems.push(...mirror.problems, ...differences(mirror, held));
    return { records: held.size, writes, problems };
  } finally {
    for (const { child } of members) child.kill("SIGKILL");
    await server.close();
    await services.shutdown.close();
    rmSync(folder, { recursive: true });
  }
}

interface Member {
  readonly name: "writer" | "consumer";
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
  /** resolves once it has done so much since it began, or has ended */
  worked(times: number): Promise<void>;
}

function startMember(name: Member["name"], args: readonly string[], onWork: () => void): Member {
  const child = fork(join(import.meta.dirname, `${name}.ts`), args, {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  let done = 0;
  let look = () => {};
  child.on("message", () => {
    done++;
    onWork();
    look();
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const worked = (times: number) =>
    Promise.race([
      ended,
      new Promise<void>((resolve) => {
        look = () => done >= times && resolve();
        look();
      }),
    ]);
  return { name, child, ended, worked };
}

/** Lets a consumer read on until it has come to the store's last write, which a dead writer may hold back for a while. */
async function consumeToEnd(address: string, file: string, store: Store): Promise<void> {
  const lastSeq = async () => {
    await store.refresh();
    const ids = await store.ids({}, 10_000);
    const last = await store.lastWrites(ids);
    return Math.max(0, ...last.map((seq) => seq ?? 0));
  };
  const last = await lastSeq();
  for (let rounds = 0; rounds < 300; rounds++) {
    const { ended } = startMember("consumer", [address, file, "--to-end"], () => undefined);
    await ended;
    if ((await store.feed()).floor > last) {
      // what became visible since it ended
      await startMember("consumer", [address, file, "--to-end"], () => undefined).ended;
      return;
    }
  }
  throw new Error("the feed is held back");
}

async function everything(store: Store): Promise<Map<string, StoredRecord>> {
  const held = new Map<string, StoredRecord>();
  for (const id of await store.ids({}, 10_000)) {
    const record = await store.get(id);
    if (record !== null) held.set(id, record);
  }
  return held;
}

function differences({ records }: Mirror, held: ReadonlyMap<string, StoredRecord>): string[] {
  const found: string[] = [];
  for (const id of new Set([...Object.keys(records), ...held.keys()])) {
    const record = held.get(id);
    const known = records[id];
    if (record === undefined) found.push(`${id} is not held, and the consumer has it`);
    else if (known === undefined) found.push(`${id} is held, and the consumer does not have it`);
    else if (JSON.stringify(sorted(record)) !== JSON.stringify(sorted(known)))
      found.push(`${id}: the consumer has seq ${known.seq}, held is ${record.seq}`);
  }
  return found;
}

function sorted(value: object): [string, unknown][] {
  return Object.entries(JSON.parse(JSON.stringify(value)) as object).sort(([a], [b]) => (a < b ? -1 : 1));
}
