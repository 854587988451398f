/**
 * Hands jobs to workers. One of the two ports. A queue only dispatches: jobs carry ids, never bodies, and the durable
 * truth is in the store, so that a queue that forgets loses nothing. A job may run twice.
 */
export interface Queue<Job extends object> {
  /** Adds jobs; one whose `id` already waits or runs is not added again. Ids hold no `:` and are not all digits. */
  add(jobs: readonly QueuedJob<Job>[]): Promise<void>;
  /** Starts working. The handler's promise decides: resolved is done, rejected is tried again up to `attempts`. */
  process(handler: (job: Job, signal: AbortSignal) => Promise<void>, options: WorkOptions): Promise<Worker>;
  /** Runs `job` every `seconds`; the same key again replaces it. */
  schedule(key: string, seconds: number, job: Job): Promise<void>;
  counts(): Promise<QueueCounts>;
  /** Resolves when nothing waits, is delayed or runs. */
  idle(): Promise<void>;
  /** Throws queue.unavailable or queue.misconfigured. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

export interface QueuedJob<Job extends object> {
  readonly id: string;
  readonly job: Job;
}

export interface WorkOptions {
  readonly concurrency: number;
  readonly attempts: number;
  /** called when a job has failed for good, with its last error */
  readonly onFailed: (job: Job_, error: Error) => Promise<void>;
}
type Job_ = object;

export interface Worker {
  /** Lets running jobs finish, takes no more. */
  close(): Promise<void>;
}

export interface QueueCounts {
  readonly waiting: number;
  readonly running: number;
  readonly delayed: number;
  readonly failed: number;
}
