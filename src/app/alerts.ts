import { type Alert, alertId, type Deliver, pruneAlerts, runAlerts } from "../deliver/alerts.js";
import { savedSearches } from "../deliver/saved-searches.js";
import type { WebhookSender } from "../deliver/webhook.js";
import { isoTime } from "../model/clock.js";
import { asZhengwenError } from "../model/errors.js";
import { queryLanguage } from "../pipeline/query-language.js";
import type { Config } from "./config.js";
import { openStoreServices, type StoreServices } from "./services.js";
import { openWebhook } from "./source-health.js";

/** Milliseconds between two looks at what came in. */
const pause = 10_000;

/**
 * Matches saved searches against what came in, and hands each alert to the webhook where there is one. While the webhook
 * cannot be reached a search stands where it is, and its alerts are sent in the next run; what the receiver refuses is noted
 * and not sent again.
 * @param ids the searches; all of them where none is named
 * @returns the alerts that are new
 */
export async function deliverAlerts(services: StoreServices, webhook: WebhookSender | null, ids?: readonly string[]): Promise<Alert[]> {
  const { store, dictionary, log } = services;
  const given = { store, language: queryLanguage(dictionary), clock: services.clock };
  const deliver = webhook && sending(webhook, services);
  const alerts: Alert[] = [];
  for (const id of ids ?? (await savedSearches(store)).map((saved) => saved.id)) {
    try {
      alerts.push(...(await runAlerts(id, given, deliver ?? undefined)));
    } catch (cause) {
      const error = asZhengwenError(cause, "internal");
      if (error.code !== "deliver.failed") throw cause;
      log.warn({ search: id, code: error.code, err: error }, "the webhook was not reached; the alerts are sent in the next run");
    }
  }
  return alerts;
}

const dayLength = 86_400_000;

/** Forgets alerts that were written longer ago than they are kept. @returns how many */
export async function forgetOldAlerts({ store, config, clock }: Pick<StoreServices, "store" | "config" | "clock">): Promise<number> {
  return pruneAlerts(isoTime(clock.now() - config.alertDays * dayLength), store);
}

function sending(webhook: WebhookSender, { log, clock }: Pick<StoreServices, "log" | "clock">): Deliver {
  return async (alert) => {
    const timestamp = new Date(clock.now()).toISOString();
    try {
      await webhook.send({ id: `alert_${alertId(alert)}`, type: "search.alert", timestamp, data: alert });
    } catch (cause) {
      const error = asZhengwenError(cause, "deliver.failed");
      if (error.code !== "deliver.refused") throw error;
      log.error({ alert: alertId(alert), code: error.code, err: error }, "the webhook refused an alert");
    }
  };
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
  log.info({ pid: process.pid }, "deliver worker ready");

  async function follow(): Promise<void> {
    for (let forgetting = 0; !shutdown.signal.aborted; ) {
      try {
        if (clock.now() >= forgetting) {
          await forgetOldAlerts(services);
          forgetting = clock.now() + dayLength;
        }
        for (const alert of await deliverAlerts(services, webhook)) log.info({ alert: alertId(alert) }, "a saved search matched");
      } catch (cause) {
        const error = asZhengwenError(cause, "internal");
        if (!shutdown.signal.aborted) log.error({ code: error.code, err: error }, "saved searches were not matched; tried again soon");
      }
      await clock.sleep(pause, shutdown.signal);
    }
  }
}
