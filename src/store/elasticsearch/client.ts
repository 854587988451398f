import { Client, errors } from "@elastic/elasticsearch";
import pRetry from "p-retry";
import { ZhengwenError } from "../../model/errors.js";
import type { IndexName } from "./mapping.js";

export interface ElasticsearchOptions {
  readonly url: string;
  /** both or neither */
  readonly username?: string;
  readonly password?: string;
  /** what every index' name begins with: several stores may share a server */
  readonly prefix: string;
  /** primary shards of a new index */
  readonly shards?: number;
  /** milliseconds until a request counts as unanswered */
  readonly timeout?: number;
  /** how often a request is tried again while the server is overloaded or away */
  readonly retries?: number;
  /** milliseconds after which a writer that took a seq and fell silent counts as dead */
  readonly lease?: number;
}

/** A server with the names of one store's indices. */
export interface Cluster {
  readonly client: Client;
  /** how often and after what pauses a request is tried again */
  readonly pauses: { readonly retries: number; readonly minTimeout: number; readonly maxTimeout: number; readonly randomize: boolean };
  /** the alias under which an index is read */
  readonly alias: (name: IndexName) => string;
  /** the alias under which it is written; where it is missing the server is to refuse, not to make an index of that name */
  readonly target: (name: IndexName) => string;
  /**
   * Makes a request, again and again while the server is away or overloaded. A request may so be made twice.
   * @throws store.unavailable; what else the server answers passes through
   */
  readonly reach: <T>(request: () => Promise<T>) => Promise<T>;
}

export function connectCluster(options: ElasticsearchOptions): Cluster {
  const { url, username, password, prefix, timeout = 30_000, retries = 5 } = options;
  // requests are tried again here and not by the client, which counts differently for each kind of failure
  const auth = username !== undefined && password !== undefined ? { username, password } : null;
  const client = new Client({ node: url, requestTimeout: timeout, maxRetries: 0, ...(auth ? { auth } : {}) });
  const pauses = { retries, minTimeout: 100, maxTimeout: 5_000, randomize: true };
  return {
    client,
    pauses,
    alias: (name) => `${prefix}-${name}`,
    target: (name) => `${prefix}-${name}-write`,
    reach: async (request) => {
      try {
        return await pRetry(request, { ...pauses, shouldRetry: ({ error }) => isAway(error) });
      } catch (cause) {
        if (isAway(cause) || isBarred(cause)) throw new ZhengwenError("store.unavailable", (cause as Error).message, { cause });
        throw cause;
      }
    },
  };
}

/** The HTTP status of an answer that is an error; null where there was no answer. */
export function statusOf(error: unknown): number | null {
  return error instanceof errors.ResponseError ? (error.statusCode ?? null) : null;
}

/** Whether a request failed for reasons that pass: no answer, overload, a server that starts, an index closed by a full disk. */
function isAway(error: unknown): boolean {
  if (error instanceof errors.ConnectionError || error instanceof errors.TimeoutError || error instanceof errors.NoLivingConnectionsError)
    return true;
  if (!(error instanceof errors.ResponseError)) return false;
  return isAwayStatus(error.statusCode ?? 0) || /cluster_block_exception|no_shard_available/.test(error.message);
}

/** Whether the server asks for a user and password, or for others: a matter of configuration, which a retry does not mend. */
function isBarred(error: unknown): boolean {
  const status = statusOf(error);
  return status === 401 || status === 403;
}

/** Whether a status says that the same request may succeed later. */
export function isAwayStatus(status: number): boolean {
  return status === 429 || status === 502 || status === 503 || status === 504;
}
