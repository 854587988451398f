import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Agent, request } from "undici";
import { readConfig } from "../src/app/config.js";
import { openServices } from "../src/app/services.js";
import { crawlRounds } from "../src/app/work.js";
import type { CrawlSource } from "../src/crawl/sources.js";
import { changeRow } from "../src/ingest/ledger.js";
import { announced, pageUnchanged } from "../src/model/ledger.js";
import { tell } from "./bars.js";

/**
 * What a crawl costs beside its requests: so many pages that have not changed, on several hosts, asked again by the crawler with
 * the embedded store, and by bare conditional requests at the same gap and concurrency.
 *   npm run bench:crawl [-- --pages N --hosts N --gap MS --rounds N]
 */
const { values } = parseArgs({
  options: {
    pages: { type: "string", default: "2000" },
    hosts: { type: "string", default: "4" },
    gap: { type: "string", default: "50" },
    rounds: { type: "string", default: "3" },
  },
});
const [pages, hosts, gap, rounds] = [values.pages, values.hosts, values.gap, values.rounds].map(Number) as [number, number, number, number];
const etag = '"unchanged"';

/** A host whose every page is as it was. */
async function startHost(address: string): Promise<{ origin: string; asked: () => number; close: () => void }> {
  let asked = 0;
  const server = createServer(({ url, headers }, response) => {
    if (url === "/robots.txt") return void response.writeHead(404).end();
    if (headers["if-none-match"] !== etag) return void response.writeHead(500).end();
    asked++;
    response.writeHead(304, { etag }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  return {
    origin: `http://${address}:${(server.address() as AddressInfo).port}`,
    asked: () => asked,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const sites = await Promise.all(Array.from({ length: hosts }, (_, i) => startHost(`127.0.2.${i + 1}`)));
const perHost = Math.ceil(pages / hosts);
const addresses = ({ origin }: { origin: string }) => Array.from({ length: perHost }, (_, i) => `${origin}/${i}.html`);

/** Seconds of bare requests: one at a time to each host, a gap behind each, as the crawler does it. */
async function measureBare(): Promise<number> {
  const agent = new Agent();
  const began = performance.now();
  await Promise.all(
    sites.map(async (site) => {
      for (const address of addresses(site)) {
        const { statusCode, body } = await request(address, { dispatcher: agent, headers: { "if-none-match": etag } });
        await body.dump();
        if (statusCode !== 304) throw new Error(`${address}: ${statusCode}`);
        await wait(gap);
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  await agent.close();
  return seconds;
}

const folder = mkdtempSync(join(tmpdir(), "zhengwen-bench-"));
const services = await openServices(
  readConfig({
    ZHENGWEN_STORE: join(folder, "store.db"),
    ZHENGWEN_LOG_LEVEL: "silent",
    ZHENGWEN_HOST_GAP: String(gap / 1000),
    ZHENGWEN_FETCH_ALLOW: sites.map(({ origin }) => origin.slice("http://".length)).join(","),
  }),
);
const sources: CrawlSource[] = sites.map(({ origin }, i) => ({ id: `s${i}`, name: `s${i}`, url: `${origin}/list.html` }));

/** Every page is known, with its validator, and due. */
async function makeDue(): Promise<void> {
  const now = new Date().toISOString();
  for (const [i, site] of sites.entries()) {
    for (const address of [`${site.origin}/list.html`, ...addresses(site)]) {
      await changeRow(address, announced(`s${i}`), services);
      const due = address.endsWith("/list.html") ? null : now;
      await changeRow(address, (row) => ({ ...(pageUnchanged(now, now)(row) ?? row), held: true, etag, nextDue: due }), services);
    }
  }
}

/** Seconds of one round of every source. */
async function measureCrawl(): Promise<number> {
  await makeDue();
  const before = sites.reduce((sum, { asked }) => sum + asked(), 0);
  const began = performance.now();
  let unchanged = 0;
  await crawlRounds(
    sources,
    services,
    (_, { visits }) => {
      unchanged += visits.unchanged;
    },
    () => undefined,
  );
  const seconds = (performance.now() - began) / 1000;
  const asked = sites.reduce((sum, site) => sum + site.asked(), 0) - before;
  if (unchanged !== perHost * hosts || asked < unchanged) throw new Error(`${unchanged} unchanged, ${asked} asked`);
  return seconds;
}

const ratios: number[] = [];
try {
  for (let round = 1; round <= rounds; round++) {
    const [bare, crawl] = [await measureBare(), await measureCrawl()];
    ratios.push(crawl / bare);
    process.stdout.write(
      `${perHost * hosts} pages, ${hosts} hosts, gap ${gap} ms: bare ${bare.toFixed(2)} s, crawl ${crawl.toFixed(2)} s, ratio ${(crawl / bare).toFixed(2)}\n`,
    );
  }
  tell("a round of the crawler", ratios, "× bare requests", { most: 1.3 });
} finally {
  await services.shutdown.close();
  for (const site of sites) site.close();
  rmSync(folder, { recursive: true });
}
