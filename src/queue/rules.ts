import { setMaxListeners } from "node:events";
import { CronExpressionParser } from "cron-parser";
import { ZhengwenError } from "../model/errors.js";
import type { QueueOptions, Rhythm, WorkOptions } from "./queue.js";

/** What every adapter holds to, whatever it is built on. */

/** @throws RangeError for an id that some adapter could not keep: BullMQ has its own use for `:` and for numbers */
export function checkJobId(id: string): void {
  if (id === "" || id.includes(":") || /^\d+$/.test(id)) throw new RangeError(`"${id}" cannot be a job's id`);
}

/** Node's timers take no longer delay, and would fire at once. */
const longest = (2 ** 31 - 1) / 1000;

/** The time that cron is meant in. */
export const cronZone = "Asia/Shanghai";

/** @throws RangeError for a rhythm that no timer keeps */
export function checkRhythm(key: string, { seconds, cron }: Rhythm): void {
  if (cron !== undefined) {
    const fault = cronFault(cron);
    if (fault !== null) throw new RangeError(`${key}: "${cron}" is no rhythm: ${fault}`);
  } else if (!(seconds > 0 && seconds <= longest)) throw new RangeError(`${key}: ${seconds} seconds are no rhythm`);
}

/** What is wrong with fields of cron (five, or six with seconds in front); null where nothing is. */
export function cronFault(cron: string): string | null {
  try {
    nextOfCron(cron, Date.now());
    return null;
  } catch (cause) {
    return (cause as Error).message;
  }
}

/** The first time after a moment that cron names; both in ms since the epoch. @throws Error when it is no cron, or names no time */
export function nextOfCron(cron: string, after: number): number {
  return CronExpressionParser.parse(cron, { tz: cronZone, currentDate: new Date(after) })
    .next()
    .getTime();
}

/** What ends all jobs of a worker: each of them listens to it, so that many listeners are no leak. */
export function stoppingForMany(): AbortController {
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  return stopping;
}

export function asError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error(String(cause), { cause });
}

/** Whether a failed job may be tried once more, after `tries` tries. */
export function mayRetry(error: Error, tries: number, attempts: number): boolean {
  return tries < attempts && !(error instanceof ZhengwenError && !error.kind.retry);
}

/** Tells the worker's owner that a job has failed for good; what goes wrong there is told to the queue's. */
export async function reportFailure<Job extends object>(
  job: Job,
  error: Error,
  work: WorkOptions<Job>,
  options: QueueOptions,
): Promise<void> {
  try {
    await work.onFailed(job, error);
  } catch (cause) {
    options.onError(asError(cause));
  }
}
