import { randomUUID } from "node:crypto";
import { type Clock, isoTime } from "../../model/clock.js";
import { answered, connectRedis } from "../../queue/redis.js";
import { asError } from "../../queue/rules.js";
import { FetchError } from "../fetch.js";
import type { HostGate } from "../host-gate.js";
import { openHostTurns } from "../host-turns.js";

export interface HostTokenOptions {
  readonly redisUrl: string;
  /** before every key: crawls with different prefixes do not see each other */
  readonly prefix: string;
  readonly clock: Clock;
  /** milliseconds that a request waits for a host that has said Retry-After; beyond, it fails at once */
  readonly patience: number;
  /** milliseconds after which a worker that holds a host's turn counts as dead: longer than any request takes */
  readonly lease: number;
  /** told of lost connections, and of a turn that could not be given back: it is free once its lease is over */
  readonly onError: (error: Error) => void;
}

/** Milliseconds that a caller waits for an answer of Redis. */
const patient = 5_000;
/** Milliseconds between two looks at a turn that another worker holds. */
const look = 100;

/**
 * A host is a hash: who holds its turn and until when, before when nothing is sent (`next`), and until when it wants to be
 * left alone (`paused`). All times are those of Redis' own clock, so that the clocks of workers need not agree.
 */
const now = `
local time = redis.call("TIME")
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function field(name) return tonumber(redis.call("HGET", KEYS[1], name) or 0) or 0 end
`;

/** Takes the turn (holder, lease, patience): 0 when taken; ms to wait; -1 while another holds it; below that, -(ms of the pause). */
const take = `${now}
local paused = field("paused") - now
if paused > tonumber(ARGV[3]) then return -math.max(paused, 2) end
if field("until") > now then return -1 end
local wait = math.max(field("next") - now, paused)
if wait > 0 then return wait end
redis.call("HSET", KEYS[1], "holder", ARGV[1], "until", now + ARGV[2])
redis.call("PEXPIRE", KEYS[1], ARGV[2] + 60000)
return 0`;

/** Gives the turn back (holder, gap, ms that the host wants to be left alone). */
const give = `${now}
if redis.call("HGET", KEYS[1], "holder") == ARGV[1] then redis.call("HDEL", KEYS[1], "holder", "until") end
local next = math.max(field("next"), now + ARGV[2] + 1)
local paused = math.max(field("paused"), now + ARGV[3])
redis.call("HSET", KEYS[1], "next", next, "paused", paused)
redis.call("PEXPIRE", KEYS[1], math.max(next, paused, field("until")) - now + 60000)`;

/** Turns that hold over every worker on one Redis. Requests of one process stand in line here, the first of them for Redis' turn. */
export function openHostTokens({ redisUrl, prefix, clock, patience, lease, onError }: HostTokenOptions): HostGate {
  const redis = connectRedis(redisUrl, onError);
  const local = openHostTurns(clock, patience);

  async function takeTurn(key: string, host: string, holder: string, signal?: AbortSignal): Promise<void> {
    for (;;) {
      signal?.throwIfAborted();
      const wait = Number(await answered(redis.eval(take, 1, key, holder, lease, patience), patient));
      if (wait === 0) return;
      if (wait < -1) {
        const retryAt = clock.now() - wait;
        throw new FetchError("fetch.unavailable", `${host} asks to wait until ${isoTime(retryAt)}.`, { retryAt });
      }
      await clock.sleep(wait < 0 ? look * (0.5 + Math.random()) : wait, signal);
    }
  }

  async function giveBack(key: string, holder: string, gap: number, pause: number): Promise<void> {
    try {
      await answered(redis.eval(give, 1, key, holder, Math.ceil(gap), Math.ceil(pause)), patient);
    } catch (cause) {
      onError(asError(cause));
    }
  }

  async function withToken<T>(host: string, gap: number, send: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const key = `${prefix}:host:${host}`;
    const holder = randomUUID();
    await takeTurn(key, host, holder, signal);
    let pause = 0;
    try {
      return await send();
    } catch (error) {
      if (error instanceof FetchError && error.leaveUntil !== null) pause = Math.max(0, error.leaveUntil - clock.now());
      throw error;
    } finally {
      await giveBack(key, holder, gap, pause);
    }
  }

  return {
    run: (host, gap, send, signal) => local.run(host, gap, () => withToken(host, gap, send, signal), signal),
    close: async () => redis.disconnect(),
  };
}
