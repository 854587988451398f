import { errorOfKind, judgeEmptyList } from "../extract/html/kind.js";
import { parsePage } from "../extract/html/page.js";
import type { FetchedPage } from "../fetch/fetch.js";
import { asZhengwenError, ZhengwenError } from "../model/errors.js";
import type { Validators } from "../model/ledger.js";
import { decode } from "../text/decode/decode.js";
import { askedUrl, canonicalUrl } from "../text/url.js";
import { accessFor } from "./access.js";
import type { Announced } from "./announced.js";
import { feedEntries, looksLikeFeed } from "./feed.js";
import { jsonList } from "./json-list.js";
import { announcedBy, furtherPages, selectedBy } from "./list.js";
import type { CrawlServices } from "./services.js";
import { isGzip, looksLikeSitemap, readSitemap, sitemapBytes, unzipped } from "./sitemap.js";
import type { CrawlSource, SourceKind } from "./source-schema.js";

/** What a source announced: by the address to ask, each document once. */
export type Announcements = Map<string, Announced>;

export interface Discovery {
  readonly state: "read" | "unchanged";
  /** how the answer was read */
  readonly kind: SourceKind;
  readonly announced: Announcements;
  /** of the start address; none where a later round must read it anew, whatever its server says */
  readonly validators: Validators;
  /** why a part of it is missing, such as a sitemap's file that could not be had; null where nothing is */
  readonly missing: string | null;
}

/** What discovering works with. */
export interface DiscoverTools extends Pick<CrawlServices, "fetcher" | "dictionary" | "limits" | "clock"> {
  /** whether an address is not in the ledger yet: a list's further pages are asked for while each names something new */
  readonly isNew: (address: string) => Promise<boolean>;
  /**
   * When all of it was last read (ms since the epoch): a sitemap's files that say they have not changed since are left out. Null
   * where something of it was missing then: a list's further pages are asked for although none names anything new.
   */
  readonly readBefore: number | null;
  readonly signal?: AbortSignal;
}

/** Pages of a list and files of a sitemap that a round asks for, and how deep indexes may stand in each other. */
const mostPages = 5;
const mostFiles = 50;
const mostLevels = 2;
/** A sitemap's clock need not be ours: what changed so shortly before the last round is read again. In milliseconds. */
const clockSlack = 24 * 3600_000;

const noValidators: Validators = { etag: null, lastModified: null };

/**
 * Asks a source for what it announces, with as many further pages or files as its limits allow.
 * @throws source.empty, source.redesigned, extract.* when nothing is announced; what fetching and decoding throw
 */
export async function discover(source: CrawlSource, held: Validators, tools: DiscoverTools): Promise<Discovery> {
  const first = await ask(source.url, source, tools, held);
  if (first === null) return { state: "unchanged", kind: source.kind ?? "list", announced: new Map(), validators: held, missing: null };
  const opened = open(first, source, tools);
  const announced: Announcements = new Map();
  const add = (found: readonly Announced[], base: string) => addTo(announced, found, base, source, tools);
  let validators: Validators = first;
  let missing: string | null = null;
  if (opened.kind === "sitemap") {
    const { isIndex, failure } = await readSitemaps(opened.text, source, tools, add);
    if (isIndex) validators = noValidators;
    missing = failure?.message ?? null;
  } else if (opened.kind === "feed") add(feedEntries(opened.text), first.finalUrl);
  else {
    const failure = await readPages(opened, source, tools, add);
    // its first page may stay as it is for long: the next round must not take that for the whole
    if (failure !== null) validators = noValidators;
    missing = failure?.message ?? null;
  }
  if (announced.size === 0) throw nothingOn(opened, tools);
  return { state: "read", kind: opened.kind, announced, validators, missing };
}

interface Opened {
  readonly page: FetchedPage;
  readonly text: string;
  readonly kind: SourceKind;
}

/** @returns null where it is unchanged */
async function ask(
  url: string,
  source: CrawlSource,
  tools: DiscoverTools,
  validators: Validators = noValidators,
): Promise<FetchedPage | null> {
  const { etag, lastModified } = validators;
  const access = accessFor(source, url);
  const limit = source.kind === undefined || source.kind === "sitemap" ? { limit: sitemapBytes } : {};
  const answer = await tools.fetcher.fetch({ url, etag, lastModified, access, ...limit, ...(tools.signal && { signal: tools.signal }) });
  return answer.status === "unchanged" ? null : answer;
}

function open(page: FetchedPage, { kind }: CrawlSource, { limits, dictionary }: DiscoverTools): Opened {
  const bytes = kind === "sitemap" || (kind === undefined && isGzip(page.bytes)) ? unzipped(page.bytes) : page.bytes;
  const { text } = decode(bytes, page.contentType, limits, dictionary.characters);
  return { page, text, kind: kind ?? kindOf(text) };
}

/** What an answer is, by how it begins. */
export function kindOf(text: string): "feed" | "sitemap" | "list" {
  if (looksLikeSitemap(text)) return "sitemap";
  return looksLikeFeed(text) ? "feed" : "list";
}

/** Adds what was found, each document once, whatever its tracking parameters. @returns the addresses that were added */
function addTo(
  announced: Announcements,
  found: readonly Announced[],
  base: string,
  source: CrawlSource,
  { dictionary }: DiscoverTools,
): string[] {
  const seen = new Set([...announced.keys()].map((address) => canonicalUrl(address, dictionary.urls)));
  const added: string[] = [];
  for (const one of found) {
    const address = askedUrl(one.link, base, dictionary.urls);
    if (address === null || address === source.url || !/^https?:/.test(address)) continue;
    const canonical = canonicalUrl(address, dictionary.urls);
    if (!seen.has(canonical)) {
      announced.set(address, one);
      added.push(address);
    }
    seen.add(canonical);
  }
  return added;
}

