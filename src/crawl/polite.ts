import { type Clock, isoTime } from "../model/clock.js";
import { FetchError } from "./fetch.js";

/** Takes turns per host: one request at a time, begun no sooner than a gap after the one before. */
export interface Polite {
  /**
   * Runs a request when it is the host's turn.
   * @param gap milliseconds between the beginnings of two requests to the host, and at least since the last one's end
   * @throws fetch.unavailable when the host has asked to be left alone for longer than the patience
   */
  run<T>(host: string, gap: number, send: () => Promise<T>): Promise<T>;
}

interface HostTurn {
  /** settles when the last request that stands in line is done */
  tail: Promise<unknown>;
  waiting: number;
  /** nothing is sent before (ms since the epoch) */
  next: number;
}

/**
 * @param patience milliseconds that a request waits for a host that has said Retry-After; beyond, it fails at once
 */
export function createPolite(clock: Clock, patience: number): Polite {
  const hosts = new Map<string, HostTurn>();

  async function takeTurn<T>(host: string, turn: HostTurn, gap: number, send: () => Promise<T>): Promise<T> {
    const wait = turn.next - clock.now();
    if (wait > Math.max(patience, gap)) {
      throw new FetchError("fetch.unavailable", `${host} asks to wait until ${isoTime(turn.next)}.`, { retryAt: turn.next });
    }
    if (wait > 0) await clock.sleep(wait);
    const rest = () => {
      turn.next = Math.max(turn.next, clock.now() + gap);
    };
    rest();
    try {
      const answer = await send();
      rest();
      return answer;
    } catch (error) {
      rest();
      if (error instanceof FetchError && error.retryAt !== null) turn.next = Math.max(turn.next, error.retryAt);
      throw error;
    }
  }

  return {
    run: (host, gap, send) => {
      forgetIdle(hosts, clock.now());
      const turn = hosts.get(host) ?? { tail: Promise.resolve(), waiting: 0, next: 0 };
      hosts.set(host, turn);
      turn.waiting++;
      const run = turn.tail.then(() => takeTurn(host, turn, gap, send)).finally(() => turn.waiting--);
      // the next in line runs whether or not this one failed; its caller hears of the failure
      turn.tail = run.then(ignore, ignore);
      return run;
    },
  };
}

function ignore(): void {}

/** Keeps the table of hosts small on a long run; a host is forgotten only when nothing of it matters any more. */
function forgetIdle(hosts: Map<string, HostTurn>, now: number): void {
  if (hosts.size < 1000) return;
  for (const [host, turn] of hosts) if (turn.waiting === 0 && turn.next <= now) hosts.delete(host);
}
