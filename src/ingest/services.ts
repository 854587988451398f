import type { Logger } from "pino";
import type { CrawlServices } from "../crawl/services.js";
import type { CrawlJob, Queue } from "../queue/queue.js";

/** What intake and processing work with; the composition root has more. */
export interface IngestServices extends CrawlServices {
  readonly config: { readonly mode: "embedded" | "distributed"; readonly concurrency: number; readonly sources: string };
  readonly log: Logger;
  readonly crawlQueue: Queue<CrawlJob>;
  readonly metrics: {
    readonly documents: { inc(labels: { state: string; reason: string }): void };
    readonly pipelineSeconds: { startTimer(): () => void };
  };
  readonly shutdown: { readonly signal: AbortSignal; onClose(name: string, close: () => Promise<void>): void };
}
