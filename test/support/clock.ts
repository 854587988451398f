import type { Clock } from "../../src/model/clock.js";

/** A clock that stands still until someone waits or moves it: waiting takes no time and moves it on. */
export interface SetClock extends Clock {
  /** Moves the clock on by so many milliseconds. */
  pass(milliseconds: number): void;
}

export function setClock(start: string): SetClock {
  let now = Date.parse(start);
  const pass = (milliseconds: number) => {
    now += Math.max(0, milliseconds);
  };
  return { now: () => now, pass, sleep: async (milliseconds) => pass(milliseconds) };
}
