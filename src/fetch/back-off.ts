import type { Clock } from "../model/clock.js";
import { FetchError } from "./fetch.js";

/** Failures in a row before a host is left alone, and for how long: doubled with each further one. In milliseconds. */
const patience = 3;
const firstPause = 30_000;
const longestPause = 3600_000;
/** Hosts whose failures are remembered. */
const mostHosts = 1000;

/** Leaves a host alone that fails again and again without saying for how long. */
export interface BackOff {
  /** Sends a request; a failure that makes too many in a row says until when its host is to be left alone. */
  run<T>(host: string, send: () => Promise<T>): Promise<T>;
}

export function createBackOff(clock: Clock): BackOff {
  const failures = new Map<string, number>();

  function noteFailure(host: string, error: FetchError): void {
    const count = (failures.get(host) ?? 0) + 1;
    failures.delete(host);
    failures.set(host, count);
    const [oldest] = failures.keys();
    if (failures.size > mostHosts && oldest !== undefined) failures.delete(oldest);
    if (count >= patience) error.backOff = clock.now() + Math.min(firstPause * 2 ** (count - patience), longestPause);
  }

  return {
    run: async (host, send) => {
      try {
        const answer = await send();
        failures.delete(host);
        return answer;
      } catch (error) {
        if (error instanceof FetchError) {
          // an error status of the site's own is an answer as good as any
          if (error.kind.retry && error.code !== "fetch.certificate") noteFailure(host, error);
          else failures.delete(host);
        }
        throw error;
      }
    },
  };
}
