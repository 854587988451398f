import { randomBytes } from "node:crypto";
import { isoTime } from "../model/clock.js";
import { ZhengwenError } from "../model/errors.js";
import type { SettingValue, Store } from "../store/store.js";
import { type Alert, alertId, listAlerts } from "./alerts.js";
import { savedSearch } from "./saved-searches.js";

/** How delivery to a saved search's webhook goes. */
export interface DeliveryState {
  /** its own webhook; null where alerts go to the one of the configuration */
  readonly endpoint: { readonly url: string; readonly secret: string } | null;
  /** since when nothing was taken; null while all is well */
  readonly failingSince: string | null;
  readonly failures: number;
  /** nothing is sent before */
  readonly nextTry: string | null;
  /** since when it is given up; null while it is not */
  readonly disabledAt: string | null;
  /** what went wrong last */
  readonly detail: string | null;
}

type Given = { readonly store: Store };

const statePrefix = "webhook/";
const outboxPrefix = "outbox/";
/** Milliseconds of failure after which a webhook is given up. */
const patience = 5 * 86_400_000;
/** Milliseconds before the first new attempt, and at most. */
const firstPause = 10_000;
const longestPause = 3_600_000;

const well = { failingSince: null, failures: 0, nextTry: null, disabledAt: null, detail: null } as const;

/** How delivery for a search goes. */
export async function deliveryState(search: string, { store }: Given): Promise<DeliveryState> {
  return (await held(search, store)).state;
}

async function held(search: string, store: Store): Promise<{ state: DeliveryState; version: number }> {
  const setting = await store.settings.get(statePrefix + search);
  const state = setting === null ? { endpoint: null, ...well } : (setting.value as unknown as DeliveryState);
  return { state, version: setting?.version ?? 0 };
}

/**
 * Sends a search's alerts to an address of its own from now on.
 * @returns the secret that they are signed with (Standard Webhooks)
 * @throws record.not-found, usage.argument
 */
export async function setWebhook(search: string, url: string, { store }: Given): Promise<{ secret: string }> {
  const { saved } = await savedSearch(search, store);
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new ZhengwenError("usage.argument", "A webhook is an address that begins with http:// or https://.");
  const secret = `whsec_${randomBytes(32).toString("base64")}`;
  const { version } = await held(saved.id, store);
  await store.settings.write(statePrefix + saved.id, { endpoint: { url, secret }, ...well }, version);
  return { secret };
}

/** Ends the webhook of a search: what waits is not sent. Safe to run twice. */
export async function removeWebhook(search: string, { store }: Given): Promise<void> {
  const { version } = await held(search, store);
  if (version > 0) await store.settings.write(statePrefix + search, null, version);
  for (;;) {
    const waiting = await store.settings.list(`${outboxPrefix}${search}/`, 500);
    for (const entry of waiting) await store.settings.write(entry.name, null, entry.version);
    if (waiting.length < 500) return;
  }
}

/** Puts an alert among those that wait to be sent. Safe to run twice. */
export async function enqueueAlert(alert: Alert, { store }: Given): Promise<void> {
  const name = `${outboxPrefix}${alert.search}/${String(alert.seq).padStart(15, "0")}/${alert.record}`;
  try {
    await store.settings.write(name, { ...alert } as SettingValue, 0);
  } catch (error) {
    if (!(error instanceof ZhengwenError && error.code === "store.conflict")) throw error;
  }
}

/**
 * Sends alerts once more: one, or all that came of what was fetched since a moment. A webhook that was given up is tried again.
 * @returns how many
 * @throws record.not-found
 */
export async function redeliver(
  search: string,
  { alert: id, since }: { readonly alert?: string | undefined; readonly since?: string | undefined },
  { store }: Given,
): Promise<number> {
  const { saved } = await savedSearch(search, store);
  const all = await listAlerts(saved.id, store, Number.POSITIVE_INFINITY);
  const from = since === undefined ? Number.NEGATIVE_INFINITY : Date.parse(since);
  const chosen = all.filter((alert) =>
    id === undefined ? alert.fetchedAt === null || Date.parse(alert.fetchedAt) >= from : alertId(alert) === id,
  );
  if (id !== undefined && chosen.length === 0) throw new ZhengwenError("record.not-found", `There is no alert ${id.slice(0, 100)}.`);
  for (const alert of chosen) await enqueueAlert(alert, { store });
  const { state, version } = await held(saved.id, store);
  if (version > 0) await store.settings.write(statePrefix + saved.id, { ...state, ...well }, version);
  return chosen.length;
}

