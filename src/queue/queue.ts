/**
 * Hands jobs to workers. One of the ports. A queue only dispatches: jobs carry ids, never bodies, and the durable
 * truth is in the store, so that a queue that forgets loses nothing. A job may run twice.
 */
export interface Queue<Job extends object> {
  /**
   * Adds jobs; one whose `id` already waits, is delayed or runs is not added again. One that is done, or has failed for
   * good, is forgotten, and may be added anew. Ids hold no `:` and are not all digits.
   * @throws queue.unavailable
   */
  add(jobs: readonly QueuedJob<Job>[]): Promise<void>;
  /** Starts working, in this process, beside other workers wherever they run. */
  process(handler: Handler<Job>, options: WorkOptions<Job>): Promise<Worker>;
  /**
   * Sets the timetable: each job is added, under its key as id, at once when its key or rhythm is new, then every
   * `seconds`; one with `cron` only at the times that it names, in Asia/Shanghai. Keys that are no longer named stop; a key named again as it was keeps its rhythm. Runs that were missed
   * are not made up for, and one that is due while the one before still waits or runs is left out.
   */
  schedule(timetable: readonly ScheduledJob<Job>[]): Promise<void>;
  counts(): Promise<QueueCounts>;
  /** Resolves when nothing waits, is delayed for another try, or runs. Future runs of the timetable do not count. */
  idle(): Promise<void>;
  /** @throws queue.unavailable when the queue cannot be reached, queue.misconfigured when it could lose jobs */
  ready(): Promise<void>;
  /** Closes the workers started here, letting running jobs finish, and lets go of every connection. */
  close(): Promise<void>;
}

/**
 * Works on one job. Resolved: it is done. Rejected: it is tried again, up to the queue's `attempts`, unless the error is
 * one that a retry cannot help (`retry: false` in the error table). `signal` aborts when the worker is being closed: a
 * long job may then stop at its next safe point; what it leaves is found again through the store.
 */
export type Handler<Job extends object> = (job: Job, signal: AbortSignal) => Promise<void>;

export interface QueuedJob<Job extends object> {
  readonly id: string;
  readonly job: Job;
}

export type ScheduledJob<Job extends object> = {
  /** like a job's id */
  readonly key: string;
  readonly job: Job;
} & Rhythm;

/** How often a job comes: every so many seconds, or at the times of five fields of cron. */
export type Rhythm = { readonly seconds: number; readonly cron?: never } | { readonly cron: string; readonly seconds?: never };

/** How a queue treats its jobs, whichever adapter it is. */
export interface QueueOptions {
  /** how often a job is tried in all */
  readonly attempts: number;
  /** milliseconds before the second try; doubled before each further one */
  readonly backoff: number;
  /** told of faults of the queue itself that no caller hears of: a lost connection, an `onFailed` that threw */
  readonly onError: (error: Error) => void;
}

export interface WorkOptions<Job extends object> {
  /** jobs at a time in this worker */
  readonly concurrency: number;
  /**
   * Called when a job has failed for good, before the queue forgets it. A job whose worker died on it several times
   * fails with queue.stalled: whether the job is to blame, a queue cannot tell.
   */
  readonly onFailed: (job: Job, error: Error) => Promise<void>;
}

export interface Worker {
  /** Lets running jobs finish, takes no more. */
  close(): Promise<void>;
}

export interface QueueCounts {
  readonly waiting: number;
  readonly running: number;
  /** waiting for another try */
  readonly delayed: number;
}
