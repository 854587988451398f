import { isoTime } from "./clock.js";
import { ZhengwenError } from "./errors.js";

/**
 * The ledger: one row per asked address, and every transition that a row can make. Each transition is a pure function
 * from the row as it stands to the row as it is to be written; `ingest` writes them and counts the end states, and the
 * stores use the same ones for a takedown.
 */

const endStates = ["indexed", "unchanged", "duplicate", "rejected", "quarantined"] as const;
export type EndState = (typeof endStates)[number];
/**
 * `queued`: known, not yet tried; `fetched`: its raw page is held, the pipeline has not finished; `listed`: no document
 * but a source's list or feed, which was read, or has not been asked yet because its host is to be left alone.
 */
export const ledgerStates = [...endStates, "queued", "fetched", "listed"] as const;
export type LedgerState = (typeof ledgerStates)[number];

/** One row per asked address (or file): where its last attempt ended. */
export interface LedgerRow {
  /** the asked address; `file:` + path for a file */
  readonly address: string;
  readonly state: LedgerState;
  /** an error code with `rejected` and `quarantined`, null otherwise */
  readonly reason: string | null;
  readonly detail: string | null;
  readonly source: string | null;
  /** the document's id once known */
  readonly id: string | null;
  /** whether a record is held */
  readonly held: boolean;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** failures in a row */
  readonly attempts: number;
  /** how often the pipeline was begun on the page that is held and said nothing more: its process died, or fell silent */
  readonly begun: number;
  /** ISO date-time in UTC (`…Z`), as is `nextDue` */
  readonly updatedAt: string;
  /** when it is to be fetched next; null for never */
  readonly nextDue: string | null;
  /** when its page was first and last there; null where it never was. Times in UTC, as are the next two */
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  /** since when the site says that the page is not there, though it was; null once it is there again */
  readonly missingSince: string | null;
  /** when that was taken for good: the record stays, and the page may return */
  readonly vanishedAt: string | null;
  /** raised with every write: compare-and-set */
  readonly version: number;
}

/**
 * A step of a row. It leaves `address`, `version` and `updatedAt` to the writer.
 * @returns the row as it is to be written; null to leave it as it is
 */
export type Transition = (row: LedgerRow) => LedgerRow | null;

/** The HTTP validators of what was fetched. */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

const unfinished: ReadonlySet<LedgerState> = new Set(["queued", "fetched"]);
const ended: ReadonlySet<LedgerState> = new Set<EndState>(endStates);

/** Whether an attempt is under way or waiting: the row has no end state yet. */
export function isUnfinished({ state }: Pick<LedgerRow, "state">): boolean {
  return unfinished.has(state);
}

export function isEndState(state: LedgerState): state is EndState {
  return ended.has(state);
}

/** A row nothing is known of but its address. */
export function blankRow(address: string, at: string): LedgerRow {
  return {
    address,
    state: "queued",
    reason: null,
    detail: null,
    source: null,
    id: null,
    held: false,
    etag: null,
    lastModified: null,
    attempts: 0,
    begun: 0,
    updatedAt: at,
    nextDue: null,
    firstSeen: null,
    lastSeen: null,
    missingSince: null,
    vanishedAt: null,
    version: 0,
  };
}

/** Its page was there. */
function seen(row: LedgerRow, at: string): Pick<LedgerRow, "firstSeen" | "lastSeen" | "missingSince" | "vanishedAt"> {
  return { firstSeen: row.firstSeen ?? at, lastSeen: at, missingSince: null, vanishedAt: null };
}

const succeeded = { reason: null, detail: null, attempts: 0, begun: 0 } as const;

/** A source announced an address. One that is known already stays as it is. */
export function announced(source: string): Transition {
  return (row) => (row.version === 0 ? { ...row, source } : null);
}

/** A source's list was read: its validators are kept. */
export function listRead(source: string, { etag, lastModified }: Validators): Transition {
  return (row) => ({ ...row, ...succeeded, state: "listed", source, etag, lastModified, nextDue: null });
}

/** A source's list could not be read; `nextDue` where the site asks to be left alone until then. */
export function listFailed(source: string, error: ZhengwenError, nextDue: string | null): Transition {
  return (row) => ({ ...failed(row, error), source, attempts: row.attempts + 1, nextDue });
}

