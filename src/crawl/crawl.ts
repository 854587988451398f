import { isoTime } from "../model/clock.js";
import type { LedgerRow } from "../model/ledger.js";
import { type ListState, readAnnouncements } from "./announcements.js";
import type { CrawlServices } from "./services.js";
import type { CrawlSource } from "./sources.js";
import { type VisitState, visit } from "./visit.js";

/** What one round of a source came to. */
export interface Round {
  readonly list: ListState;
  /** documents that the list names, and how many of them were not known before */
  readonly announced: number;
  readonly discovered: number;
  /** documents asked for, by how that ended */
  readonly visits: Readonly<Record<VisitState, number>>;
}

/** A round ends once its site was silent so often in a row: what is left is due in the next one. */
const mostSilences = 3;

/** Whether the site gave no answer when it was last asked for an address. */
async function isSilent(address: string, { store }: CrawlServices): Promise<boolean> {
  const reason = (await store.ledger.get(address))?.reason;
  return reason === "fetch.timeout" || reason === "fetch.network";
}

/** Rows of the ledger that are read at a time. */
const batch = 200;

/**
 * One round of a source: asks its list, then, one after the other, for the documents that are new and those that are due
 * again. What a round leaves undone, because it died or `signal` aborted, is due in the next one.
 * @throws only what is no fault of the site: store or queue being away
 */
export async function crawlSource(source: CrawlSource, services: CrawlServices, signal?: AbortSignal): Promise<Round> {
  const visits: Record<VisitState, number> = { fetched: 0, unchanged: 0, failed: 0, postponed: 0 };
  const { state: list, announced, discovered } = await readAnnouncements(source, services, signal);
  let silences = list === "failed" && (await isSilent(source.url, services)) ? 1 : 0;
  for await (const row of dueRows(source, announced.keys(), services)) {
    if (signal?.aborted || silences >= mostSilences) break;
    const state = await visit(row, announced.get(row.address), source, services, signal);
    visits[state]++;
    if (state === "failed" && (await isSilent(row.address, services))) silences++;
    else if (state !== "postponed") silences = 0;
  }
  return { list, announced: announced.size, discovered, visits };
}

/** The rows that are to be visited now, each once: what the list names, then whatever else of the source is due. */
async function* dueRows(source: CrawlSource, announced: Iterable<string>, { store, clock }: CrawlServices): AsyncGenerator<LedgerRow> {
  const seen = new Set([source.url]);
  for (const address of announced) {
    const row = await store.ledger.get(address);
    if (row === null || !isDue(row, clock.now())) continue;
    seen.add(address);
    yield row;
  }
  for (;;) {
    // a visited row is due no longer, unless a search of the store lags behind: then it is among those seen
    const rows = await store.ledger.due(isoTime(clock.now()), batch + seen.size, source.id);
    const fresh = rows.filter((row) => !seen.has(row.address) && isDue(row, clock.now()));
    if (fresh.length === 0) return;
    for (const row of fresh) {
      seen.add(row.address);
      yield row;
    }
  }
}

/** Whether a row is to be visited. One that is `fetched` waits for the pipeline, not for us. */
function isDue(row: LedgerRow, now: number): boolean {
  if (row.state === "fetched" || row.state === "listed" || row.reason === "removed") return false;
  return row.nextDue === null ? row.state === "queued" : Date.parse(row.nextDue) <= now;
}
