import { type Clock, systemClock } from "../model/clock.js";
import { asZhengwenError } from "../model/errors.js";
import { unlessAborted } from "./abort.js";
import { type Access, openRoutes } from "./access.js";
import { createBackOff } from "./back-off.js";
import { accessAt, FetchError, type Fetched, type FetchLimits, type FetchRequest, type FetchTools, fetchUrl } from "./fetch.js";
import type { AllowList } from "./guard.js";
import type { HostGate } from "./host-gate.js";
import { openHostTurns } from "./host-turns.js";
import { createRobots, robotsLimit } from "./robots.js";

/** Fetches pages as a guest should: guarded, by the site's robots.txt, one host's requests apart. */
export interface Fetcher {
  /** @throws ZhengwenError of the fetch.* rows; of those, FetchError tells what the site said */
  fetch(request: FetchRequest): Promise<Fetched>;
  close(): Promise<void>;
}

export interface FetcherOptions {
  readonly allow: AllowList;
  readonly limits: FetchLimits;
  /** `Product/version (comment)`; robots.txt addresses us by the product */
  readonly userAgent: string;
  /** bytes of a robots.txt that are read; 512 KiB when left out */
  readonly robotsLimit?: number;
  /** least milliseconds between two requests to one host */
  readonly gap: number;
  /** most milliseconds that a site's Crawl-delay is followed to */
  readonly longestGap: number;
  /** milliseconds that a request waits for a host that has said Retry-After, before it fails instead */
  readonly patience: number;
  readonly clock: Clock;
  /** whose turn it is at a host; turns within this fetcher when left out. Whoever opened it closes it. */
  readonly gate?: HostGate;
  /** told of each fetch how it ended (2xx … 5xx, or the error's code) and how many seconds it took, turns included */
  readonly observe?: (outcome: string, seconds: number, host: string) => void;
}

export const fetcherDefaults: FetcherOptions = {
  allow: [],
  limits: { deadline: 30_000, bytes: 10 * 1024 * 1024, redirects: 5 },
  userAgent: "Zhengwen/0.1 (policy news crawler)",
  gap: 1_000,
  longestGap: 30_000,
  patience: 10_000,
  clock: systemClock,
};

export function createFetcher(options: FetcherOptions): Fetcher {
  const { limits, userAgent, clock } = options;
  const routes = openRoutes(options.allow, limits.deadline);
  const gate = options.gate ?? openHostTurns(clock, options.patience);
  const backOff = createBackOff(clock);
  const robots = createRobots(userAgent.split("/", 1)[0] ?? userAgent, clock, askRobots);

  const turn: FetchTools["turn"] = async (url, send, request) => {
    const { signal } = request;
    const asked = robots.rules(url, accessAt(url, request));
    const rules = await (signal ? unlessAborted(asked, signal) : asked);
    if (!rules.allows(url)) throw new FetchError("fetch.robots", url.href);
    const gap = Math.max(options.gap, Math.min(rules.delay ?? 0, options.longestGap));
    return gate.run(url.hostname, gap, () => backOff.run(url.hostname, send), signal);
  };

  async function askRobots(url: string, access: Access | undefined): Promise<Uint8Array> {
    // its own redirects are followed without asking another robots.txt
    const alone: FetchTools["turn"] = (target, send) => gate.run(target.hostname, options.gap, () => backOff.run(target.hostname, send));
    const request: FetchRequest = { url, limit: options.robotsLimit ?? robotsLimit, overflow: "cut", ...(access && { access }) };
    const page = await fetchUrl(request, { routes, limits, userAgent, clock, turn: alone });
    return page.status === "fetched" ? page.bytes : new Uint8Array();
  }

  return {
    fetch: async (request) => {
      const began = performance.now();
      const observe = (outcome: string) => options.observe?.(outcome, (performance.now() - began) / 1000, hostOf(request.url));
      try {
        const fetched = await fetchUrl(request, { routes, limits, userAgent, clock, turn });
        observe(fetched.status === "fetched" ? "2xx" : "3xx");
        return fetched;
      } catch (cause) {
        const status = cause instanceof FetchError ? cause.httpStatus : null;
        observe(status === null ? asZhengwenError(cause, "fetch.network").code : `${Math.floor(status / 100)}xx`);
        throw cause;
      }
    },
    // whoever waits for a page has gone by now; what is left asks for a robots.txt that no one reads
    close: () => routes.close(),
  };
}

/** The host of an address as it was asked for; none where it is no address. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : "";
}
