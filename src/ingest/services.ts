import type { Logger } from "pino";
import type { Limits } from "../pipeline/stage.js";
import type { CrawlJob, ProcessJob } from "../queue/jobs.js";
import type { Queue } from "../queue/queue.js";
import type { DocumentRunner } from "../sandbox/document-runner.js";
import type { FileReaders } from "../sandbox/file-readers.js";
import type { Store } from "../store/store.js";
import type { UrlRules } from "../text/url.js";
import type { LedgerServices } from "./ledger.js";
import type { Trials } from "./trials.js";

/** What intake and processing work with; the composition root has more. */
export interface IngestServices extends LedgerServices {
  readonly store: Store;
  readonly processQueue: Queue<ProcessJob>;
  readonly crawlQueue: Queue<CrawlJob>;
  readonly runner: DocumentRunner;
  /** of files that stand where a page is expected */
  readonly fileReaders: FileReaders;
  /** attachments of more bytes than a page may have are kept as their text only */
  readonly limits: Pick<Limits, "pageBytes">;
  readonly dictionary: { readonly urls: UrlRules };
  readonly log: Logger;
  /** what this process has in hand */
  readonly trials: Trials;
  /** documents in hand at a time: enough for every process that runs them to have one while others are read and stored */
  readonly documentsAtATime: number;
  /** told of each document how many seconds the pipeline took, waiting for its turn included */
  readonly observePipeline: (seconds: number) => void;
}
