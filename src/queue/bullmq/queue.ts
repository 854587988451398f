import { Queue as BullQueue } from "bullmq";
import type { Queue, QueueCounts, Worker } from "../queue.js";
import { answered, checkRedisState, connectRedis, readRedisState } from "../redis.js";
import { checkJobId, checkRhythm, cronZone } from "../rules.js";
import type { BullQueueOptions } from "./options.js";
import { type Envelope, startWorker } from "./worker.js";

/** milliseconds between two looks at whether the queue is idle */
const idleInterval = 50;

/** A queue in Redis, for workers in many processes. */
export function openBullQueue<Job extends object>(options: BullQueueOptions): Queue<Job> {
  const { name, prefix, attempts, backoff, patience = 5_000 } = options;
  const redis = connectRedis(options.redisUrl, options.onError);
  const queue = new BullQueue<Envelope>(name, {
    connection: redis,
    prefix,
    defaultJobOptions: {
      attempts,
      backoff: { type: "exponential", delay: backoff },
      // a finished job that is kept would make adding it again a silent no-op
      removeOnComplete: true,
      removeOnFail: true,
    },
  });
  queue.on("error", options.onError);
  const workers = new Set<Worker>();
  const within = <T>(answer: Promise<T>): Promise<T> => answered(answer, patience);

  async function counts(): Promise<QueueCounts> {
    const [held, ticks] = await within(
      Promise.all([queue.getJobCounts("wait", "prioritized", "active", "delayed"), queue.getJobSchedulersCount()]),
    );
    const { wait = 0, prioritized = 0, active = 0, delayed = 0 } = held;
    // each entry of the timetable keeps its next tick among the delayed jobs
    return { waiting: wait + prioritized, running: active, delayed: Math.max(0, delayed - ticks) };
  }

  return {
    add: async (jobs) => {
      for (const { id } of jobs) checkJobId(id);
      await within(queue.addBulk(jobs.map(({ id, job }) => ({ name: "job", data: { job }, opts: { jobId: id } }))));
    },
    process: async (handler, workOptions) => {
      const worker = startWorker({ queue, redis, queueOptions: options, workOptions, handler });
      workers.add(worker);
      return {
        close: async () => {
          workers.delete(worker);
          await worker.close();
        },
      };
    },
    schedule: async (rows) => {
      for (const row of rows) {
        checkJobId(row.key);
        checkRhythm(row.key, row);
      }
      const named = new Set(rows.map(({ key }) => key));
      const held = await within(queue.getJobSchedulers());
      for (const { key } of held) if (!named.has(key)) await within(queue.removeJobScheduler(key));
      for (const { key, seconds, cron, job } of rows) {
        const rhythm = cron === undefined ? { every: seconds * 1000 } : { pattern: cron, tz: cronZone };
        await within(queue.upsertJobScheduler(key, rhythm, { name: "tick", data: { tick: key, job } }));
      }
    },
    counts,
    idle: async () => {
      for (;;) {
        const { waiting, running, delayed } = await counts();
        if (waiting + running + delayed === 0) return;
        await new Promise((resolve) => setTimeout(resolve, idleInterval));
      }
    },
    ready: async () => checkRedisState(await readRedisState(redis, patience)),
    close: async () => {
      await Promise.all([...workers].map((worker) => worker.close()));
      await within(queue.close()).catch(options.onError);
      redis.disconnect();
    },
  };
}
