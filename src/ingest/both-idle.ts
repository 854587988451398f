import type { CrawlJob, ProcessJob } from "../queue/jobs.js";
import type { Queue } from "../queue/queue.js";

/** A page may wait for its attachments and they for a page: both queues are done once neither has anything left. */
export async function bothIdle(processQueue: Queue<ProcessJob>, crawlQueue: Queue<CrawlJob>): Promise<void> {
  for (;;) {
    await processQueue.idle();
    await crawlQueue.idle();
    const { waiting, running, delayed } = await processQueue.counts();
    if (waiting + running + delayed === 0) return;
  }
}