/** What came of an attempt to send: it was taken, its receiver does not want it, or nobody took it. */
export type Sent = { readonly is: "taken" } | { readonly is: "refused" | "failed"; readonly detail: string };

interface Sending {
  readonly store: Store;
  readonly now: () => number;
  /** whether pauses after failures are kept */
  readonly isPatient: boolean;
  /** whether it is still ours to send: nothing is sent once it is not */
  readonly isHeld?: () => boolean;
  send(alert: Alert, endpoint: DeliveryState["endpoint"]): Promise<Sent>;
}

/**
 * Sends what waits for a search, in order, until nobody takes it: then it waits for pauses that double, and after five days
 * of failure the webhook is given up. What is refused is not sent again by itself.
 * @returns how it goes now; `isGivenUp` where this was the attempt after which it was given up
 */
export async function sendWaiting(search: string, sending: Sending): Promise<DeliveryState & { readonly isGivenUp: boolean }> {
  const { store, now, isHeld = () => true, send } = sending;
  const before = await held(search, store);
  let { state } = before;
  if (isPausing(state, sending)) return { ...state, isGivenUp: false };
  for (;;) {
    const waiting = await store.settings.list(`${outboxPrefix}${search}/`, 100);
    if (waiting.length === 0) return { ...(await keep()), isGivenUp: false };
    for (const entry of waiting) {
      if (!isHeld()) return { ...(await keep()), isGivenUp: false };
      const sent = await send(entry.value as unknown as Alert, state.endpoint);
      state = sent.is === "taken" ? { ...state, ...well } : failed(state, sent.detail, now());
      if (sent.is === "failed" || state.disabledAt !== null) return { ...(await keep()), isGivenUp: state.disabledAt !== null };
      await dropped(entry.name, entry.version);
    }
    // a list may be a second late: what was just dropped would be sent again
    await store.refresh();
  }

  async function keep(): Promise<DeliveryState> {
    if (JSON.stringify(state) === JSON.stringify(before.state)) return state;
    try {
      await store.settings.write(statePrefix + search, { ...state }, before.version);
    } catch (error) {
      // another process sent too, or the webhook was changed meanwhile: that counts
      if (!(error instanceof ZhengwenError && error.code === "store.conflict")) throw error;
    }
    return state;
  }
  async function dropped(name: string, version: number): Promise<void> {
    try {
      await store.settings.write(name, null, version);
    } catch (error) {
      if (!(error instanceof ZhengwenError && error.code === "store.conflict")) throw error;
    }
  }
}

/** Whether something waits for a search that may be sent now. */
export async function isToBeSent(search: string, given: Pick<Sending, "store" | "now" | "isPatient">): Promise<boolean> {
  const { state } = await held(search, given.store);
  return !isPausing(state, given) && (await given.store.settings.list(`${outboxPrefix}${search}/`, 1)).length > 0;
}

function isPausing({ disabledAt, nextTry }: DeliveryState, { now, isPatient }: Pick<Sending, "now" | "isPatient">): boolean {
  return disabledAt !== null || (isPatient && nextTry !== null && Date.parse(nextTry) > now());
}

function failed(state: DeliveryState, detail: string, now: number): DeliveryState {
  const failingSince = state.failingSince ?? isoTime(now);
  const failures = state.failures + 1;
  const pause = Math.min(longestPause, firstPause * 2 ** Math.min(failures - 1, 20));
  const isOver = now - Date.parse(failingSince) >= patience;
  return { ...state, failingSince, failures, nextTry: isoTime(now + pause), disabledAt: isOver ? isoTime(now) : null, detail };
}
