import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { asZhengwenError, type ErrorCode, errorTable } from "../../src/model/errors.js";
import { isUnfinished, type LedgerRow } from "../../src/model/ledger.js";
import { openElasticsearchStore } from "../../src/store/elasticsearch/store.js";
import { openSqliteStore } from "../../src/store/sqlite/store.js";
import type { Store } from "../../src/store/store.js";
import type { RestartableServer } from "../services/server.js";
import { startProxy } from "../support/proxy.js";
import { planFaults, type Target, unreliable } from "./chaos.js";
import { checkSite, checkStore, checkUnchanged, checkValidators, endOf, type Snapshot, snapshot } from "./checks.js";
import { mountDisk } from "./disk.js";
import { openFleet } from "./fleet.js";
import { seeded } from "./random.js";
import { gap, makeWorld, type World } from "./world.js";

export interface SeedOptions {
  readonly seed: number;
  readonly pages: number;
  readonly mode: "embedded" | "distributed";
  readonly crawlers: number;
  /** null where everything runs in one process */
  readonly servers: { readonly redis: RestartableServer; readonly elasticsearch: RestartableServer } | null;
  readonly say: (text: string) => void;
}

export interface SeedResult {
  readonly seed: number;
  readonly mode: string;
  readonly crawlers: number;
  readonly pages: number;
  readonly seconds: number;
  readonly faults: readonly string[];
  /** addresses by how they ended */
  readonly ends: Readonly<Record<string, number>>;
  readonly requests: number;
  readonly problems: readonly string[];
}

/** Milliseconds in which something must have come on: a busy machine is slow, a crawler that hangs is not. */
const patience = 240_000;
const pollEvery = 400;
/** How often it is said what is waited for. */
const toldEvery = 10_000;
/** Megabytes of the disk that an embedded store lies on. */
const diskSize = 512;
/** Seconds that a fetch may take in all. */
const fetchTimeout = 4;

/**
 * One seed: the crawler follows the sources of a fixture site while its processes and servers are killed, until every address
 * has ended; then once more over the same pages, undisturbed.
 */
export async function runSeed(options: SeedOptions): Promise<SeedResult> {
  const { seed, pages, mode, crawlers, servers, say } = options;
  const began = performance.now();
  const random = seeded(seed);
  let requests = 0;
  const world = await makeWorld(random, pages, () => requests++);
  const folder = mkdtempSync(join(tmpdir(), `zhengwen-faults-${seed}-`));
  const prefix = `faults-${process.pid}-${seed}`;
  const sources = join(folder, "sources.json");
  writeFileSync(sources, JSON.stringify(world.sources));
  const log = join(folder, "processes.log");
  const proxy = servers && (await startProxy(servers.elasticsearch.url));
  let disturbed = true;
  let away = 0;
  if (proxy) proxy.intercept = unreliable(seeded(seed + 0.5), () => disturbed);
  const env = environment(world, folder, sources, prefix, servers, proxy?.url);
  const disk = mode === "embedded" ? mountDisk(join(folder, "store"), diskSize) : null;
  const fleet = openFleet(env, log, () => away > 0);
  const store = await openStoreOf(folder, prefix, servers);
  // read once every writer has ended: the feed need not wait for those that died
  const ended = await openStoreOf(folder, prefix, servers, 0);
  const faults = planFaults(random, mode, pages);
  const target: Target = { fleet, disk, servers: servers && { ...servers, indexPrefix: prefix } };
  const lapses: { from: number; to: number }[] = [];
  const problems: string[] = [];
  const start = (crawling: number) => {
    if (mode === "embedded") fleet.start("embedded");
    else {
      for (let i = 0; i < crawling; i++) fleet.start("crawl");
      for (let i = 0; i < 2; i++) fleet.start("process");
    }
  };

  const logged = () => readFileSync(log, "utf8");

  async function disturb(): Promise<void> {
    for (const { name, after, run, forgetsTurns, ofServer, says } of faults) {
      while (requests < after) await wait(50);
      say(`  ${elapsed(began)} ${name}`);
      const from = performance.now();
      const said = logged().length;
      if (ofServer) away++;
      try {
        await run(target);
      } finally {
        // a process that was starting meanwhile may still be about to give up
        if (ofServer) setTimeout(() => away--, 30_000).unref();
      }
      if (says && !says.test(logged().slice(said))) problems.push(`no process said a word of it: ${name}`);
      if (forgetsTurns) lapses.push({ from: from - 1500, to: performance.now() + 1000 });
    }
  }

  try {
    start(crawlers);
    let chaosEnded = false;
    const chaos = disturb().then(() => {
      chaosEnded = true;
    });
    const waited = (left: readonly string[]) => {
      if (chaosEnded) say(`  ${elapsed(began)} waiting for ${left.length}: ${left[0]}`);
    };
    const left = await settle(world, store, () => chaosEnded, waited);
    await chaos;
    problems.push(...left.map((what) => `not finished: ${what}`));
    await fleet.stop();
    disturbed = false;
    const first = await snapshot(ended);
    const lists = world.sources.map(({ url }) => url);
    problems.push(...checkStore(world.placed, lists, first));
    problems.push(...(await checkCounts(store, first)));
    const logged = world.site.log.length;
    if (problems.length === 0) {
      say(`  ${elapsed(began)} second run`);
      const at = new Date().toISOString();
      await makeDue(store, first);
      start(1);
      problems.push(...(await settleAgain(world, store, first, at)));
      await fleet.stop();
      problems.push(...checkUnchanged(world.placed, first, await snapshot(ended)));
      problems.push(...checkValidators(world.placed, world.site.log.slice(logged)));
    }
    problems.push(...checkSite(world.site.log, { usualGap: gap, gapOf: world.gapOf, lapses, lateness: world.site.lateness }));
    if (world.canary.connections() > 0) problems.push(`${world.canary.connections()} connections to the canary`);
    problems.push(...fleet.problems);
    const ends: Record<string, number> = {};
    for (const row of first.rows.values()) ends[endOf(row)] = (ends[endOf(row)] ?? 0) + 1;
    const seconds = Math.round((performance.now() - began) / 1000);
    const result = { seed, mode, crawlers, pages, seconds, faults: faults.map(({ name }) => name), ends, requests, problems };
    disk?.close();
    if (problems.length > 0) say(`  the log of its processes: ${log}`);
    else rmSync(folder, { recursive: true, force: true });
    return result;
  } finally {
    await fleet.stop();
    await Promise.all([store.close(), ended.close()]);
    disk?.close();
    await proxy?.close();
    await world.close();
    if (servers) await deletePrefixed(servers.elasticsearch.url, prefix);
  }
}

