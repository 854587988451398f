/** What a process has in hand of documents: a suspect runs while nothing else does. */
export interface Trials {
  /**
   * Runs work on an address' page. A suspect waits until nothing else is in hand, and whatever comes then waits for it.
   * @param work told whether this process began on the address before and did not end: it lives, so it did not die on it
   */
  run<T>(address: string, suspect: boolean, work: (ours: boolean) => Promise<T>): Promise<T>;
}

export function createTrials(): Trials {
  /** addresses on which work was begun here and has not ended well */
  const begun = new Set<string>();
  const waiting: (() => void)[] = [];
  const suspects: (() => void)[] = [];
  let running = 0;
  let alone = false;

  function dispatch(): void {
    if (alone) return;
    for (const start of waiting.splice(0)) {
      running++;
      start();
    }
    const suspect = running === 0 ? suspects.shift() : undefined;
    if (suspect === undefined) return;
    running++;
    alone = true;
    suspect();
  }

  return {
    run: async (address, suspect, work) => {
      await new Promise<void>((start) => {
        (suspect ? suspects : waiting).push(start);
        dispatch();
      });
      const ours = begun.has(address);
      begun.add(address);
      try {
        const result = await work(ours);
        begun.delete(address);
        return result;
      } finally {
        running--;
        if (suspect) alone = false;
        dispatch();
      }
    },
  };
}
