import { createRequire } from "node:module";
import type { Clock } from "../model/clock.js";
import { ZhengwenError } from "../model/errors.js";
import type { Access } from "./access.js";
import { FetchError } from "./fetch.js";

// its types describe a default export that Node does not give
const parseRobots: (url: string, text: string) => ParsedRobots = createRequire(import.meta.url)("robots-parser");
interface ParsedRobots {
  isAllowed(url: string, agent: string): boolean | undefined;
  getCrawlDelay(agent: string): number | undefined;
}

/** What a site's robots.txt says to us. */
export interface RobotsRules {
  allows(url: URL): boolean;
  /** milliseconds that the site asks to keep between requests (Crawl-delay); null when it says nothing */
  readonly delay: number | null;
}

/** The rules of each origin, asked once and kept for a while. */
export interface Robots {
  /**
   * @throws fetch.unavailable when the file cannot be had: all is disallowed then (RFC 9309, 2.3.1.4), until it is asked for
   * again, which the error tells (`retryAt`);
   * fetch.address-refused, fetch.certificate, fetch.challenge when the site itself may not, or cannot, be asked
   */
  rules(url: URL, access?: Access): Promise<RobotsRules>;
}

export const robotsLimit = 512 * 1024;
/** RFC 9309, 2.4: no longer than a day. */
const keep = 24 * 3600_000;
/** How long a failure to get the file stands before it is asked again. */
const keepFailure = 10 * 60_000;
const cacheSize = 1000;
/** Wildcards in one rule; matching costs their number times the length of the path. */
const wildcards = 10;

type AskRobots = (url: string, access: Access | undefined) => Promise<Uint8Array>;

/** Faults of the site as a whole, which say more than that its robots.txt cannot be had. */
const ofTheSite: ReadonlySet<string> = new Set(["fetch.address-refused", "fetch.certificate", "fetch.challenge"]);

/**
 * @param agent the product token that robots.txt addresses us by
 * @param ask fetches a robots.txt, at most `robotsLimit` bytes of it
 */
export function createRobots(agent: string, clock: Clock, ask: AskRobots): Robots {
  const cache = new Map<string, { until: number; readonly rules: Promise<RobotsRules> }>();
  return {
    rules: (url, access) => {
      const held = cache.get(url.origin);
      if (held && held.until > clock.now()) return held.rules;
      const asking = (address: string) => ask(address, access);
      const fresh = { until: clock.now() + keep, rules: load(`${url.origin}/robots.txt`, agent, clock, asking) };
      fresh.rules.catch((error: unknown) => {
        // a host that is only to be left alone until then is asked again then
        const retryAt = error instanceof FetchError ? error.retryAt : null;
        fresh.until = Math.min(clock.now() + keepFailure, retryAt ?? Number.POSITIVE_INFINITY);
      });
      cache.delete(url.origin);
      cache.set(url.origin, fresh);
      const [oldest] = cache.keys();
      if (cache.size > cacheSize && oldest !== undefined) cache.delete(oldest);
      return fresh.rules;
    },
  };
}

async function load(url: string, agent: string, clock: Clock, ask: (url: string) => Promise<Uint8Array>): Promise<RobotsRules> {
  try {
    return readRobots(url, new TextDecoder().decode(await ask(url)), agent);
  } catch (error) {
    if (!(error instanceof ZhengwenError)) throw error;
    if (isAbsent(error)) return { allows: () => true, delay: null };
    if (ofTheSite.has(error.code)) throw error;
    // what was not asked for, because its host is to be left alone already, says nothing new of the host
    if (error instanceof FetchError && error.isPostponed) throw error;
    const leaveUntil = error instanceof FetchError ? error.leaveUntil : null;
    throw new FetchError(
      "fetch.unavailable",
      `robots.txt cannot be had, so all is disallowed. ${error.message}`,
      { retryAt: leaveUntil ?? clock.now() + keepFailure, isOfHost: true },
      { cause: error },
    );
  }
}

/** RFC 9309, 2.3.1.2 and 2.3.1.3: no such file, or redirects without end. 429 is a request to wait, not an absence. */
function isAbsent(error: ZhengwenError): boolean {
  if (error.code === "fetch.redirects") return true;
  return (
    error instanceof FetchError &&
    (error.code === "fetch.status" || error.code === "fetch.challenge") &&
    error.httpStatus !== null &&
    error.httpStatus < 500
  );
}

/** The rules of a robots.txt for the crawler of that product token. */
export function readRobots(url: string, text: string, agent: string): RobotsRules {
  const robots = parseRobots(url, rulesFor(text, agent.toLowerCase()));
  const seconds = robots.getCrawlDelay(agent);
  return {
    allows: (target) => target.pathname === "/robots.txt" || robots.isAllowed(encoded(target), agent) !== false,
    delay: seconds === undefined || !(seconds > 0) ? null : seconds * 1000,
  };
}

/** The pattern side is percent-encoded by `encodeURI`, which encodes more than the WHATWG path does (`[`, `|`). */
function encoded(url: URL): string {
  return url.origin + encodeURI(url.pathname + url.search).replaceAll("%25", "%");
}

/**
 * The lines that concern us: the groups that name us, and those for everyone. robots-parser copies each rule to each
 * agent of its group (half a megabyte of agents and rules would take all memory), and ends a group at a Sitemap line.
 */
function rulesFor(text: string, agent: string): string {
  const lines: string[] = [];
  let names = new Set<string>();
  let inRules = false;
  for (const line of text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/)) {
    const [, key = "", value = ""] = /^\s*([a-z-]+)\s*:([^#]*)/i.exec(line) ?? [];
    const rule = key.toLowerCase();
    if (rule === "user-agent") {
      if (inRules) names = new Set();
      inRules = false;
      const name = (value.split("/", 1)[0] ?? "").trim().toLowerCase();
      if (name === agent || name === "*") names.add(name);
    } else if (rule === "allow" || rule === "disallow" || rule === "crawl-delay") {
      const written = bounded(rule, value.trim());
      if (written !== null) for (const name of names) lines.push(`User-agent: ${name}`, `${rule}: ${written}`);
      inRules = true;
    }
  }
  return lines.join("\n");
}

/** A rule of too many wildcards is cut where it becomes wider; one that would then allow more is left out. */
function bounded(rule: string, value: string): string | null {
  const parts = value.split(/\*+/);
  if (parts.length <= wildcards + 1) return parts.join("*");
  return rule === "disallow" ? `${parts.slice(0, wildcards).join("*")}*` : null;
}
