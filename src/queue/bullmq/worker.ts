import { type Job as BullJob, type Queue as BullQueue, Worker as BullWorker, UnrecoverableError } from "bullmq";
import type { Redis } from "ioredis";
import { ZhengwenError } from "../../model/errors.js";
import type { Handler, Worker, WorkOptions } from "../queue.js";
import { answered } from "../redis.js";
import { asError, mayRetry, reportFailure, stoppingForMany } from "../rules.js";
import type { BullQueueOptions } from "./options.js";

/** What a job of BullMQ carries. */
export interface Envelope {
  readonly job: object;
  /** a tick of the timetable: it only adds the job under this id */
  readonly tick?: string;
}

interface WorkerParts<Job extends object> {
  readonly queue: BullQueue<Envelope>;
  readonly redis: Redis;
  readonly queueOptions: BullQueueOptions;
  readonly workOptions: WorkOptions<Job>;
  readonly handler: Handler<Job>;
}

/** How often a job may take its worker down, or its worker fall silent, before the queue gives it up. */
const stalls = 2;

export function startWorker<Job extends object>({ queue, redis, queueOptions, workOptions, handler }: WorkerParts<Job>): Worker {
  const { name, prefix, attempts, stalledInterval = 30_000, patience = 5_000 } = queueOptions;
  const stopping = stoppingForMany();
  const running = new Set<Promise<void>>();

  function work(job: BullJob<Envelope>): Promise<void> {
    return tracked(attempt(job));
  }

  function tracked(task: Promise<void>): Promise<void> {
    running.add(task);
    return task.finally(() => running.delete(task));
  }

  async function attempt({ data, attemptsMade }: BullJob<Envelope>): Promise<void> {
    if (data.tick !== undefined) {
      await queue.add("job", { job: data.job }, { jobId: data.tick });
      return;
    }
    try {
      await handler(data.job as Job, stopping.signal);
    } catch (cause) {
      const error = asError(cause);
      if (mayRetry(error, attemptsMade + 1, attempts)) throw error;
      await reportFailure(data.job as Job, error, workOptions, queueOptions);
      throw new UnrecoverableError(error.message);
    }
  }

  /** A job that stalled too often is failed by BullMQ without being worked on. */
  function reportStalled(job: BullJob<Envelope> | undefined): void {
    if (!job?.deferredFailure || job.data.tick !== undefined) return;
    const error = new ZhengwenError("queue.stalled", job.deferredFailure);
    void tracked(reportFailure(job.data.job as Job, error, workOptions, queueOptions));
  }

  const worker = new BullWorker<Envelope>(name, work, {
    connection: redis,
    prefix,
    concurrency: workOptions.concurrency,
    maxStalledCount: stalls,
    stalledInterval,
    lockDuration: stalledInterval,
  });
  worker.on("error", queueOptions.onError);
  worker.on("failed", reportStalled);

  /** Running jobs are waited for as long as they take, Redis only as long as it may need: BullMQ would wait for ever. */
  async function close(): Promise<void> {
    stopping.abort();
    const closing = worker.close();
    for (;;) {
      await Promise.allSettled(running);
      try {
        return await answered(closing, patience);
      } catch (error) {
        if (running.size === 0) return queueOptions.onError(asError(error));
      }
    }
  }

  return { close };
}
