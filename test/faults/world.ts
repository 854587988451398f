import { allKinds, type Case, drawKind, makeCase } from "./cases.js";
import type { Placed } from "./checks.js";
import { type Canary, type FixtureSite, type Host, startCanary, startFixtureSite, type Writer } from "./fixture-site.js";
import type { Random } from "./random.js";

/** A source as the crawler's file names it. */
interface Source {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly interval: number;
}

/** The sites of a seed, and what must become of their pages. */
export interface World {
  readonly site: FixtureSite;
  readonly canary: Canary;
  readonly sources: readonly Source[];
  readonly placed: readonly Placed[];
  /** milliseconds that requests to a host must be apart */
  gapOf(host: string): number;
  close(): Promise<void>;
}

/** Milliseconds between two requests to a host, as the crawler is configured. */
export const gap = 200;
/** What the slow host asks for in its robots.txt, in seconds. */
const crawlDelay = 0.4;

const listAt = ["/list.html", "/feed.xml", "/atom.xml", "/list.html"];

/**
 * Four hosts: one with a list page, one with RSS, one with Atom, one that is slow.
 * @param onRequest told of each request
 */
export async function makeWorld(random: Random, pages: number, onRequest: () => void): Promise<World> {
  const canary = await startCanary("127.0.0.9");
  const site = await startFixtureSite(["127.0.1.1", "127.0.1.2", "127.0.1.3", "127.0.1.4"], onRequest);
  const { hosts } = site;
  const placed = Array.from({ length: pages }, (_, number): Placed => {
    // each kind comes once before chance decides
    const kind = allKinds[number];
    // what hangs stands on a host of its own: others are not to wait for it
    const drawn = kind ?? drawKind(random);
    const at = drawn === "hanging" ? 3 : random.whole(0, 2);
    const host = hosts[at] as Host;
    const made = makeCase({ number, random, origin: host.origin, canary: canary.address }, drawn);
    return { ...made, source: `source${at}`, addresses: place(made, host) };
  });
  for (const [at, host] of hosts.entries()) {
    const mine = placed.filter(({ source }) => source === `source${at}`);
    host.writers.set("/robots.txt", (_request, response) => {
      const delay = at === 3 ? `Crawl-delay: ${crawlDelay}\n` : "";
      response.writeHead(200, { "content-type": "text/plain" }).end(`User-agent: *\nDisallow: /private/\n${delay}`);
    });
    host.writers.set(listAt[at] ?? "", listWriter(at, mine, random.chance(0.3)));
  }
  return {
    site,
    canary,
    placed,
    sources: hosts.map(({ origin }, at) => ({ id: `source${at}`, name: `第${at}网站`, url: `${origin}${listAt[at]}`, interval: 2 })),
    gapOf: (host) => (host === "127.0.1.4" ? crawlDelay * 1000 : gap),
    close: async () => {
      await site.close();
      await canary.close();
    },
  };
}

function place({ path, write, twins = {}, others = {} }: Case, { origin, writers }: Host): string[] {
  for (const [at, writer] of Object.entries({ [path]: write, ...twins, ...others })) writers.set(at, writer);
  return [path, ...Object.keys(twins)].map((at) => origin + at);
}

/** The list of a host; some are down at first. */
function listWriter(at: number, mine: readonly Placed[], isDownAtFirst: boolean): Writer {
  const links = mine.flatMap(({ addresses, expected, kind }) =>
    addresses.map((address) => ({
      address,
      title: expected.notice?.title ?? `关于${kind}的通知公告事项`,
      day: expected.notice?.publishedAt ?? "2023-05-06",
    })),
  );
  const [type, body] = forms[at === 3 ? 0 : at]?.(links) ?? ["", ""];
  return ({ headers }, response, asked) => {
    if (isDownAtFirst && asked === 1) response.writeHead(500).end();
    else if (headers["if-none-match"] === '"list"') response.writeHead(304).end();
    else response.writeHead(200, { "content-type": type, etag: '"list"' }).end(body);
  };
}

type Links = readonly { readonly address: string; readonly title: string; readonly day: string }[];

const forms: readonly ((links: Links) => [type: string, body: string])[] = [
  (links) => [
    "text/html; charset=utf-8",
    `<html><body><ul>${links.map(({ address, title, day }) => `<li><a href="${address}">${title}</a><span>${day}</span></li>`).join("")}</ul></body></html>`,
  ],
  (links) => [
    "application/rss+xml",
    `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>要闻</title><link>http://127.0.1.2/</link>${links
      .map(
        ({ address, title, day }) =>
          `<item><title>${title}</title><link>${address}</link><pubDate>${new Date(`${day}T00:00:00+08:00`).toUTCString()}</pubDate></item>`,
      )
      .join("")}</channel></rss>`,
  ],
  (links) => [
    "application/atom+xml",
    `<feed xmlns="http://www.w3.org/2005/Atom"><title>要闻</title><id>x</id><updated>2025-01-01T00:00:00Z</updated>${links
      .map(
        ({ address, title, day }) =>
          `<entry><title>${title}</title><id>${address}</id><updated>${day}T08:00:00+08:00</updated><published>${day}T08:00:00+08:00</published><link href="${address}"/></entry>`,
      )
      .join("")}</feed>`,
  ],
];
