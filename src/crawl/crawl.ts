import { isoTime } from "../model/clock.js";
import type { ErrorCode } from "../model/errors.js";
import type { LedgerRow } from "../model/ledger.js";
import { blankSource, type RoundNote, type SourceState } from "../model/source-state.js";
import { type ListAnswer, notAsked, readAnnouncements } from "./announcements.js";
import { crawlFolder } from "./folder.js";
import { lookAtBodies, noteFetched, noteRound } from "./history.js";
import { inMilliseconds, isListDue, nextRound } from "./interval.js";
import { emptyRound, type Round } from "./round.js";
import type { CrawlServices } from "./services.js";
import { signsOf } from "./signs.js";
import type { CrawlSource } from "./sources.js";
import { type VisitState, visit } from "./visit.js";

/** A round ends once its site was silent so often in a row: what is left is due in the next one. */
const mostSilences = 3;
const silent: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["fetch.timeout", "fetch.network"]);

/** Rows of the ledger that are read at a time. */
const batch = 200;
/** Addresses fetched in a round whose documents the next one looks at. */
const lookedAt = 20;

/** What came of the documents of a round. */
interface Visits {
  readonly counts: Record<VisitState, number>;
  readonly failures: Partial<Record<ErrorCode, number>>;
  readonly fetched: string[];
}

/**
 * One round of a source: asks its list, then, one after the other, for the documents that are new and those that are due
 * again. What a round leaves undone, because it died or `signal` aborted, is due in the next one. What it came to is noted, and
 * the source's health judged by it.
 * @param asks `always`: the list too; `due`: the list only when it is due
 * @throws only what is no fault of the site: store or queue being away
 */
export async function crawlSource(
  source: CrawlSource,
  services: CrawlServices,
  signal?: AbortSignal,
  asks: "always" | "due" = "always",
): Promise<Round> {
  const { store, clock } = services;
  const state = (await store.sources.get(source.id)) ?? blankSource(source.id);
  const began = clock.now();
  if (asks === "due" && !isListDue(source, state, began) && source.kind === "folder") return emptyRound("not-due");
  if (source.kind === "folder") return crawlFolder(source, state, services, signal);
  // a list that was as before says nothing of whether it had been read whole
  const lastRead = state.rounds.findLast(({ list }) => list !== "unchanged");
  const readWhole = lastRead?.list === "read" && lastRead.detail === null;
  const readBefore = readWhole && state.lastSuccess !== null ? Date.parse(state.lastSuccess) : null;
  const list =
    asks === "always" || isListDue(source, state, began)
      ? await readAnnouncements(source, services, readBefore, signal)
      : notAsked("not-due");
  const visits: Visits = { counts: { fetched: 0, unchanged: 0, failed: 0, postponed: 0 }, failures: {}, fetched: [] };
  await visitDue(source, list, visits, services, signal);
  await note(source, state, { list, visits, began }, services);
  return { list: list.state, announced: list.announced.size, discovered: list.discovered.length, visits: visits.counts };
}

async function visitDue(
  source: CrawlSource,
  list: ListAnswer,
  visits: Visits,
  services: CrawlServices,
  signal?: AbortSignal,
): Promise<void> {
  let silences = list.error !== null && silent.has(list.error.code) ? 1 : 0;
  for await (const row of dueRows(source, list.announced.keys(), services, signal)) {
    if (signal?.aborted || silences >= mostSilences) break;
    const { state, error } = await visit(row, list.announced.get(row.address), source, services, signal);
    visits.counts[state]++;
    if (state === "fetched") visits.fetched.push(row.address);
    if (error !== null) visits.failures[error.code] = (visits.failures[error.code] ?? 0) + 1;
    if (error !== null && silent.has(error.code)) silences++;
    else if (state !== "postponed") silences = 0;
  }
}

/** Notes a round whose list was asked, or whose host was found wanting; of another one only what it fetched. */
async function note(
  source: CrawlSource,
  state: SourceState,
  { list, visits, began }: { readonly list: ListAnswer; readonly visits: Visits; readonly began: number },
  services: CrawlServices,
): Promise<void> {
  if (list.state === "not-due" || (list.state === "postponed" && list.error === null)) return noteFetched(source, visits.fetched, services);
  const { fetched, unchanged, failed } = visits.counts;
  const { bodies, left } = await lookAtBodies(state.fetched, services);
  const announced = [...list.announced.values()];
  const titles = announced.flatMap(({ title, publishedAt }) => (title === null ? [] : [{ text: title, dated: publishedAt !== null }]));
  const round: RoundNote = {
    at: isoTime(began),
    list: list.state === "postponed" ? "failed" : list.state,
    reason: list.error?.code ?? null,
    detail: list.error?.message ?? list.missing,
    announced: announced.length,
    discovered: list.discovered.length,
    titles: signsOf(titles),
    asked: fetched + unchanged + failed,
    failures: visits.failures,
    bodies,
  };
  const arrivals = arrivalsOf(list, state, began);
  const due = nextRound(source, [...state.arrivals, ...arrivals], began);
  const soon = list.error?.kind.retry && source.interval === undefined && source.cron === undefined ? began + retrySoon : due;
  await noteRound(
    source,
    { note: round, arrivals, fetched: [...left, ...visits.fetched].slice(-lookedAt), nextDue: inMilliseconds(Math.min(due, soon), 0) },
    services,
  );
}

/** A list that is away and that says nothing of when is asked again so soon, in milliseconds. */
const retrySoon = 15 * 60_000;

/**
 * When something new came: now; for a source that was never read, the days that its list bears, which tell at once how often
 * something comes.
 */
function arrivalsOf({ announced, discovered }: ListAnswer, state: SourceState, began: number): string[] {
  if (discovered.length === 0) return [];
  if (state.lastSuccess !== null) return [isoTime(began)];
  const days = [...announced.values()].flatMap(({ publishedAt }) => publishedAt ?? []);
  const times = days.map((day) => Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(day) ? `${day}T12:00:00+08:00` : day));
  const known = times.filter((time) => time <= began).map((time) => isoTime(time));
  return known.length > 0 ? known : [isoTime(began)];
}

/** The rows that are to be visited now, each once: what the list names, then whatever else of the source is due. */
async function* dueRows(
  source: CrawlSource,
  announced: Iterable<string>,
  { store, clock }: CrawlServices,
  signal?: AbortSignal,
): AsyncGenerator<LedgerRow> {
  const seen = new Set([source.url]);
  for (const address of announced) {
    if (signal?.aborted) return;
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
    // what failed before comes last: several failures in a row, and its host is left alone for all the others too
    for (const row of fresh.toSorted((a, b) => a.attempts - b.attempts)) {
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
