import type { DaysOff } from "../dictionary/values/days-off.js";

const dayLength = 24 * 3600_000;
/** China has one time, UTC+8, the whole year round. */
const offset = 8 * 3600_000;
/** Days that are counted one by one; what is longer ago than that is silence by any measure. */
export const mostDays = 1_000;

/** Milliseconds between two moments (ms since the epoch) that fall on days on which offices work. */
export function workingTime(from: number, to: number, isOff: DaysOff): number {
  let time = 0;
  let at = Math.max(from, to - mostDays * dayLength);
  while (at < to) {
    const begin = Math.floor((at + offset) / dayLength) * dayLength - offset;
    const end = Math.min(begin + dayLength, to);
    if (!isOff(new Date(begin + offset).toISOString().slice(0, 10))) time += end - at;
    at = end;
  }
  return time;
}
