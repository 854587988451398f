import type { Dictionary } from "../dictionary/load.js";
import type { Fetcher } from "../fetch/fetcher.js";
import type { LedgerServices } from "../ingest/ledger.js";
import type { Limits } from "../pipeline/stage.js";
import type { ProcessJob } from "../queue/jobs.js";
import type { Queue } from "../queue/queue.js";
import type { FileReaders } from "../sandbox/file-readers.js";
import type { Store } from "../store/store.js";
import type { HealthChange } from "./health-change.js";

/** What a round of crawling works with. */
export interface CrawlServices extends LedgerServices {
  readonly store: Store;
  readonly processQueue: Queue<ProcessJob>;
  readonly fetcher: Fetcher;
  /** of attachments */
  readonly fileReaders: FileReaders;
  readonly dictionary: Dictionary;
  readonly limits: Limits;
  /**
   * Told of each change of a source's health.
   * @returns whether it was passed on; where not, it is told again after the source's next round
   */
  readonly tellHealth?: (change: HealthChange) => Promise<boolean>;
}
