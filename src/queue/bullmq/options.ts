import type { QueueOptions } from "../queue.js";

export interface BullQueueOptions extends QueueOptions {
  readonly redisUrl: string;
  /** before every key in Redis: deployments with different prefixes do not see each other */
  readonly prefix: string;
  readonly name: string;
  /** milliseconds after which a job whose worker has died is given to another; 30 s when left out */
  readonly stalledInterval?: number;
  /** milliseconds that a caller waits for an answer of Redis; 5 s when left out */
  readonly patience?: number;
}
