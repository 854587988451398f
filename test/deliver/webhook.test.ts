import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { afterEach, describe, expect, it } from "vitest";
import { createWebhookSender } from "../../src/deliver/webhook.js";
import { setClock } from "../support/clock.js";

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const clock = { ...setClock("2025-03-01T00:00:00Z"), now: () => Date.now() };
const message = {
  id: "msg_1",
  type: "source.unhealthy",
  timestamp: "2025-03-01T00:00:00.000Z",
  data: { source: { id: "gd" }, reason: "source.empty" },
};

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A receiver that answers with these statuses, one after the other, then with 204. */
async function startReceiver(...statuses: number[]) {
  const received: { headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      received.push({ headers: request.headers, body });
      response.writeHead(statuses.shift() ?? 204, { location: "/elsewhere" }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { address, url: `http://${address}/hook`, received };
}

function senderFor(receiver: { address: string; url: string }, allow = [receiver.address]) {
  const sender = createWebhookSender({ url: receiver.url, secret, allow, clock, retries: 3, pause: 1 });
  closing.push(sender.close);
  return sender;
}

describe("a webhook", () => {
  it("is signed as Standard Webhooks says: over id, time and body, with the key behind whsec_", async () => {
    const receiver = await startReceiver();
    await senderFor(receiver).send(message);
    const [{ headers, body } = { headers: {}, body: "" }] = receiver.received;
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual({
      type: message.type,
      timestamp: message.timestamp,
      data: message.data,
    });
    const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
    const expected = createHmac("sha256", Buffer.from(secret.slice(6), "base64"))
      .update(signed)
      .digest("base64");
    expect(headers["webhook-signature"]).toBe(`v1,${expected}`);
    expect(() => new Webhook(secret).verify(body.replace("gd", "gx"), headers as Record<string, string>)).toThrow();
  });

  it("gives the signature of the specification's own example", () => {
    const at = new Date(1614265330 * 1000);
    expect(new Webhook(secret).sign("msg_p5jXN8AQM9LWM0D4loKWxJek", at, '{"test": 2432232314}')).toBe(
      "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    );
  });

  it("is tried again under the same id until it is taken", async () => {
    const receiver = await startReceiver(500, 429);
    await senderFor(receiver).send(message);
    expect(receiver.received.map(({ headers }) => headers["webhook-id"])).toEqual(["msg_1", "msg_1", "msg_1"]);
  });

  it.each([
    ["a refusal, at once", [400], "deliver.refused", 1],
    ["a redirect, which is not followed", [302], "deliver.refused", 1],
    ["a receiver that stays away", [500, 500, 500, 500], "deliver.failed", 4],
  ] as const)("fails on %s", async (_, statuses, code, times) => {
    const receiver = await startReceiver(...statuses);
    await expect(senderFor(receiver).send(message)).rejects.toMatchObject({ code });
    expect(receiver.received).toHaveLength(times);
  });

  it("reaches no private address that is not allowed", async () => {
    const receiver = await startReceiver();
    await expect(senderFor(receiver, []).send(message)).rejects.toMatchObject({ code: "fetch.address-refused" });
    const byName = { ...receiver, url: receiver.url.replace("127.0.0.1", "localhost") };
    await expect(senderFor(byName, []).send(message)).rejects.toMatchObject({ code: "fetch.address-refused" });
    expect(receiver.received).toEqual([]);
  });

  it("fails when no one listens, and when it is closed", async () => {
    const sender = senderFor({ address: "127.0.0.1:1", url: "http://127.0.0.1:1/" });
    await expect(sender.send(message)).rejects.toMatchObject({ code: "deliver.failed" });
    await sender.close();
    await expect(sender.send(message)).rejects.toMatchObject({ code: "deliver.failed" });
  });

  it("needs a secret of its form", () => {
    expect(() => createWebhookSender({ url: "https://a.example/", secret: "whsec_", allow: [], clock })).toThrow(
      expect.objectContaining({ code: "config.invalid" }),
    );
  });
});
