import { errorOfKind, judgeEmptyList } from "../extract/html/kind.js";
import { resolve } from "../extract/html/list.js";
import { type Page, parsePage } from "../extract/html/page.js";
import { ZhengwenError } from "../model/errors.js";
import { decode } from "../text/decode/decode.js";
import type { Announced } from "./announced.js";
import { type Announcements, discover, kindOf } from "./discover.js";
import type { CrawlServices } from "./services.js";
import { isGzip, sitemapBytes, unzipped } from "./sitemap.js";
import type { CrawlSource } from "./source-schema.js";

/** What stands at an address that might become a source. */
export interface Look {
  readonly kind: "feed" | "sitemap" | "list";
  /** after redirects */
  readonly url: string;
  /** what the page or feed is called; null where it does not say */
  readonly title: string | null;
  readonly announced: Announcements;
  /** how many of them bear a date */
  readonly dated: number;
  /** feeds that the page names: better sources than the page itself */
  readonly feeds: readonly string[];
}

type LookServices = Pick<CrawlServices, "fetcher" | "dictionary" | "limits" | "clock">;

/**
 * Looks at an address: is it a feed, a sitemap or a list of documents, and what does it name?
 * @throws source.empty, extract.scripted, extract.challenge and the like where it names no document; what fetching throws
 */
export async function look(url: string, services: LookServices): Promise<Look> {
  const answer = await services.fetcher.fetch({ url, limit: sitemapBytes });
  if (answer.status !== "fetched") throw new ZhengwenError("fetch.status", `${url}: 304 without having asked for it.`);
  const { text } = decode(
    isGzip(answer.bytes) ? unzipped(answer.bytes) : answer.bytes,
    answer.contentType,
    services.limits,
    services.dictionary.characters,
  );
  const kind = kindOf(text);
  const source: CrawlSource = { id: "look", name: url, url: answer.finalUrl, kind, limits: { pages: 1 } };
  // the page that was just fetched is given, so that nothing is asked twice but what it names
  const given = {
    ...services.fetcher,
    fetch: (request: Parameters<typeof services.fetcher.fetch>[0]) =>
      request.url === source.url ? Promise.resolve(answer) : services.fetcher.fetch(request),
  };
  const page = kind === "list" ? parsePage(text, services.limits.depth) : null;
  const feeds = page === null ? [] : feedsOf(page, answer.finalUrl);
  try {
    const { announced } = await discover(
      source,
      { etag: null, lastModified: null },
      { ...services, fetcher: given, isNew: async () => false, readBefore: null },
    );
    const dated = [...announced.values()].filter(({ publishedAt }) => publishedAt !== null).length;
    return { kind, url: answer.finalUrl, title: page === null ? titleOf(text) : page.title || null, announced, dated, feeds };
  } catch (cause) {
    const verdict = page && judgeEmptyList(page, services.dictionary.nonDocuments);
    throw verdict ? errorOfKind(verdict) : cause;
  }
}

/** The feeds that a page names in its head. */
function feedsOf(page: Page, url: string): string[] {
  const links = page.elements.filter(({ tag, attributes }) => tag === "link" && /\balternate\b/i.test(attributes.rel ?? ""));
  const feeds = links.filter(({ attributes }) => /^application\/(?:rss|atom|rdf|feed)\+(?:xml|json)/i.test(attributes.type ?? ""));
  return [...new Set(feeds.flatMap(({ attributes }) => resolve(attributes.href ?? "", url) ?? []))];
}

/** The title of a feed or sitemap, if it says one near its beginning. */
function titleOf(text: string): string | null {
  const [, xml] = /<title[^>]{0,200}>\s*(?:<!\[CDATA\[)?([^<\]]{1,200})/i.exec(text.slice(0, 4_000)) ?? [];
  const [, json] = /"title"\s*:\s*"([^"\\]{1,200})"/.exec(text.slice(0, 4_000)) ?? [];
  return (xml ?? json)?.trim() || null;
}

/** The first documents, as they would be asked for. */
export function firstOf(announced: Announcements, count: number): (Announced & { address: string })[] {
  return [...announced].slice(0, count).map(([address, one]) => ({ address, ...one }));
}
