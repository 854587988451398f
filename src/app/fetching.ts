import { createFetcher, type Fetcher, type FetcherOptions } from "../fetch/fetcher.js";
import { systemClock } from "../model/clock.js";
import type { Config } from "./config.js";

/** Milliseconds that a request waits for a host that has asked to be left alone. */
export const hostPatience = 10_000;

/** The guarded, polite fetcher that the configuration describes. */
export function openFetcher(config: Config, given: Partial<Pick<FetcherOptions, "clock" | "gate" | "observe">> = {}): Fetcher {
  return createFetcher({
    allow: config.fetchAllow,
    limits: { deadline: config.fetchTimeout, bytes: config.pageLimit, redirects: config.redirectLimit },
    userAgent: config.userAgent,
    gap: config.hostGap,
    longestGap: Math.max(config.hostGap, 30_000),
    patience: hostPatience,
    robotsLimit: config.robotsLimit,
    clock: systemClock,
    ...given,
  });
}
