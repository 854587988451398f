import type { HealthChange } from "../crawl/health-change.js";
import { createWebhookSender, type WebhookSender } from "../deliver/webhook.js";
import type { Clock } from "../model/clock.js";
import { asZhengwenError } from "../model/errors.js";
import type { Config } from "./config.js";
import type { Logger } from "./log.js";

/** The webhook that the configuration names; null where it names none. */
export function openWebhook({ webhookUrl: url, webhookSecret: secret, fetchAllow: allow }: Config, clock: Clock): WebhookSender | null {
  return url === null || secret === null ? null : createWebhookSender({ url, secret, allow, clock });
}

/**
 * Tells of changes of sources' health: in the log, and to the webhook where there is one.
 * @returns what says whether a change was passed on
 */
export function healthTeller(log: Logger, webhook: WebhookSender | null): (change: HealthChange) => Promise<boolean> {
  return async ({ key, source, health, since, lastSuccess }) => {
    const said = { source: source.id, health: health.state, reason: health.reason, detail: health.detail, since };
    if (health.state === "unhealthy") log.warn(said, "a source is unhealthy");
    else log.info(said, "a source is healthy again");
    if (webhook === null) return true;
    try {
      await webhook.send({
        id: `msg_${key}`,
        type: `source.${health.state}`,
        timestamp: since,
        data: { source, ...health, since, lastSuccess },
      });
      return true;
    } catch (cause) {
      const error = asZhengwenError(cause, "deliver.failed");
      log.error({ source: source.id, code: error.code, err: error }, "the webhook was not told; it is after the source's next round");
      return false;
    }
  };
}
