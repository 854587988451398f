import { ZhengwenError } from "../model/errors.js";
import type { Handler, Queue, QueuedJob, QueueOptions, ScheduledJob, Worker, WorkOptions } from "./queue.js";
import { asError, checkJobId, checkRhythm, mayRetry, nextOfCron, reportFailure, stoppingForMany } from "./rules.js";

interface Entry<Job extends object> extends QueuedJob<Job> {
  tries: number;
  /** set while it waits for another try */
  timer?: NodeJS.Timeout | undefined;
}

interface Working<Job extends object> {
  readonly handler: Handler<Job>;
  readonly options: WorkOptions<Job>;
  readonly stopping: AbortController;
  readonly running: Set<Promise<void>>;
}

interface Ticking<Job extends object> {
  row: ScheduledJob<Job>;
  timer: NodeJS.Timeout;
}

/** Node's timers take no longer delay; a time of cron that is further away is waited for in several. */
const longestWait = 2 ** 31 - 1;

/** A queue within this process: it forgets everything with it, which the reconciler makes good from the ledger. */
export function openMemoryQueue<Job extends object>(options: QueueOptions): Queue<Job> {
  /** all that wait, are delayed or run, by id */
  const entries = new Map<string, Entry<Job>>();
  const waiting = new Set<Entry<Job>>();
  const workers = new Set<Working<Job>>();
  const timetable = new Map<string, Ticking<Job>>();
  let idle: (() => void)[] = [];
  let closed = false;

  function enter({ id, job }: QueuedJob<Job>): void {
    if (entries.has(id)) return;
    // the same copy that any other queue would make: a handler sees what was added, not what became of it
    const entry: Entry<Job> = { id, job: structuredClone(job), tries: 0 };
    entries.set(id, entry);
    waiting.add(entry);
  }

  function dispatch(): void {
    for (const working of workers) {
      for (const entry of waiting) {
        if (working.running.size >= working.options.concurrency) break;
        waiting.delete(entry);
        const run: Promise<void> = attempt(working, entry).finally(() => {
          working.running.delete(run);
          dispatch();
        });
        working.running.add(run);
      }
    }
    if (entries.size > 0) return;
    for (const resolve of idle) resolve();
    idle = [];
  }

  async function attempt(working: Working<Job>, entry: Entry<Job>): Promise<void> {
    try {
      await working.handler(entry.job, working.stopping.signal);
      entries.delete(entry.id);
    } catch (cause) {
      const error = asError(cause);
      entry.tries++;
      if (mayRetry(error, entry.tries, options.attempts)) return delay(entry);
      await reportFailure(entry.job, error, working.options, options);
      entries.delete(entry.id);
    }
  }

  function delay(entry: Entry<Job>): void {
    entry.timer = setTimeout(
      () => {
        entry.timer = undefined;
        waiting.add(entry);
        dispatch();
      },
      options.backoff * 2 ** (entry.tries - 1),
    );
  }

  async function add(jobs: readonly QueuedJob<Job>[]): Promise<void> {
    if (closed) throw new ZhengwenError("queue.unavailable", "It was closed.");
    for (const { id } of jobs) checkJobId(id);
    for (const job of jobs) enter(job);
    dispatch();
  }

  function stopTicking(key: string): void {
    // clears timeouts as well
    clearInterval(timetable.get(key)?.timer);
    timetable.delete(key);
  }

  function tick(ticking: Ticking<Job>): void {
    enter({ id: ticking.row.key, job: ticking.row.job });
    dispatch();
  }

  /** Waits for the next time of cron, again and again. A timer may fire a little early: the time must have come. */
  function awaitCron(ticking: Ticking<Job>, cron: string, next: number): void {
    const wait = Math.min(Math.max(next - Date.now(), 0), longestWait);
    ticking.timer = setTimeout(() => {
      if (Date.now() < next) return awaitCron(ticking, cron, next);
      tick(ticking);
      awaitCron(ticking, cron, nextOfCron(cron, next));
    }, wait);
  }

  function setTicking(row: ScheduledJob<Job>): void {
    const held = timetable.get(row.key);
    if (held && held.row.seconds === row.seconds && held.row.cron === row.cron) {
      held.row = row;
      return;
    }
    stopTicking(row.key);
    if (row.cron !== undefined) {
      const ticking: Ticking<Job> = { row, timer: setTimeout(() => undefined, 0) };
      timetable.set(row.key, ticking);
      awaitCron(ticking, row.cron, nextOfCron(row.cron, Date.now()));
      return;
    }
    const ticking: Ticking<Job> = { row, timer: setInterval(() => tick(ticking), row.seconds * 1000) };
    timetable.set(row.key, ticking);
    tick(ticking);
  }

  async function stop(working: Working<Job>): Promise<void> {
    workers.delete(working);
    working.stopping.abort();
    await Promise.all(working.running);
  }

  return {
    add,
    process: async (handler, workOptions): Promise<Worker> => {
      const working: Working<Job> = { handler, options: workOptions, stopping: stoppingForMany(), running: new Set() };
      workers.add(working);
      dispatch();
      return { close: () => stop(working) };
    },
    schedule: async (rows) => {
      for (const row of rows) {
        checkJobId(row.key);
        checkRhythm(row.key, row);
      }
      const named = new Set(rows.map(({ key }) => key));
      for (const key of [...timetable.keys()]) if (!named.has(key)) stopTicking(key);
      for (const row of rows) setTicking(row);
    },
    counts: async () => {
      let delayed = 0;
      for (const entry of entries.values()) if (entry.timer !== undefined) delayed++;
      return { waiting: waiting.size, running: entries.size - waiting.size - delayed, delayed };
    },
    idle: () => (entries.size === 0 ? Promise.resolve() : new Promise((resolve) => idle.push(resolve))),
    ready: async () => {
      if (closed) throw new ZhengwenError("queue.unavailable", "It was closed.");
    },
    close: async () => {
      closed = true;
      for (const key of [...timetable.keys()]) stopTicking(key);
      await Promise.all([...workers].map(stop));
      for (const entry of entries.values()) clearTimeout(entry.timer);
      entries.clear();
      waiting.clear();
      dispatch();
    },
  };
}
