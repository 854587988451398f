import type { Clock } from "../model/clock.js";
import { FetchError } from "./fetch.js";

/** How often and how long (milliseconds) one waits for a host that is to be left alone just now. */
const mostWaits = 3;
const longestWait = 120_000;

interface Waiting {
  readonly clock: Clock;
  /** ends the wait */
  readonly signal?: AbortSignal | undefined;
  /** told of each wait before it begins */
  readonly onWait?: ((error: FetchError) => void) | undefined;
}

/**
 * Fetches what is asked for once only; where its host is to be left alone for a short while, after that.
 * @throws what `ask` throws, a host that is to be left alone for longer included; the signal's reason when it aborts
 */
export async function inTime<T>(ask: () => Promise<T>, { clock, signal, onWait }: Waiting): Promise<T> {
  for (let waits = 0; ; waits++) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof FetchError && error.isPostponed) || waits === mostWaits) throw error;
      const wait = (error.retryAt ?? 0) - clock.now();
      if (wait > longestWait) throw error;
      onWait?.(error);
      await clock.sleep(Math.max(0, wait), signal);
    }
  }
}
