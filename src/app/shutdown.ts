import { type EventEmitter, setMaxListeners } from "node:events";
import type { Logger } from "./log.js";

/** Ends a long-running command in order: on SIGINT or SIGTERM, or when it calls `close` itself. */
export interface Shutdown {
  /** aborted as soon as the end begins */
  readonly signal: AbortSignal;
  /** Registers what is to be closed. What was opened last is closed first. */
  onClose(name: string, close: () => Promise<void>): void;
  /** Closes everything, once; a second call waits for the first. A failure is logged and the rest still closed. */
  close(): Promise<void>;
}

export interface ShutdownOptions {
  readonly log: Logger;
  /** milliseconds after which the process ends although something does not close */
  readonly deadline?: number;
  /** milliseconds that a signalled process has to end in once everything is closed */
  readonly grace?: number;
  /** for tests */
  readonly signals?: Pick<EventEmitter, "on" | "off">;
  readonly exit?: (code: number) => void;
}

const signalNames = ["SIGINT", "SIGTERM"] as const;

/** Listens for the signals from now on. A second signal ends the process at once. */
export function createShutdown({
  log,
  deadline = 20_000,
  grace = 2_000,
  signals = process,
  exit = process.exit,
}: ShutdownOptions): Shutdown {
  const controller = new AbortController();
  // whatever waits in this process listens to it
  setMaxListeners(0, controller.signal);
  const closers: { name: string; close: () => Promise<void> }[] = [];
  let closing: Promise<void> | undefined;

  const onSignal = (name: unknown): void => {
    if (closing) {
      log.warn({ signal: name }, "ending at once");
      exit(1);
      return;
    }
    log.info({ signal: name }, "shutting down");
    void close().then(leave);
  };

  /** A connection that a library has not let go of, since its server was away, must not keep the process: unless it does, this never fires. */
  const leave = (): void => {
    const timer = setTimeout(() => {
      log.warn("everything is closed, and something keeps the process; ending it");
      exit(Number(process.exitCode ?? 0));
    }, grace);
    timer.unref();
  };

  const closeAll = async (): Promise<void> => {
    controller.abort();
    const timer = setTimeout(() => {
      log.error({ waiting: closers.map(({ name }) => name) }, "something does not close; ending all the same");
      exit(1);
    }, deadline);
    for (let next = closers.at(-1); next; next = closers.at(-1)) {
      await next.close().catch((error: unknown) => log.error({ err: error, part: next?.name }, "closing failed"));
      closers.pop();
    }
    clearTimeout(timer);
    for (const name of signalNames) signals.off(name, onSignal);
  };

  const close = (): Promise<void> => {
    closing ??= closeAll();
    return closing;
  };

  for (const name of signalNames) signals.on(name, onSignal);
  return { signal: controller.signal, onClose: (name, closer) => closers.push({ name, close: closer }), close };
}
