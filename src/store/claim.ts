import { randomUUID } from "node:crypto";
import { type Clock, isoTime } from "../model/clock.js";
import { ZhengwenError } from "../model/errors.js";
import type { Setting, Store } from "./store.js";

export interface ClaimOptions {
  readonly store: Pick<Store, "settings">;
  readonly clock: Clock;
  /** waits for whoever has it, until this aborts; without one nothing is done where somebody else has it */
  readonly until?: AbortSignal;
  /** milliseconds after which the claim of a process that died is void; the clocks of all of them agree far better than that */
  readonly lease?: number;
  /** milliseconds after which a claim is renewed */
  readonly renewal?: number;
}

type Times = Required<Pick<ClaimOptions, "lease">> & Pick<ClaimOptions, "store" | "clock">;

/** What a claim says: who has it, until when. */
interface Held {
  readonly by: string;
  readonly until: string;
}

const prefix = "claim/";

/**
 * Does something that one process at a time may do. The claim is kept in the store and renewed meanwhile; that of a process
 * which dies lapses.
 * @param work is given what tells whether the claim still stands: not for a process that was put aside for too long
 * @returns null where somebody else has it
 * @throws what `work` throws; store.unavailable
 */
export async function whileClaimed<T>(
  name: string,
  { store, clock, until, lease = 6_000, renewal = 2_000 }: ClaimOptions,
  work: (isHeld: () => boolean) => Promise<T>,
): Promise<T | null> {
  const times = { store, clock, lease };
  const by = randomUUID();
  for (let taken = await take(name, by, times); taken !== null; taken = await take(name, by, times)) {
    if (until === undefined || until.aborted) return null;
    await clock.sleep(Math.min(Math.max(Date.parse(taken.until) - clock.now(), 0) + 50, 1_000), until);
  }
  let end = clock.now() + lease;
  let isLost = false;
  let isRenewing = false;
  const renewing = setInterval(async () => {
    if (isRenewing || isLost) return;
    isRenewing = true;
    try {
      const now = clock.now();
      if (await renew(name, by, times)) end = now + lease;
      else isLost = true;
    } catch (error) {
      // while the store is away, the claim stands until it lapses
      if (!(error instanceof ZhengwenError)) isLost = true;
    } finally {
      isRenewing = false;
    }
  }, renewal);
  try {
    return await work(() => !isLost && clock.now() < end);
  } finally {
    clearInterval(renewing);
    await release(name, by, store);
  }
}

/** @returns what another one claims; null where it is ours now */
async function take(name: string, by: string, { store, clock, lease }: Times): Promise<Held | null> {
  const setting = await store.settings.get(prefix + name);
  const held = heldBy(setting);
  const mine: Held = { by, until: isoTime(clock.now() + lease) };
  if (held !== null && Date.parse(held.until) > clock.now()) return held;
  return (await written(name, mine, setting?.version ?? 0, store)) ? null : (heldBy(await store.settings.get(prefix + name)) ?? mine);
}

/** @returns false where another one has taken it */
async function renew(name: string, by: string, { store, clock, lease }: Times): Promise<boolean> {
  const setting = await store.settings.get(prefix + name);
  if (setting === null || heldBy(setting)?.by !== by) return false;
  return written(name, { by, until: isoTime(clock.now() + lease) }, setting.version, store);
}

/** Leaves it to others, unless they have taken it already. A renewal that is still under way is waited out. */
async function release(name: string, by: string, store: ClaimOptions["store"]): Promise<void> {
  for (;;) {
    const setting = await store.settings.get(prefix + name);
    if (setting === null || heldBy(setting)?.by !== by) return;
    if (await written(name, null, setting.version, store)) return;
  }
}

/** @returns false when another writer was faster */
async function written(name: string, held: Held | null, version: number, { settings }: ClaimOptions["store"]): Promise<boolean> {
  try {
    await settings.write(prefix + name, held === null ? null : { ...held }, version);
    return true;
  } catch (error) {
    if (error instanceof ZhengwenError && error.code === "store.conflict") return false;
    throw error;
  }
}

function heldBy(setting: Setting | null): Held | null {
  return setting === null ? null : (setting.value as unknown as Held);
}
