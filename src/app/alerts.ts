import { type Alert, alertId, pruneAlerts, runAlerts } from "../deliver/alerts.js";
import { savedSearch, savedSearches } from "../deliver/saved-searches.js";
import { type DeliveryState, deliveryState, enqueueAlert, isToBeSent, type Sent, sendWaiting } from "../deliver/search-webhook.js";
import { createWebhookSender, type WebhookSender } from "../deliver/webhook.js";
import { isoTime } from "../model/clock.js";
import { asZhengwenError, ZhengwenError } from "../model/errors.js";
import { queryLanguage } from "../pipeline/query-language.js";
import { whileClaimed } from "../store/claim.js";
import type { Config } from "./config.js";
import { openStoreServices, type StoreServices } from "./services.js";
import { openWebhook } from "./source-health.js";
import { openWorkerPort } from "./worker-port.js";

/** Milliseconds between two looks at what came in. */
const pause = 10_000;

/**
 * Matches saved searches against what came in, and sends each alert to the search's own webhook, or to the one that is given
 * where it has none. What a webhook does not take waits there: see `sendWaiting`. One process at a time does so for a search:
 * a patient one leaves it to whoever does it just now, another one waits for its turn.
 * @param ids the searches; all of them where none is named
 * @returns the alerts that are new
 */
export async function deliverAlerts(
  services: StoreServices,
  webhook: WebhookSender | null,
  { ids, isPatient = false }: { readonly ids?: readonly string[]; readonly isPatient?: boolean } = {},
): Promise<Alert[]> {
  const { store, clock, shutdown } = services;
  const alerts: Alert[] = [];
  for (const id of ids ?? (await savedSearches(store)).map((saved) => saved.id)) {
    if (isPatient && !(await isWaiting(id, services))) continue;
    // two that match and send one search at once would send the same alert twice
    const claim = { store, clock, ...(!isPatient && { until: shutdown.signal }) };
    const fresh = await whileClaimed(`alerts/${id}`, claim, (isHeld) => deliverSearch(id, services, webhook, { isPatient, isHeld }));
    alerts.push(...(fresh ?? []));
  }
  return alerts;
}

/** Whether there is anything to match for a search, or to send. */
async function isWaiting(id: string, { store, clock }: StoreServices): Promise<boolean> {
  const { saved } = await savedSearch(id, store);
  const { next } = await store.changes(saved.cursor, 1);
  return next !== saved.cursor || (await isToBeSent(id, { store, now: () => clock.now(), isPatient: true }));
}

interface Delivery {
  readonly isPatient: boolean;
  readonly isHeld: () => boolean;
}

async function deliverSearch(id: string, services: StoreServices, webhook: WebhookSender | null, way: Delivery): Promise<Alert[]> {
  const { store, dictionary, clock } = services;
  const given = { store, language: queryLanguage(dictionary), clock };
  const { endpoint, disabledAt } = await deliveryState(id, services);
  // of a webhook that is given up nothing waits: its alerts are sent again by hand
  const isSent = disabledAt === null && (endpoint !== null || webhook !== null);
  const fresh = await runAlerts(id, given, isSent ? (alert) => enqueueAlert(alert, services) : undefined);
  // what was just put among those that wait is listed
  if (isSent && (fresh.length > 0 || !way.isPatient)) await store.refresh();
  if (isSent) await sendAlerts(id, services, webhook, way);
  return fresh;
}

const dayLength = 86_400_000;

/** Forgets alerts that were written longer ago than they are kept. @returns how many */
export async function forgetOldAlerts({ store, config, clock }: Pick<StoreServices, "store" | "config" | "clock">): Promise<number> {
  return pruneAlerts(isoTime(clock.now() - config.alertDays * dayLength), store);
}

async function sendAlerts(id: string, services: StoreServices, webhook: WebhookSender | null, way: Delivery): Promise<void> {
  const { store, clock, log, config } = services;
  let own: WebhookSender | null = null;
  const senderTo = (endpoint: DeliveryState["endpoint"]) => {
    // what waits is tried again by itself
    if (endpoint !== null) own ??= createWebhookSender({ ...endpoint, allow: config.fetchAllow, clock, retries: 0 });
    return own ?? webhook;
  };
  try {
    const { isGivenUp, endpoint, failingSince, detail } = await sendWaiting(id, {
      store,
      now: () => clock.now(),
      ...way,
      send: (alert, to) => sendAlert(alert, senderTo(to), services),
    });
    if (!isGivenUp) return;
    log.error({ search: id, url: endpoint?.url, failingSince, detail }, "a webhook is given up after five days; zhengwen alerts redeliver");
    // who looks after this server is told, where that is another webhook
    if (endpoint !== null && webhook !== null) await tellGivenUp(id, endpoint.url, failingSince, webhook, services);
  } finally {
    await (own as WebhookSender | null)?.close();
  }
}

async function sendAlert(alert: Alert, sender: WebhookSender | null, { log, clock }: Pick<StoreServices, "log" | "clock">): Promise<Sent> {
  const message = { id: `alert_${alertId(alert)}`, type: "search.alert", timestamp: isoTime(clock.now()), data: alert };
  try {
    if (sender === null) throw new ZhengwenError("deliver.failed", "No webhook is named any more.");
    await sender.send(message);
    return { is: "taken" };
  } catch (cause) {
    const error = asZhengwenError(cause, "deliver.failed");
    const isRefused = error.code === "deliver.refused";
    log.warn(
      { alert: alertId(alert), code: error.code, err: error },
      isRefused ? "the webhook refused an alert" : "the webhook was not reached; what waits is sent later",
    );
    return { is: isRefused ? "refused" : "failed", detail: error.message };
  }
}

async function tellGivenUp(
  search: string,
  url: string,
  failingSince: string | null,
  webhook: WebhookSender,
  { log, clock }: Pick<StoreServices, "log" | "clock">,
): Promise<void> {
  const timestamp = isoTime(clock.now());
  try {
    const data = { search, host: new URL(url).host, failingSince };
    await webhook.send({ id: `disabled_${search}_${failingSince}`, type: "search.webhook-disabled", timestamp, data });
  } catch (cause) {
    log.error({ search, err: asZhengwenError(cause, "deliver.failed") }, "nobody could be told that a webhook is given up");
  }
}

/** Delivers alerts until the program shuts down: see `deliverAlerts`. @throws store.unavailable, store.version */
export async function startDelivery(config: Config): Promise<void> {
  const services = await openStoreServices(config);
  const { shutdown, clock, log } = services;
  const webhook = openWebhook(config, clock);
  const running = follow();
  shutdown.onClose("delivery", async () => {
    await webhook?.close();
    await running;
  });
  const port = await openWorkerPort(services).catch(async (error: unknown) => {
    await shutdown.close();
    throw error;
  });
  log.info({ pid: process.pid, port }, "deliver worker ready");

  async function follow(): Promise<void> {
    for (let forgetting = 0; !shutdown.signal.aborted; ) {
      try {
        if (clock.now() >= forgetting) {
          await forgetOldAlerts(services);
          forgetting = clock.now() + dayLength;
        }
        for (const alert of await deliverAlerts(services, webhook, { isPatient: true }))
          log.info({ alert: alertId(alert) }, "a saved search matched");
      } catch (cause) {
        const error = asZhengwenError(cause, "internal");
        if (!shutdown.signal.aborted) log.error({ code: error.code, err: error }, "saved searches were not matched; tried again soon");
      }
      await clock.sleep(pause, shutdown.signal);
    }
  }
}
