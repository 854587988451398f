import type { Dictionary } from "../dictionary/load.js";
import type { Fetcher } from "../fetch/fetcher.js";
import type { Clock } from "../model/clock.js";
import type { Limits } from "../pipeline/stage.js";
import type { ProcessJob, Queue } from "../queue/queue.js";
import type { Parsers } from "../sandbox/file-readers.js";
import type { Store } from "../store/store.js";

/** What a round of crawling works with. */
export interface CrawlServices {
  readonly store: Store;
  readonly processQueue: Queue<ProcessJob>;
  readonly fetcher: Fetcher;
  /** of attachments, and of files that stand where a page is asked for */
  readonly parsers: Parsers;
  readonly clock: Clock;
  readonly dictionary: Dictionary;
  readonly limits: Limits;
}
