import { type Clock, isoTime } from "../model/clock.js";
import { unlessAborted } from "./abort.js";
import { FetchError } from "./fetch.js";
import type { HostGate } from "./host-gate.js";

interface HostTurn {
  /** settles when the last request that stands in line is done */
  tail: Promise<unknown>;
  waiting: number;
  /** nothing is sent before (ms since the epoch): the gap's end, and until when the host asked to be left alone */
  next: number;
  paused: number;
}

/**
 * Turns within this process.
 * @param patience milliseconds that a request waits for a host that has said Retry-After; beyond, it fails at once
 */
export function openHostTurns(clock: Clock, patience: number): HostGate {
  const hosts = new Map<string, HostTurn>();

  async function takeTurn<T>(host: string, turn: HostTurn, gap: number, send: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    if (turn.paused - clock.now() > patience) {
      throw new FetchError("fetch.unavailable", `${host} asks to wait until ${isoTime(turn.paused)}.`, { retryAt: turn.paused });
    }
    const wait = Math.max(turn.next, turn.paused) - clock.now();
    if (wait > 0) await clock.sleep(wait, signal);
    try {
      return await send();
    } catch (error) {
      if (error instanceof FetchError && error.leaveUntil !== null) turn.paused = Math.max(turn.paused, error.leaveUntil);
      throw error;
    } finally {
      turn.next = clock.now() + gap;
    }
  }

  return {
    run: (host, gap, send, signal) => {
      forgetIdle(hosts, clock.now());
      const turn = hosts.get(host) ?? { tail: Promise.resolve(), waiting: 0, next: 0, paused: 0 };
      hosts.set(host, turn);
      turn.waiting++;
      const run = turn.tail.then(() => takeTurn(host, turn, gap, send, signal)).finally(() => turn.waiting--);
      // the next in line runs whether or not this one failed; its caller hears of the failure
      turn.tail = run.then(ignore, ignore);
      return signal ? unlessAborted(run, signal) : run;
    },
    close: async () => undefined,
  };
}

function ignore(): void {}

/** Keeps the table of hosts small on a long run; a host is forgotten only when nothing of it matters any more. */
function forgetIdle(hosts: Map<string, HostTurn>, now: number): void {
  if (hosts.size < 1000) return;
  for (const [host, turn] of hosts) if (turn.waiting === 0 && Math.max(turn.next, turn.paused) <= now) hosts.delete(host);
}
