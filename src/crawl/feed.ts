import { parseFeed } from "feedsmith";
import { readMoment } from "../extract/moment.js";
import { ZhengwenError } from "../model/errors.js";
import type { Announced } from "./announced.js";

/** Whether a text is a feed (RSS, RDF, Atom, JSON Feed), by how it begins. */
export function looksLikeFeed(text: string): boolean {
  const head = text.slice(0, 4000).trimStart();
  const [, root = ""] = /<([a-z][a-z:]*)/i.exec(head) ?? [];
  return head.startsWith("{") || ["rss", "feed", "rdf:rdf"].includes(root.toLowerCase());
}

/**
 * The entries of a feed, in its order.
 * @throws extract.not-a-document when the text is no feed
 */
export function feedEntries(text: string): Announced[] {
  let parsed: ReturnType<typeof parseFeed>;
  try {
    parsed = parseFeed(text);
  } catch (cause) {
    throw new ZhengwenError("extract.not-a-document", `It is no feed: ${(cause as Error).message}`, { cause });
  }
  switch (parsed.format) {
    case "rss":
      return entries(parsed.feed.items, (item) => {
        const guid = item.guid?.isPermaLink === false ? undefined : item.guid?.value;
        const link = item.link ?? (guid !== undefined && /^https?:/.test(guid) ? guid : undefined);
        return { link, title: item.title, date: item.pubDate ?? item.dc?.dates?.[0] };
      });
    case "rdf":
      return entries(parsed.feed.items, (item) => ({ link: item.link ?? item.rdf?.about, title: item.title, date: item.dc?.dates?.[0] }));
    case "atom":
      return entries(parsed.feed.entries, (entry) => {
        const link = entry.links?.find(({ rel }) => rel === undefined || rel === "alternate");
        return { link: link?.href, title: entry.title?.value, date: entry.published };
      });
    case "json":
      return entries(parsed.feed.items, (item) => ({ link: item.url, title: item.title, date: item.date_published }));
  }
}

interface Said {
  readonly link: string | undefined;
  readonly title: string | undefined;
  /** feedsmith does not type dates that it does not parse */
  readonly date: unknown;
}

function entries<Item>(items: readonly Item[] | undefined, read: (item: Item) => Said): Announced[] {
  const found: Announced[] = [];
  for (const item of items ?? []) {
    const { link, title, date } = read(item);
    if (link === undefined || link.trim() === "") continue;
    found.push({
      link: link.trim(),
      title: title?.replace(/<[^<>]{0,200}>/g, "").trim() || null,
      publishedAt: typeof date === "string" ? feedMoment(date) : null,
    });
  }
  return found;
}

/** A date of RSS (RFC 822) or Atom (RFC 3339), in its own offset; +08:00 where none is said. Null when not understood. */
export function feedMoment(value: string): string | null {
  const written = readMoment(value);
  if (written !== null) return written;
  const [, date, zone = "+0800"] =
    /^\s*((?:[a-z]{3},?\s+)?\d{1,2}\s+[a-z]{3}\s+\d{4}\s+\d{1,2}:\d{2}(?::\d{2})?)\s*([+-]\d{4}|[a-z]{1,4})?\s*$/i.exec(value) ?? [];
  if (date === undefined) return null;
  const instant = Date.parse(`${date} ${zone}`);
  if (Number.isNaN(instant)) return null;
  const [, sign, hours, minutes] = /^([+-])(\d{2})(\d{2})$/.exec(zone) ?? [];
  if (sign === undefined) return new Date(instant).toISOString().replace(".000Z", "Z");
  const offset = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  return `${new Date(instant + offset).toISOString().slice(0, 19)}${sign}${hours}:${minutes}`;
}
