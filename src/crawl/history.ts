import { createHash } from "node:crypto";
import { daysOff } from "../dictionary/values/days-off.js";
import { isoTime } from "../model/clock.js";
import { ZhengwenError } from "../model/errors.js";
import { isUnfinished } from "../model/ledger.js";
import { afterRound, blankSource, type RoundNote, type RoundResult, type SourceState, withHealth } from "../model/source-state.js";
import { judgeHealth } from "./health.js";
import type { HealthChange } from "./health-change.js";
import type { CrawlServices } from "./services.js";
import { type Sign, signsOf } from "./signs.js";
import type { CrawlSource } from "./source-schema.js";

/** Documents that are looked at together. */
const fewestBodies = 3;

/** How often a row is read again after another writer was faster. */
const tries = 8;

/** Takes a source's row through a change by compare-and-set. @throws store.conflict when others keep being faster */
async function changeSource(id: string, change: (state: SourceState) => SourceState, { store }: CrawlServices): Promise<SourceState> {
  for (let attempt = 1; ; attempt++) {
    const held = (await store.sources.get(id)) ?? blankSource(id);
    try {
      return await store.sources.write({ ...change(held), version: held.version });
    } catch (error) {
      if (!(error instanceof ZhengwenError && error.code === "store.conflict" && attempt < tries)) throw error;
    }
  }
}

/**
 * Notes what a round came to and judges the source by it. A change of its health is told, and told again in the next round where
 * that failed.
 */
export async function noteRound(source: CrawlSource, result: RoundResult, services: CrawlServices): Promise<void> {
  const { clock, dictionary, tellHealth } = services;
  const isOff = daysOff(dictionary.calendar);
  const state = await changeSource(
    source.id,
    (held) => {
      const after = afterRound(held, result);
      return withHealth(after, judgeHealth(after, clock.now(), isOff), isoTime(clock.now()));
    },
    services,
  );
  if (state.told || state.since === null) return;
  const { since } = state;
  if (!(await (tellHealth?.(changeOf(source, state, since)) ?? true))) return;
  await changeSource(source.id, (held) => (held.since === since ? { ...held, told: true } : held), services);
}

/** Remembers addresses that a round without a list has fetched, so that the next one looks at what became of them. */
export async function noteFetched(source: CrawlSource, fetched: readonly string[], services: CrawlServices): Promise<void> {
  if (fetched.length > 0)
    await changeSource(source.id, (held) => ({ ...held, fetched: [...new Set([...held.fetched, ...fetched])].slice(-20) }), services);
}

function changeOf({ id, name, url }: CrawlSource, { health, lastSuccess }: SourceState, since: string): HealthChange {
  const key = createHash("sha256").update(`${id} ${since} ${health.state} ${health.reason}`).digest("hex").slice(0, 32);
  return { key, source: { id, name, url }, health, since, lastSuccess };
}

/**
 * What became of documents that earlier rounds fetched, as far as the pipeline has ended them.
 * @returns their signs, and the addresses that are still under way
 */
export async function lookAtBodies(
  fetched: readonly string[],
  { store }: CrawlServices,
): Promise<{ bodies: RoundNote["bodies"]; left: string[] }> {
  const left: string[] = [];
  const signs: Sign[] = [];
  let rejected = 0;
  for (const address of fetched) {
    const row = await store.ledger.get(address);
    if (row === null) continue;
    if (isUnfinished(row)) left.push(address);
    else if (/^(?:extract|decode|input)\./.test(row.reason ?? "")) rejected++;
    else if (row.held && row.id !== null) {
      const record = await store.get(row.id);
      if (record !== null) signs.push({ text: record.original, dated: record.publishedAt !== null });
    }
  }
  const count = signs.length + rejected;
  // too few say nothing: they are looked at with those that come
  if (count < fewestBodies) return { bodies: null, left: [...fetched] };
  const seen = signsOf(signs) ?? { han: 0, distinct: 0, dated: 0, length: 0 };
  return { bodies: { ...seen, count, rejected: rejected / count }, left };
}
