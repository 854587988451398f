import { setTimeout as wait } from "node:timers/promises";

/** The time, and waiting for it: given to whatever waits, so that a test need not. */
export interface Clock {
  /** milliseconds since the epoch */
  now(): number;
  /** Resolves after so many milliseconds; rejects with the signal's reason when it aborts first. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) => wait(Math.max(0, milliseconds), undefined, signal ? { signal } : {}),
};

/** A moment of a clock as the ISO date-time that records and ledger carry. */
export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** Today in China. */
export function chinaDay(clock: Clock): string {
  return new Date(clock.now() + 8 * 3_600_000).toISOString().slice(0, 10);
}