type Add = (found: readonly Announced[], base: string) => string[];

/**
 * A list page or JSON interface, with its further pages while each of them names something new.
 * @returns why a further page could not be had; null where nothing is missing
 */
async function readPages(first: Opened, source: CrawlSource, tools: DiscoverTools, add: Add): Promise<ZhengwenError | null> {
  const most = source.limits?.pages ?? mostPages;
  const asked = new Set([source.url, first.page.finalUrl]);
  let pages = 1;
  for (let at = first; ; pages++) {
    const { found, further } = readPage(at, source, tools);
    const added = add(found, at.page.finalUrl);
    const next = further.find((address) => !asked.has(address));
    if (next === undefined || pages >= most || !(tools.readBefore === null || (await anyNew(added, tools)))) return null;
    asked.add(next);
    const opened = await openFurther(next, source, tools);
    if (opened instanceof ZhengwenError) return opened;
    if (opened === null) return null;
    at = opened;
  }
}

async function anyNew(addresses: readonly string[], { isNew }: DiscoverTools): Promise<boolean> {
  for (const address of addresses) if (await isNew(address)) return true;
  return false;
}

function readPage({ page, text, kind }: Opened, source: CrawlSource, { dictionary, limits }: DiscoverTools) {
  const base = page.finalUrl;
  if (kind === "json" && source.json !== undefined) {
    const { announced, next } = jsonList(text, source.json);
    const further = next !== null && URL.canParse(next, base) ? [new URL(next, base).href] : [];
    return { found: announced, further: further.filter((address) => new URL(address).host === new URL(base).host) };
  }
  const parsed = parsePage(text, limits.depth);
  const found = source.list === undefined ? announcedBy(parsed, base) : selected(parsed, base, source.list, dictionary);
  return { found, further: furtherPages(parsed, base, source.list, dictionary.linkTexts) };
}

/** What selectors find; a challenge in place of the list is called so. */
function selected(...[page, base, selectors, dictionary]: [...Parameters<typeof selectedBy>, DiscoverTools["dictionary"]]) {
  try {
    return selectedBy(page, base, selectors);
  } catch (cause) {
    const verdict = judgeEmptyList(page, dictionary.nonDocuments);
    throw verdict === null ? cause : errorOfKind(verdict);
  }
}

/** A further page, or why it cannot be had just now; null where there is nothing to read. */
async function openFurther(url: string, source: CrawlSource, tools: DiscoverTools): Promise<Opened | ZhengwenError | null> {
  try {
    const page = await ask(url, source, tools);
    return page && { ...open(page, source, tools), kind: source.kind ?? "list" };
  } catch (cause) {
    passOn(cause, tools);
    const error = asZhengwenError(cause);
    // one that is not there, or is no list, is no part of this one
    return error.kind.retry ? error : null;
  }
}

/** @throws what is no fault of a page */
function passOn(cause: unknown, { signal }: DiscoverTools): void {
  if (signal?.aborted || asZhengwenError(cause).kind.state === null) throw cause;
}

/**
 * Reads a sitemap and the files that it names, those changed last first; an index may name indexes once more.
 * @returns whether it is an index, and why a file of it could not be read
 * @throws the first failure where not one file could be read
 */
async function readSitemaps(
  text: string,
  source: CrawlSource,
  tools: DiscoverTools,
  add: Add,
): Promise<{ isIndex: boolean; failure: ZhengwenError | null }> {
  const root = readSitemap(text);
  if (root.kind === "addresses") {
    add(root.announced, source.url);
    return { isIndex: false, failure: null };
  }
  const most = source.limits?.pages ?? mostFiles;
  const waiting = root.children.map((child) => ({ ...child, level: 1 }));
  const asked = new Set([source.url]);
  let failure: ZhengwenError | null = null;
  let read = 0;
  for (let child = waiting.shift(); child !== undefined && asked.size <= most; child = waiting.shift()) {
    const { url, changed, level } = child;
    if (!URL.canParse(url) || new URL(url).host !== new URL(source.url).host || asked.has(url)) continue;
    if (changed !== null && tools.readBefore !== null && changed < tools.readBefore - clockSlack) {
      read++;
      continue;
    }
    asked.add(url);
    try {
      const page = await ask(url, source, tools);
      const inner = page && readSitemap(open(page, { ...source, kind: "sitemap" }, tools).text);
      if (inner?.kind === "addresses") add(inner.announced, url);
      else if (inner?.kind === "index" && level < mostLevels)
        waiting.unshift(...inner.children.map((each) => ({ ...each, level: level + 1 })));
      read++;
    } catch (cause) {
      passOn(cause, tools);
      failure ??= asZhengwenError(cause);
    }
  }
  if (read === 0 && failure !== null) throw failure;
  return { isIndex: true, failure };
}

/** Why nothing is announced: what stands there instead of a list says so. */
function nothingOn({ page, text, kind }: Opened, { dictionary, limits }: DiscoverTools): ZhengwenError {
  const verdict = kind === "list" ? judgeEmptyList(parsePage(text, limits.depth), dictionary.nonDocuments) : null;
  return verdict === null ? new ZhengwenError("source.empty", page.finalUrl) : errorOfKind(verdict);
}
