/**
 * One lane for each host: jobs on it are worked one after the other by whoever opened the lane, and a job that comes
 * meanwhile is put behind it and holds no slot of a worker. So a host that is slow, or has many jobs, takes one slot.
 */
export interface Lanes {
  /**
   * Works a job, or leaves it to the lane that is open on its host: then this returns at once. What stands in a lane is lost
   * with the process, or once `signal` aborts; the ledger knows it.
   * @param key names the job: one that waits already is not put there twice
   * @throws what the job throws where it opened the lane; failures of the others are told to `onLost`
   */
  run(host: string, key: string, work: Work, signal: AbortSignal): Promise<void>;
}

type Work = (signal: AbortSignal) => Promise<void>;

/** @param onLost told of a job that failed after it had been left to a lane */
export function createLanes(onLost: (key: string, error: unknown) => void): Lanes {
  const lanes = new Map<string, Map<string, Work>>();

  async function workOff(lane: Map<string, Work>, signal: AbortSignal): Promise<void> {
    for (const [key, work] of lane) {
      if (signal.aborted) return;
      lane.delete(key);
      try {
        await work(signal);
      } catch (error) {
        if (!signal.aborted) onLost(key, error);
      }
    }
  }

  return {
    run: async (host, key, work, signal) => {
      const open = lanes.get(host);
      if (open) {
        open.set(key, work);
        return;
      }
      const lane = new Map<string, Work>();
      lanes.set(host, lane);
      try {
        await work(signal);
      } finally {
        await workOff(lane, signal);
        lanes.delete(host);
      }
    },
  };
}
