import pRetry, { AbortError } from "p-retry";
import { Webhook } from "standardwebhooks";
import { fetch } from "undici";
import { type AllowList, guardedAgent } from "../fetch/guard.js";
import type { Clock } from "../model/clock.js";
import { ZhengwenError } from "../model/errors.js";

/** A message to a webhook. */
interface WebhookMessage {
  /** the same for every attempt to deliver it: who receives it twice can tell */
  readonly id: string;
  /** what happened, in words joined by points: `source.unhealthy` */
  readonly type: string;
  /** ISO date-time of when it happened */
  readonly timestamp: string;
  readonly data: object;
}

/** Sends messages to one webhook, signed by the Standard Webhooks specification (version 1, HMAC-SHA256). */
export interface WebhookSender {
  /**
   * Resolves once the receiver has answered with 2xx; tries again after pauses that double.
   * @throws deliver.refused where the receiver does not want it (4xx), deliver.failed after the last try; fetch.address-refused
   * where the address is private and not on the allow-list
   */
  send(message: WebhookMessage): Promise<void>;
  close(): Promise<void>;
}

export interface WebhookOptions {
  readonly url: string;
  /** `whsec_` and the key in Base64 */
  readonly secret: string;
  /** private `address:port` pairs that may be reached */
  readonly allow: AllowList;
  readonly clock: Clock;
  /** milliseconds that the receiver has for an answer */
  readonly timeout?: number;
  /** tries after the first, and milliseconds before the second try */
  readonly retries?: number;
  readonly pause?: number;
}

/** Statuses after which the same message may be taken later; any other below 500 is a refusal. */
const passing = new Set([408, 409, 425, 429]);
/** How much is read of an answer, which nobody looks at: only that the connection can be used again. */
const longestAnswer = 65_536;

/** @throws config.invalid where the secret is none */
export function createWebhookSender(options: WebhookOptions): WebhookSender {
  const { url, allow, clock, timeout = 15_000, retries = 4, pause = 1_000 } = options;
  const webhook = signer(options.secret);
  const agent = guardedAgent(allow, timeout);
  const closing = new AbortController();

  async function attempt({ id, type, timestamp, data }: WebhookMessage): Promise<void> {
    const body = JSON.stringify({ type, timestamp, data });
    const at = new Date(clock.now());
    const response = await fetch(url, {
      dispatcher: agent,
      method: "POST",
      // a redirect would send the message to whom nobody has named
      redirect: "manual",
      body,
      headers: {
        "content-type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
        "webhook-signature": webhook.sign(id, at, body),
      },
      signal: AbortSignal.any([AbortSignal.timeout(timeout), closing.signal]),
    });
    await readSome(response.body);
    if (response.ok) return;
    const said = `${new URL(url).host} answered ${response.status}.`;
    if (response.status < 500 && !passing.has(response.status)) throw new AbortError(new ZhengwenError("deliver.refused", said));
    throw new ZhengwenError("deliver.failed", said);
  }

  return {
    send: async (message) => {
      try {
        await pRetry(
          async () => {
            try {
              await attempt(message);
            } catch (cause) {
              throw refusedAddress(cause) ?? cause;
            }
          },
          { retries, minTimeout: pause, factor: 2, maxTimeout: 60_000, signal: closing.signal },
        );
      } catch (cause) {
        if (cause instanceof ZhengwenError) throw cause;
        throw new ZhengwenError("deliver.failed", `${new URL(url).host}: ${rootMessage(cause)}`, { cause });
      }
    },
    close: async () => {
      closing.abort(new ZhengwenError("deliver.failed", "The program ends."));
      await agent.destroy();
    },
  };
}

function signer(secret: string): Webhook {
  try {
    return new Webhook(secret);
  } catch (cause) {
    throw new ZhengwenError("config.invalid", "The webhook's secret is not whsec_ and a key in Base64.", { cause });
  }
}

/** The guard's refusal, which no retry mends. */
function refusedAddress(cause: unknown): AbortError | null {
  for (let at = cause; at instanceof Error; at = at.cause) {
    if (at instanceof ZhengwenError && at.code === "fetch.address-refused") return new AbortError(at);
  }
  return null;
}

function rootMessage(cause: unknown): string {
  let root = cause;
  while (root instanceof Error && root.cause instanceof Error) root = root.cause;
  return root instanceof Error ? root.message : String(root);
}

async function readSome(body: AsyncIterable<Uint8Array> | null): Promise<void> {
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > longestAnswer) return;
  }
}
