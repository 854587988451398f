import { isoTime } from "../model/clock.js";
import type { LedgerRow } from "../model/ledger.js";
import type { SourceState } from "../model/source-state.js";
import { nextOfCron } from "../queue/rules.js";
import { median } from "./signs.js";
import type { CrawlSource } from "./source-schema.js";

const minute = 60_000;
const day = 24 * 60 * minute;
/** Between these an interval adapts, in milliseconds. */
const shortest = 15 * minute;
const longest = 7 * day;
/** How often a list is asked of which too little is known. */
const unknown = 60 * minute;
/** A list is asked four times in the usual gap between two arrivals. */
const perGap = 4;
/** One where nothing has come for long is asked less often: eight times as long as it is silent. */
const perSilence = 8;
/** Gaps that must be known. */
const fewestGaps = 3;
/** When a document that has never changed is asked again for the first time. */
const firstRevisit = day;

const bounded = (time: number): number => Math.min(Math.max(time, shortest), longest);

/**
 * When a source's list is to be asked next: as its source says, else the sooner the more often something new comes.
 * @param now ms since the epoch
 */
export function nextRound(source: Pick<CrawlSource, "interval" | "cron">, arrivals: readonly string[], now: number): number {
  if (source.cron !== undefined) return nextOfCron(source.cron, now);
  if (source.interval !== undefined) return now + source.interval * 1000;
  const moments = arrivals.map((moment) => Date.parse(moment));
  const gaps = moments.slice(1).map((moment, i) => moment - (moments[i] ?? moment));
  const usual = gaps.length < fewestGaps ? null : median(gaps);
  if (usual === null) return now + unknown;
  return now + bounded(Math.max(usual / perGap, (now - (moments.at(-1) ?? now)) / perSilence));
}

/**
 * Whether a source's list is to be asked at a look of the timetable. One that says how often may be asked when half of that has
 * passed, so that a look a little early is no round left out; one that adapts may be asked half a look early.
 */
export function isListDue(source: Pick<CrawlSource, "interval" | "cron">, { nextDue }: Pick<SourceState, "nextDue">, now: number): boolean {
  if (nextDue === null) return true;
  const slack = source.cron !== undefined ? minute : source.interval !== undefined ? (source.interval * 1000) / 2 : shortest / 2;
  return now >= Date.parse(nextDue) - slack;
}

/** What is known of a document when it is asked for again. */
export interface Revisited {
  /** revision of its record; null where none is held */
  readonly revision: number | null;
  /** when its content last changed (ms since the epoch); null where none is held */
  readonly changed: number | null;
}

/**
 * How long until a document is asked for again, in milliseconds: as its source says, else the longer the longer it has not
 * changed. One that has changed before is asked sooner than one that never did.
 */
export function nextRevisit(revisit: number | undefined, { revision, changed }: Revisited, now: number): number {
  if (revisit !== undefined) return revisit * 1000;
  const age = changed === null ? 0 : now - changed;
  return revision !== null && revision > 1 ? bounded(age / 2) : bounded(Math.max(age, firstRevisit));
}

/** The same after an answer that nothing has changed: twice the wait before, which the row remembers. */
export function nextRevisitUnchanged(
  revisit: number | undefined,
  { nextDue, updatedAt }: Pick<LedgerRow, "nextDue" | "updatedAt">,
): number {
  if (revisit !== undefined) return revisit * 1000;
  const before = nextDue === null ? 0 : Date.parse(nextDue) - Date.parse(updatedAt);
  return bounded(Math.max(2 * before, shortest));
}

/** A moment of the ledger from now on. */
export const inMilliseconds = (now: number, wait: number): string => isoTime(now + wait);
