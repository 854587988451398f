import { parsePage } from "../extract/html/page.js";
import { FetchError, type FetchedPage } from "../fetch/fetch.js";
import { changeRow } from "../ingest/ledger.js";
import { isoTime } from "../model/clock.js";
import { asZhengwenError, ZhengwenError } from "../model/errors.js";
import { announced as announcedRow, listFailed, listRead } from "../model/ledger.js";
import { decode } from "../text/decode/decode.js";
import { askedUrl, canonicalUrl } from "../text/url.js";
import type { Announced } from "./announced.js";
import { feedEntries, looksLikeFeed } from "./feed.js";
import { announcedBy } from "./list.js";
import type { CrawlServices } from "./services.js";
import type { CrawlSource } from "./sources.js";

/** How asking a source's list ended: read anew, as before, failed, or not asked because the host wants to be left alone. */
export type ListState = "read" | "unchanged" | "failed" | "postponed";

/** What a source announced: by the address to ask, each document once. */
export type Announcements = ReadonlyMap<string, Announced>;

const nothing: Announcements = new Map();

/**
 * Asks a source's list, conditionally when it was read before. Documents not known yet are noted in the ledger as
 * `queued` before the list's validators are: a round that dies in between finds them again.
 * @throws only what is no fault of the list: the store being away, `signal` aborting
 */
export async function readAnnouncements(
  source: CrawlSource,
  services: CrawlServices,
  signal?: AbortSignal,
): Promise<{ state: ListState; announced: Announcements; discovered: number }> {
  const { store, fetcher, clock } = services;
  const row = await store.ledger.get(source.url);
  if (row?.nextDue && Date.parse(row.nextDue) > clock.now()) return { state: "postponed", announced: nothing, discovered: 0 };
  try {
    const { etag = null, lastModified = null } = row ?? {};
    const answer = await fetcher.fetch({ url: source.url, etag, lastModified, ...(signal && { signal }) });
    const announced = answer.status === "fetched" ? announcements(answer, source, services) : nothing;
    const discovered = await noteNew(announced.keys(), source, services);
    const validators = { etag: answer.etag ?? etag, lastModified: answer.lastModified ?? lastModified };
    await changeRow(source.url, listRead(source.id, validators), services);
    return { state: answer.status === "fetched" ? "read" : "unchanged", announced, discovered };
  } catch (cause) {
    const error = asZhengwenError(cause);
    if (signal?.aborted || error.kind.state === null) throw cause;
    const retryAt = error instanceof FetchError && error.retryAt !== null ? isoTime(error.retryAt) : null;
    await changeRow(source.url, listFailed(source.id, error, retryAt), services);
    return { state: "failed", announced: nothing, discovered: 0 };
  }
}

/** @throws source.empty when nothing is announced, and what decoding and parsing throw */
function announcements(page: FetchedPage, source: CrawlSource, { dictionary, limits }: CrawlServices): Announcements {
  const { text } = decode(page.bytes, page.contentType, limits, dictionary.characters);
  const isFeed = source.kind === undefined ? looksLikeFeed(text) : source.kind === "feed";
  const found = isFeed ? feedEntries(text) : announcedBy(parsePage(text, limits.depth), page.finalUrl);
  const announced = new Map<string, Announced>();
  const seen = new Set<string | null>();
  for (const one of found) {
    const address = askedUrl(one.link, page.finalUrl, dictionary.urls);
    if (address === null || address === source.url) continue;
    const canonical = canonicalUrl(address, dictionary.urls);
    if (!seen.has(canonical)) announced.set(address, one);
    seen.add(canonical);
  }
  if (announced.size === 0) throw new ZhengwenError("source.empty", page.finalUrl);
  return announced;
}

async function noteNew(addresses: Iterable<string>, source: CrawlSource, services: CrawlServices): Promise<number> {
  let discovered = 0;
  for (const address of addresses) {
    if ((await services.store.ledger.get(address)) !== null) continue;
    await changeRow(address, announcedRow(source.id), services);
    discovered++;
  }
  return discovered;
}
