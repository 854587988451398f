import { FetchError } from "../fetch/fetch.js";
import { changeRow } from "../ingest/ledger.js";
import { isoTime } from "../model/clock.js";
import { asZhengwenError, type ZhengwenError } from "../model/errors.js";
import { announced as announcedRow, listFailed, listPostponed, listRead } from "../model/ledger.js";
import { type Announcements, discover } from "./discover.js";
import type { CrawlServices } from "./services.js";
import type { CrawlSource } from "./sources.js";

/**
 * How asking a source's list ended: read anew, as before, failed, not asked because its host is to be left alone, or not asked
 * because it is not due yet.
 */
export type ListState = "read" | "unchanged" | "failed" | "postponed" | "not-due";

export interface ListAnswer {
  readonly state: ListState;
  readonly announced: Announcements;
  /** addresses that were not known before, and are now */
  readonly discovered: readonly string[];
  /** why it failed; with `postponed`, what is wrong with its host where that was asked in this round */
  readonly error: ZhengwenError | null;
  /** what of it is missing, so that the next round must not rely on having read it all; null where nothing is */
  readonly missing: string | null;
}

export const notAsked = (state: "postponed" | "not-due", error: ZhengwenError | null = null): ListAnswer => ({
  state,
  announced: new Map(),
  discovered: [],
  error,
  missing: null,
});

/** New documents that a round takes. */
const mostDocuments = 1_000;

/**
 * Asks a source's list, conditionally when it was read before. Documents not known yet are noted in the ledger as
 * `queued` before the list's validators are: a round that dies in between finds them again. Where there are more than a round
 * takes, the validators are forgotten, so that the next one reads on.
 * @param readBefore when the list was last read (ms since the epoch)
 * @throws only what is no fault of the list: the store being away, `signal` aborting
 */
export async function readAnnouncements(
  source: CrawlSource,
  services: CrawlServices,
  readBefore: number | null,
  signal?: AbortSignal,
): Promise<ListAnswer> {
  const { store, clock } = services;
  const row = await store.ledger.get(source.url);
  if (row?.nextDue && Date.parse(row.nextDue) > clock.now()) return notAsked("postponed");
  try {
    const { etag = null, lastModified = null } = row ?? {};
    const isNew = async (address: string) => (await store.ledger.get(address)) === null;
    const tools = { ...services, isNew, readBefore, ...(signal && { signal }) };
    const found = await discover(source, { etag, lastModified }, tools);
    const { discovered, all } = await noteNew(found.announced.keys(), source, services, signal);
    const { validators } = found;
    const kept = { etag: validators.etag ?? etag, lastModified: validators.lastModified ?? lastModified };
    const forgotten = !all || (found.state === "read" && validators.etag === null && validators.lastModified === null);
    await changeRow(source.url, listRead(source.id, forgotten ? { etag: null, lastModified: null } : kept), services);
    return {
      state: found.state,
      announced: found.announced,
      discovered,
      error: null,
      missing: all ? found.missing : "It names more than a round takes.",
    };
  } catch (cause) {
    const error = asZhengwenError(cause);
    if (signal?.aborted || error.kind.state === null) throw cause;
    const retryAt = error instanceof FetchError && error.retryAt !== null ? isoTime(error.retryAt) : null;
    if (error instanceof FetchError && error.isPostponed && retryAt !== null) {
      await changeRow(source.url, listPostponed(source.id, retryAt), services);
      return notAsked("postponed", error.isOfHost ? error : null);
    }
    await changeRow(source.url, listFailed(source.id, error, retryAt), services);
    return { state: "failed", announced: new Map(), discovered: [], error, missing: null };
  }
}

async function noteNew(
  addresses: Iterable<string>,
  source: CrawlSource,
  services: CrawlServices,
  signal?: AbortSignal,
): Promise<{ discovered: string[]; all: boolean }> {
  const most = source.limits?.documents ?? mostDocuments;
  const discovered: string[] = [];
  for (const address of addresses) {
    // a long list takes a slow store long: the next round finds the rest, the validators are not noted yet
    signal?.throwIfAborted();
    if ((await services.store.ledger.get(address)) !== null) continue;
    if (discovered.length === most) return { discovered, all: false };
    await changeRow(address, announcedRow(source.id), services);
    discovered.push(address);
  }
  return { discovered, all: true };
}
