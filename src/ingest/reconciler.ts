import type { Logger } from "pino";
import { asZhengwenError } from "../model/errors.js";
import { type ReconcileServices, reconcile } from "./reconcile.js";

interface ReconcilerServices extends ReconcileServices {
  readonly log: Logger;
  /** milliseconds between two looks at what the queue may have forgotten; a minute when left out */
  readonly reconcileEvery?: number;
}

const usualInterval = 60_000;
/** The share of it behind which what a process may have died on has its turn after the first look. */
const respite = 1 / 6;

/**
 * Reconciles now, soon again, and then at intervals, wherever a worker runs: a queue may be flushed at any time. The first
 * time leaves out what a process may have died on, so that a page that kills its worker does not before others had their turn.
 * @param restore puts back what the queue forgot and the ledger does not know: the timetable
 */
export function startReconciler(
  services: ReconcilerServices,
  sources: readonly { readonly id: string }[],
  restore?: () => Promise<void>,
): { close(): Promise<void> } {
  const { clock, log, reconcileEvery: interval = usualInterval } = services;
  const stopping = new AbortController();

  async function sweep(suspects: boolean): Promise<void> {
    try {
      await restore?.();
      const { fetched, orphaned } = await reconcile(services, sources, { suspects, signal: stopping.signal });
      if (fetched + orphaned > 0) log.info({ fetched, orphaned }, "unfinished rows");
    } catch (cause) {
      const error = asZhengwenError(cause, "store.unavailable");
      log.warn({ code: error.code, err: error }, "could not reconcile; tried again soon");
    }
  }

  async function run(): Promise<void> {
    for (let isFirst = true; !stopping.signal.aborted; isFirst = false) {
      await sweep(!isFirst);
      try {
        await clock.sleep(isFirst ? interval * respite : interval, stopping.signal);
      } catch (cause) {
        if (!stopping.signal.aborted) throw cause;
      }
    }
  }

  const running = run();
  return {
    close: async () => {
      stopping.abort();
      await running;
    },
  };
}
