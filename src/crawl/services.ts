import type { Dictionary } from "../dictionary/load.js";
import type { Clock } from "../model/clock.js";
import type { Limits } from "../pipeline/stage.js";
import type { ProcessJob, Queue } from "../queue/queue.js";
import type { Store } from "../store/store.js";
import type { Fetcher } from "./fetcher.js";

/** What a round of crawling works with. */
export interface CrawlServices {
  readonly store: Store;
  readonly processQueue: Queue<ProcessJob>;
  readonly fetcher: Fetcher;
  readonly clock: Clock;
  readonly dictionary: Dictionary;
  readonly limits: Limits;
}
