import { gunzipSync } from "node:zlib";
import { Parser } from "htmlparser2";
import { readMoment } from "../extract/moment.js";
import { ZhengwenError } from "../model/errors.js";
import type { Announced } from "./announced.js";

/** Bytes of a sitemap once its compression is undone: what sitemaps.org allows. */
export const sitemapBytes = 50 * 2 ** 20;
/** Addresses of one file, likewise; what stands behind them is left out. */
const mostAddresses = 50_000;
/** A sitemap is flat. */
const deepest = 16;

/** A sitemap file that an index names. */
interface ChildMap {
  readonly url: string;
  /** when it was changed, in ms since the epoch; null where the index does not say */
  readonly changed: number | null;
}

export type Sitemap =
  | { readonly kind: "addresses"; readonly announced: readonly Announced[] }
  | { readonly kind: "index"; readonly children: readonly ChildMap[] };

/** Whether bytes are gzip: a sitemap may be a file that is compressed itself (sitemap.xml.gz). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * A sitemap's bytes with the compression of the file undone.
 * @throws fetch.too-large over the limit, fetch.network where the file is cut off
 */
export function unzipped(bytes: Uint8Array, limit: number = sitemapBytes): Uint8Array {
  if (!isGzip(bytes)) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: limit });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === "ERR_BUFFER_TOO_LARGE") throw new ZhengwenError("fetch.too-large", `A sitemap of over ${limit} bytes.`, { cause });
    throw new ZhengwenError("fetch.network", `The compressed sitemap is not whole: ${message}`, { cause });
  }
}

/** Whether a text is a sitemap or an index of them, by its root element. */
export function looksLikeSitemap(text: string): boolean {
  const [, root = ""] = /<([a-z][\w:.-]*)[\s>/]/i.exec(text.slice(0, 4_000)) ?? [];
  return /^(?:[\w.-]+:)?(?:urlset|sitemapindex)$/i.test(root);
}

/**
 * The addresses of a sitemap (sitemaps.org, with the titles and dates of Google's news extension), or the files that an index
 * names; those changed last first, where it says when.
 * @throws extract.not-a-document when the text is neither, extract.too-deep
 */
export function readSitemap(text: string): Sitemap {
  if (!looksLikeSitemap(text)) throw new ZhengwenError("extract.not-a-document", "It is no sitemap.");
  const entries: Entry[] = [];
  let isIndex = false;
  let entry: Entry | null = null;
  let field: keyof Entry | null = null;
  let depth = 0;
  const parser = new Parser(
    {
      onopentag: (name) => {
        if (++depth > deepest) throw new ZhengwenError("extract.too-deep", `A sitemap nested over ${deepest} elements deep.`);
        const tag = localName(name);
        if (tag === "sitemapindex") isIndex = true;
        if (tag === "url" || tag === "sitemap") entry = {};
        // an image's or a video's own loc and title are not the page's
        else field = entry === null ? null : (fields[name.toLowerCase()] ?? null);
      },
      ontext: (piece) => {
        if (entry !== null && field !== null) entry[field] = `${entry[field] ?? ""}${piece}`.slice(0, 4_000);
      },
      onclosetag: (name) => {
        depth--;
        const tag = localName(name);
        field = null;
        if (tag !== "url" && tag !== "sitemap") return;
        if (entry?.loc?.trim()) entries.push(entry);
        entry = null;
        if (entries.length >= mostAddresses) parser.pause();
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.write(text);
  const sorted = entries.map((each) => ({ ...each, time: timeOf(each.lastmod) })).sort((a, b) => (b.time ?? 0) - (a.time ?? 0));
  if (isIndex) return { kind: "index", children: sorted.map(({ loc = "", time }) => ({ url: loc.trim(), changed: time })) };
  const announced = sorted.map(({ loc = "", title, date }) => ({
    link: loc.trim(),
    title: title?.trim() || null,
    publishedAt: date === undefined ? null : readMoment(date.trim()),
  }));
  return { kind: "addresses", announced };
}

interface Entry {
  loc?: string;
  lastmod?: string;
  title?: string;
  date?: string;
}

const fields: Readonly<Record<string, keyof Entry>> = {
  loc: "loc",
  lastmod: "lastmod",
  "news:title": "title",
  "news:publication_date": "date",
};

function localName(name: string): string {
  return name.slice(name.lastIndexOf(":") + 1).toLowerCase();
}

function timeOf(moment: string | undefined): number | null {
  const time = Date.parse(moment?.trim() ?? "");
  return Number.isNaN(time) ? null : time;
}