/** A source's list was not asked, because its host is to be left alone until `nextDue`. */
export function listPostponed(source: string, nextDue: string): Transition {
  return (row) => (row.version === 0 ? { ...row, ...succeeded, state: "listed", source, nextDue } : { ...row, source, nextDue });
}

/** A page was handed in by a feeder and is held under `id`. */
export function takenIn(id: string, source: string | null, at: string): Transition {
  return (row) => ({ ...row, ...succeeded, ...seen(row, at), state: "fetched", id, source });
}

/** A page was fetched by the crawl and is held under `id`. */
export function pageFetched(id: string, { etag, lastModified }: Validators, nextDue: string, at: string): Transition {
  return (row) => ({ ...row, ...succeeded, ...seen(row, at), state: "fetched", id, etag, lastModified, nextDue });
}

/** The site says that nothing has changed. */
export function pageUnchanged(nextDue: string, at: string): Transition {
  return (row) => ({ ...row, ...succeeded, ...seen(row, at), state: row.state === "duplicate" ? "duplicate" : "unchanged", nextDue });
}

/** A document was not asked for, because its host is to be left alone until `nextDue`: no attempt was made. */
export function postponed(nextDue: string): Transition {
  return (row) => ({ ...row, nextDue });
}

/** When an address whose fetch failed is asked again. Times in milliseconds. */
export interface RetryPolicy {
  readonly now: number;
  /** the wait after the first passing failure; doubled with each further one in a row */
  readonly firstWait: number;
  /** the longest wait, and the wait after a failure that a retry does not mend */
  readonly revisit: number;
  /** until when the site asks to be left alone (ms since the epoch) */
  readonly retryAt: number | null;
  /** whether the site says that there is no such page */
  readonly isGone?: boolean;
}

/** How often, and for how many milliseconds at least, a page that was there is missed until it counts as vanished. */
const vanishing = { tries: 3, time: 7 * 24 * 3_600_000 };

/** A fetch failed. It is tried again later; never where the document was taken down. */
export function fetchFailed(error: ZhengwenError, { now, firstWait, revisit, retryAt, isGone = false }: RetryPolicy): Transition {
  return (row) => {
    const missing = isGone && row.lastSeen !== null ? missed(row, now) : null;
    const usual = error.kind.retry ? Math.min(firstWait * 2 ** row.attempts, revisit) : revisit;
    // looked for often enough to know by the end of the time
    const wait = missing !== null && missing.vanishedAt === null ? vanishing.time / (vanishing.tries - 1) : usual;
    const nextDue = isoTime(Math.max(now + wait, retryAt ?? 0));
    return { ...failed(row, error), ...missing, attempts: row.attempts + 1, nextDue: error.code === "removed" ? null : nextDue };
  };
}

/** The page of a row is not there, though it was. */
function missed({ missingSince, vanishedAt, attempts }: LedgerRow, now: number): Pick<LedgerRow, "missingSince" | "vanishedAt"> {
  const since = missingSince ?? isoTime(now);
  const isForGood = attempts + 1 >= vanishing.tries && now - Date.parse(since) >= vanishing.time;
  return { missingSince: since, vanishedAt: vanishedAt ?? (isForGood ? isoTime(now) : null) };
}

/** How often the pipeline is begun on a page before it counts as poison; from the second time on while nothing else runs. */
const mostBegun = 3;

/**
 * Whether a process may have died on a row's page. Its neighbours of that time are suspected with it: such a page is tried
 * while nothing else runs, so that only the guilty one dies again.
 */
export function isSuspect({ state, begun }: Pick<LedgerRow, "state" | "begun">): boolean {
  return state === "fetched" && begun > 0;
}

/**
 * The pipeline begins on a row's page. Where it was begun too often and never ended, the page is poison. A job that was
 * handed to two workers because the first fell silent raises the count, but proves nothing by itself: whoever ends writes so.
 * @param ours whether this same process began before: it lives, so the page has not killed it
 */