function environment(
  world: World,
  folder: string,
  sources: string,
  prefix: string,
  servers: SeedOptions["servers"],
  esUrl: string | undefined,
): Record<string, string> {
  mkdirSync(join(folder, "store"), { recursive: true });
  return {
    ZHENGWEN_SOURCES: sources,
    ZHENGWEN_STORE: join(folder, "store", "store.db"),
    ZHENGWEN_FETCH_ALLOW: world.site.hosts.map(({ address }) => address).join(","),
    ZHENGWEN_HOST_GAP: String(gap / 1000),
    ZHENGWEN_FETCH_TIMEOUT: String(fetchTimeout),
    ZHENGWEN_STALLED_SECONDS: "2",
    ZHENGWEN_WORKERS: "1",
    ZHENGWEN_LOG_LEVEL: "info",
    ...(servers &&
      esUrl !== undefined && {
        ZHENGWEN_REDIS_URL: servers.redis.url,
        ZHENGWEN_ES_URL: esUrl,
        ZHENGWEN_ES_PREFIX: prefix,
        ZHENGWEN_QUEUE_PREFIX: prefix,
      }),
  };
}

async function openStoreOf(folder: string, prefix: string, servers: SeedOptions["servers"], lease?: number): Promise<Store> {
  if (servers) return openElasticsearchStore({ url: servers.elasticsearch.url, prefix, ...(lease !== undefined && { lease }) });
  return openSqliteStore(join(folder, "store", "store.db"));
}

/** Whether something has come on of late, told by what is left. */
function watchProgress(): (left: readonly string[]) => boolean {
  let before = "";
  let since = performance.now();
  return (left) => {
    const now = left.join();
    if (now !== before) since = performance.now();
    before = now;
    return performance.now() - since < patience;
  };
}

/**
 * Waits until every address has ended and no more faults come. An address that was down for the moment would be asked again
 * minutes later: that time is made to pass at once.
 * @param quiet whether no more faults come
 * @param waited told now and then what is left
 * @returns what is left once nothing comes on any more
 */
