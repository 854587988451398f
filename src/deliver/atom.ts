import { generateAtomFeed } from "feedsmith";
import { type Alert, alertId } from "./alerts.js";
import type { SavedSearch } from "./saved-searches.js";

/** The alerts of a saved search as an Atom feed (RFC 4287). `self` is the feed's own address, `base` the server's. */
export function alertFeed(saved: SavedSearch, alerts: readonly Alert[], self: string, base: string): string {
  const updated = alerts[0]?.fetchedAt ?? saved.createdAt;
  return generateAtomFeed({
    id: `urn:zhengwen:search:${saved.id}`,
    title: { value: printable(saved.name) },
    updated: new Date(updated),
    links: [{ href: self, rel: "self" }],
    authors: [{ name: "Zhengwen" }],
    entries: alerts.map((alert) => ({
      id: `urn:zhengwen:alert:${alertId(alert)}`,
      title: { value: printable(alert.title ?? alert.record) },
      updated: new Date(alert.fetchedAt ?? saved.createdAt),
      links: [{ href: `${base}/v1/records/${alert.record}`, rel: "alternate" }],
      summary: { value: printable([...alert.why, ...alert.snippets].join("\n")) },
    })),
  } as Parameters<typeof generateAtomFeed>[0]) as string;
}

/** Without what XML cannot hold. */
function printable(text: string): string {
  return text.toWellFormed().replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "");
}