export function processingBegun(ours: boolean): Transition {
  return (row) => {
    if (row.state !== "fetched" || ours) return null;
    if (row.begun < mostBegun) return { ...row, begun: row.begun + 1 };
    return failed(row, new ZhengwenError("pipeline.poison", `It was begun ${row.begun} times and never ended.`));
  };
}

/** The pipeline has read a row's page and waits for its attachments: it did not die on it. */
export function processingWaits(row: LedgerRow): LedgerRow | null {
  return row.state === "fetched" && row.begun > 0 ? { ...row, begun: 0 } : null;
}

/** The page that a row waits with is not held any more: it is asked for again, where anybody can. */
export function pageLost(at: string): Transition {
  return (row) => {
    if (row.state !== "fetched") return null;
    if (row.source === null || row.nextDue === null) return failed(row, new ZhengwenError("store.page-lost"));
    return { ...row, state: "queued", reason: null, detail: null, begun: 0, etag: null, lastModified: null, nextDue: at };
  };
}

/** The attempt ended with this error: the document, or what was given for it, is at fault. */
export function attemptFailed(error: ZhengwenError): Transition {
  return (row) => failed(row, error);
}

/**
 * The record is stored, or was held already: under this address, or under another one.
 * @param wanting when attachments of it that failed for the moment are asked for again: with the whole page, not on condition
 */
export function stored(state: "indexed" | "unchanged" | "duplicate", id: string, wanting: string | null = null): Transition {
  return (row) => {
    const again = wanting === null || row.nextDue === null ? null : { etag: null, lastModified: null };
    const nextDue = again !== null && wanting !== null && wanting < (row.nextDue ?? "") ? wanting : row.nextDue;
    return { ...row, ...again, state, reason: null, detail: null, begun: 0, held: true, id, nextDue };
  };
}

/**
 * The end of a run that began on a row as `begun`. Where a page was taken in anew meanwhile the row stays `fetched`: that page
 * waits for a run of its own.
 */
export function endOfRun(begun: LedgerRow, end: Transition): Transition {
  return (row) => (row.version !== begun.version && row.state === "fetched" && row.begun === 0 ? null : end(row));
}

/**
 * Somebody wants another try of what ended badly: of the pipeline where its page is held, of its source's next round where
 * it is not. Nothing is tried again that was taken down, or that no one can fetch.
 */
export function retried(held: boolean, at: string): Transition {
  return (row) => {
    if ((row.state !== "rejected" && row.state !== "quarantined") || row.reason === "removed") return null;
    if (held) return { ...row, ...succeeded, state: "fetched" };
    return row.source === null ? null : { ...row, ...succeeded, state: "queued", nextDue: at };
  };
}

/** Somebody has given up what was quarantined: its page goes, and it is not asked for again until somebody wants it. */
export function dropped(row: LedgerRow): LedgerRow | null {
  if (row.state !== "quarantined") return null;
  const { message } = new ZhengwenError("dropped", row.reason ?? undefined);
  return { ...row, state: "rejected", reason: "dropped", detail: message, etag: null, lastModified: null, nextDue: null };
}

/** The document was taken down: nothing is held, and it is never asked for again. */
export function takenDown(row: LedgerRow): LedgerRow | null {
  if (row.reason === "removed" && !row.held && row.nextDue === null) return null;
  return { ...row, state: "rejected", reason: "removed", detail: null, held: false, etag: null, lastModified: null, nextDue: null };
}

function failed(row: LedgerRow, error: ZhengwenError): LedgerRow {
  return { ...row, state: error.kind.state ?? "quarantined", reason: error.code, detail: error.message, begun: 0 };
}

/**
 * Since when a row waits to be worked on, as a key in order of time; null for one that waits for nothing. A row with a
 * `nextDue` waits from then on; an unfinished one without waits already, behind its last write.
 */
export function waitingSince(row: Pick<LedgerRow, "state" | "nextDue" | "updatedAt">): string | null {
  if (row.nextDue !== null) return instant(row.nextDue);
  return isUnfinished(row) ? `${always} ${instant(row.updatedAt)}` : null;
}

const always = "0000";

/** An ISO date-time in the one form whose order as text is that of time. @throws RangeError on what is no time */
export function instant(moment: string): string {
  return new Date(moment).toISOString();
}