async function settle({ placed }: World, store: Store, quiet: () => boolean, waited: (left: readonly string[]) => void): Promise<string[]> {
  let told = performance.now();
  const comesOn = watchProgress();
  const addresses = new Map(placed.flatMap((each) => each.addresses.map((address) => [address, each] as const)));
  for (;;) {
    const left: string[] = [];
    try {
      const rows = await rowsOf(store);
      for (const [address, each] of addresses) {
        const row = rows.get(address);
        if (!row) left.push(`${address} is not known`);
        else if (isUnfinished(row)) left.push(`${address} is ${row.state} (${row.id}, begun ${row.begun})`);
        else if (isToBeAsked(row, each.expected.ends)) {
          left.push(`${address} is ${endOf(row)} (tried ${row.attempts} times)`);
          await passTime(store, row);
        }
      }
    } catch (cause) {
      // the store is what is being killed
      left.push(asZhengwenError(cause, "store.unavailable").message);
    }
    if (left.length === 0 && quiet()) return [];
    if (!comesOn(left)) return left;
    if (performance.now() - told > toldEvery) {
      told = performance.now();
      waited(left);
    }
    await wait(pollEvery);
  }
}

/** Whether an address failed for a reason that passes, and that is not what must become of it. */
function isToBeAsked(row: LedgerRow, ends: readonly string[]): boolean {
  if (row.reason === null || ends.includes(endOf(row))) return false;
  return errorTable[row.reason as ErrorCode].retry;
}

async function passTime(store: Store, row: LedgerRow): Promise<void> {
  const now = new Date().toISOString();
  if (row.nextDue === null || row.nextDue <= now) return;
  await store.ledger.write({ ...row, nextDue: now }).catch((error: unknown) => {
    // whoever was faster has changed the row
    if (asZhengwenError(error).code !== "store.conflict") throw error;
  });
}

async function rowsOf(store: Store): Promise<Map<string, LedgerRow>> {
  await store.refresh();
  const rows = new Map<string, LedgerRow>();
  for (let after: string | undefined; ; ) {
    const page = await store.ledger.list({}, 500, after);
    for (const row of page) rows.set(row.address, row);
    after = page.at(-1)?.address;
    if (page.length < 500) return rows;
  }
}

/** Counts of the ledger add up to its rows. */
async function checkCounts(store: Store, { rows }: Snapshot): Promise<string[]> {
  const counts = await store.ledger.counts();
  const sum = counts.reduce((total, { count }) => total + count, 0);
  return sum === rows.size ? [] : [`the counts add up to ${sum}, not ${rows.size}`];
}

/** A week passes: everything that is ever asked again is due. */
async function makeDue(store: Store, { rows }: Snapshot): Promise<void> {
  for (const row of rows.values()) {
    if (row.nextDue !== null) await store.ledger.write({ ...row, nextDue: new Date().toISOString() });
  }
  await store.refresh();
}

/**
 * Waits until everything that was due, lists too, has been asked again and has ended. What was only postponed, because its host
 * is left alone for a while, has not been asked; what failed for a reason that passes is asked once more.
 * @param since ISO date-time
 * @returns what is left once nothing comes on any more
 */
async function settleAgain(world: World, store: Store, { rows }: Snapshot, since: string): Promise<string[]> {
  const comesOn = watchProgress();
  const ends = new Map(world.placed.flatMap((each) => each.addresses.map((address) => [address, each.expected.ends] as const)));
  const lists = new Set(world.sources.map(({ url }) => url));
  const due = [...rows.values()].filter(({ nextDue, address }) => nextDue !== null || lists.has(address));
  for (;;) {
    const now = await rowsOf(store);
    const left: string[] = [];
    for (const before of due) {
      const { address } = before;
      const row = now.get(address);
      const wanted = ends.get(address) ?? ["listed"];
      const isAsked = row && !isUnfinished(row) && (lists.has(address) ? row.updatedAt > since : wasAsked(row, before, since));
      const again = row !== undefined && isAsked && isToBeAsked(row, [...wanted, "duplicate"]);
      if (isAsked && !again) continue;
      left.push(`not finished in the second run: ${address} ${row && endOf(row)} (tried ${row?.attempts} times)`);
      if (again && !lists.has(address)) await passTime(store, row);
    }
    if (left.length === 0 || !comesOn(left)) return left;
    await wait(pollEvery);
  }
}

/** Whether a document's address was asked for since then: its page was there, or one more failure is counted. */
function wasAsked(row: LedgerRow, before: LedgerRow, since: string): boolean {
  return (row.lastSeen !== null && row.lastSeen > since) || (row.reason !== null && row.attempts !== before.attempts);
}

async function deletePrefixed(url: string, prefix: string): Promise<void> {
  const answer = await fetch(`${url}/_alias/${prefix}-*`);
  const names = Object.keys((await answer.json()) as object);
  if (answer.ok && names.length > 0) await fetch(`${url}/${names.join(",")}`, { method: "DELETE" });
}

function elapsed(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s`;
}
