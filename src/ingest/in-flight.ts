/** Steps that are under way at the same time, bounded in number and bytes. */
export interface InFlight {
  /**
   * Starts a step once there is room for it and the one before of the same key has ended: steps of one key keep their order.
   * @throws what a step before has thrown: nothing more is started then
   */
  start(key: string, bytes: number, step: () => Promise<void>): Promise<void>;
  /** Waits for all that was started. @throws what the first of them to fail has thrown */
  ended(): Promise<void>;
  /** Waits for all that was started, whatever becomes of it. */
  idle(): Promise<void>;
}

export interface InFlightBounds {
  readonly items: number;
  /** one that is larger runs when nothing else does */
  readonly bytes: number;
}

export function createInFlight(bounds: InFlightBounds): InFlight {
  const running = new Map<string, Promise<void>>();
  let held = 0;
  let failure: { readonly error: unknown } | null = null;

  const check = () => {
    if (failure !== null) throw failure.error;
  };

  const idle = async () => {
    await Promise.all(running.values());
  };

  return {
    idle,
    start: async (key, bytes, step) => {
      await running.get(key);
      while (running.size > 0 && (running.size >= bounds.items || held + bytes > bounds.bytes)) await Promise.race(running.values());
      check();
      held += bytes;
      const run = step()
        .catch((error: unknown) => {
          failure ??= { error };
        })
        .finally(() => {
          held -= bytes;
          running.delete(key);
        });
      running.set(key, run);
    },
    ended: async () => {
      await idle();
      check();
    },
  };
}
