import { Redis } from "ioredis";
import { asZhengwenError, ZhengwenError } from "../model/errors.js";

/** The oldest major version that the queue is tested on. */
const oldest = 7;

/** What of a Redis decides whether it may hold a queue. */
export interface RedisState {
  readonly version: string;
  readonly appendOnly: boolean;
  /** `noeviction` or another of maxmemory-policy */
  readonly eviction: string;
}

/**
 * A connection that never gives a command up: BullMQ's workers need that, and everyone else waits `answered`.
 * @param onError told of each connection that is lost or cannot be made
 */
export function connectRedis(url: string, onError: (error: Error) => void): Redis {
  const redis = new Redis(url, {
    maxRetriesPerRequest: null,
    connectTimeout: 5_000,
    retryStrategy: (tries) => Math.min(100 * 2 ** Math.min(tries, 10), 5_000),
  });
  redis.on("error", onError);
  return redis;
}

/**
 * Redis' answer, if it comes within so many milliseconds; the connection goes on trying behind that.
 * @throws queue.unavailable; the command may still be carried out later, which deterministic ids make harmless
 */
export async function answered<T>(answer: Promise<T>, patience: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ZhengwenError("queue.unavailable", `Redis gave no answer in ${patience} ms.`)), patience);
  });
  try {
    return await Promise.race([answer, late]);
  } catch (cause) {
    throw asZhengwenError(cause, "queue.unavailable");
  } finally {
    clearTimeout(timer);
  }
}

/** @throws queue.unavailable */
export async function readRedisState(redis: Redis, patience: number): Promise<RedisState> {
  const info = await answered(redis.info(), patience);
  const value = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, "m").exec(info)?.[1] ?? "";
  return { version: value("redis_version"), appendOnly: value("aof_enabled") === "1", eviction: value("maxmemory_policy") };
}

/** @throws queue.misconfigured when this Redis could lose or drop jobs, naming what to set */
export function checkRedisState(state: RedisState): void {
  const faults: string[] = [];
  if (Number.parseInt(state.version, 10) < oldest) faults.push(`use Redis ${oldest} or later (it is ${state.version})`);
  if (state.eviction !== "noeviction") faults.push(`set maxmemory-policy to noeviction (it is ${state.eviction})`);
  if (!state.appendOnly) faults.push("set appendonly to yes");
  if (faults.length > 0) throw new ZhengwenError("queue.misconfigured", `${faults.join("; ")}.`);
}
