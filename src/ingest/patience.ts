import type { Clock } from "../model/clock.js";
import { ZhengwenError } from "../model/errors.js";

export interface Patience {
  readonly clock: Clock;
  /** ends the wait */
  readonly signal?: AbortSignal;
  /** told each time that a service could not be reached: the wait goes on */
  readonly onAway?: (fault: ZhengwenError) => void;
}

/** Milliseconds between two tries. */
export const pause = 2_000;

/** Whether a failure is that of a service that will be back: nothing is lost by waiting for it. */
export function isAway(error: unknown): error is ZhengwenError {
  return error instanceof ZhengwenError && (error.code === "store.unavailable" || error.code === "queue.unavailable");
}

/**
 * Does a step that may be done twice, again and again while store or queue cannot be reached.
 * @throws what else the step throws; the signal's reason when it aborts
 */
export async function whenReachable<T>(step: () => Promise<T>, { clock, signal, onAway }: Patience): Promise<T> {
  for (;;) {
    try {
      return await step();
    } catch (error) {
      if (!isAway(error)) throw error;
      signal?.throwIfAborted();
      onAway?.(error);
      await clock.sleep(pause, signal);
    }
  }
}
