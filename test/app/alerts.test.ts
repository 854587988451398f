import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { Webhook } from "standardwebhooks";
import { describe, expect, it, onTestFinished } from "vitest";
import { deliverAlerts } from "../../src/app/alerts.js";
import { readConfig } from "../../src/app/config.js";
import { openStoreServices } from "../../src/app/services.js";
import { type Alert, alertId } from "../../src/deliver/alerts.js";
import { saveSearch } from "../../src/deliver/saved-searches.js";
import { deliveryState, redeliver, removeWebhook, setWebhook } from "../../src/deliver/search-webhook.js";
import type { WebhookSender } from "../../src/deliver/webhook.js";
import { type ErrorCode, ZhengwenError } from "../../src/model/errors.js";
import { queryLanguage } from "../../src/pipeline/query-language.js";
import { setClock } from "../support/clock.js";
import { buildDocument } from "../support/document.js";

async function start(env: NodeJS.ProcessEnv = {}) {
  const folder = mkdtempSync(join(tmpdir(), "zhengwen-alerts-"));
  const services = await openStoreServices(readConfig({ ZHENGWEN_STORE: join(folder, "store.db"), ZHENGWEN_LOG_LEVEL: "silent", ...env }));
  onTestFinished(async () => {
    await services.shutdown.close();
    rmSync(folder, { recursive: true });
  });
  const language = queryLanguage(services.dictionary);
  const saved = await saveSearch(
    { name: "绿色建筑", search: { query: "绿色建筑" }, createdAt: "2024-05-01T00:00:00Z" },
    { store: services.store, language },
  );
  const put = (number: number) =>
    services.store.put(buildDocument({ url: `https://a.example/${number}`, text: `第${number}篇绿色建筑。\n` }));
  return { services, saved, put };
}

/** A webhook that fails with these codes in turn, and then takes everything. */
function webhookThat(...codes: ErrorCode[]) {
  const sent: string[] = [];
  const sender: WebhookSender = {
    send: async ({ id, type }) => {
      const code = codes.shift();
      if (code) throw new ZhengwenError(code, "It was told so.");
      sent.push(`${type} ${id}`);
    },
    close: async () => undefined,
  };
  return { sender, sent };
}

it("sends each alert to the webhook, under an id of its own, and none twice", async () => {
  const { services, saved, put } = await start();
  const { sender, sent } = webhookThat();
  await put(1);
  await put(2);
  const alerts = await deliverAlerts(services, sender);
  expect(alerts).toHaveLength(2);
  expect(sent).toEqual(alerts.map(({ record }) => `search.alert alert_${saved.id}/${record}/1`));
  expect(await deliverAlerts(services, sender)).toEqual([]);
  expect(sent).toHaveLength(2);
});

it("sends each alert once, though two workers deliver at once", async () => {
  const { services, put } = await start();
  for (let number = 0; number < 8; number++) await put(number);
  const { sender, sent } = webhookThat();
  // each message takes a while: the other worker would be in the midst of the same ones
  const slow: WebhookSender = {
    ...sender,
    send: async (message) => {
      for (let turns = 0; turns < 20; turns++) await new Promise((resolve) => setImmediate(resolve));
      await sender.send(message);
    },
  };
  const found = await Promise.all([true, true, false].map((isPatient) => deliverAlerts(services, slow, { isPatient })));
  expect(found.flat()).toHaveLength(8);
  expect(sent).toHaveLength(8);
  expect(new Set(sent).size).toBe(8);
});

it("sends in the next run what the webhook was away for, under the same id", async () => {
  const { services, put } = await start();
  const { sender, sent } = webhookThat("deliver.failed");
  await put(1);
  await deliverAlerts(services, sender);
  expect(sent).toEqual([]);
  await deliverAlerts(services, sender);
  expect(sent).toHaveLength(1);
  await deliverAlerts(services, sender);
  expect(sent).toHaveLength(1);
});

it("goes on behind what the receiver refuses", async () => {
  const { services, put } = await start();
  const { sender, sent } = webhookThat("deliver.refused");
  await put(1);
  await put(2);
  await deliverAlerts(services, sender);
  expect(sent).toHaveLength(1);
  expect(await deliverAlerts(services, sender)).toEqual([]);
});

it("matches where there is no webhook, and only the searches that are named", async () => {
  const { services, saved, put } = await start();
  await put(1);
  expect(await deliverAlerts(services, null, { ids: [] })).toEqual([]);
  expect(await deliverAlerts(services, null, { ids: [saved.id] })).toHaveLength(1);
});

describe("a webhook of a search's own", () => {
  const day = 86_400_000;

  it("is signed with the secret that was given for it, and given what only its search finds", async () => {
    const { services, saved, put, receiver } = await startWithReceiver({}, new Date().toISOString());
    const { secret } = await setWebhook(saved.id, receiver.url, services);
    await put(1);
    await services.store.put(buildDocument({ text: "别的。\n" }));
    expect(await deliverAlerts(services, null)).toHaveLength(1);
    const [{ headers, body } = { headers: {}, body: "" }] = receiver.received;
    expect(receiver.received).toHaveLength(1);
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
      type: "search.alert",
      data: { search: saved.id, revision: 1 },
    });
  });

  it("waits longer after each failure, and goes on where it stopped", async () => {
    const { services, saved, put, receiver, clock } = await startWithReceiver();
    await setWebhook(saved.id, receiver.url, services);
    receiver.answers.push(500, 500);
    await put(1);
    await put(2);
    const asked = async () => {
      await deliverAlerts(services, null, { isPatient: true });
      return receiver.received.length;
    };
    expect(await asked()).toBe(1);
    expect(await asked()).toBe(1);
    clock.pass(10_000);
    expect(await asked()).toBe(2);
    clock.pass(10_000);
    expect(await asked()).toBe(2);
    expect(await deliveryState(saved.id, services)).toMatchObject({ failures: 2, detail: expect.stringContaining("500") });
    clock.pass(10_000);
    expect(await asked()).toBe(4);
    expect(await deliveryState(saved.id, services)).toMatchObject({ failures: 0, failingSince: null, nextTry: null });
    const ids = receiver.received.map(({ headers }) => headers["webhook-id"]);
    expect(new Set(ids).size).toBe(2);
  });

  it.each([
    ["an answer of 500", 500],
    ["a refusal", 410],
  ])("is given up after five days of %s, with a notice; what waited is sent by hand", async (_what, status) => {
    const { services, saved, put, receiver, clock } = await startWithReceiver();
    const others = webhookThat();
    await setWebhook(saved.id, receiver.url, services);
    receiver.answers.push(...Array(12).fill(status));
    for (let days = 0; days < 5; days++) {
      await put(days);
      await deliverAlerts(services, others.sender, { isPatient: true });
      expect(await deliveryState(saved.id, services)).toMatchObject({ disabledAt: null, failingSince: "2025-03-01T00:00:00.000Z" });
      clock.pass(day);
    }
    expect(others.sent).toEqual([]);
    await put(5);
    await deliverAlerts(services, others.sender, { isPatient: true });
    const { disabledAt } = await deliveryState(saved.id, services);
    expect(disabledAt).toBe("2025-03-06T00:00:00.000Z");
    expect(others.sent).toEqual([`search.webhook-disabled disabled_${saved.id}_2025-03-01T00:00:00.000Z`]);
    const before = receiver.received.length;
    await put(6);
    clock.pass(day);
    await deliverAlerts(services, others.sender);
    expect(receiver.received).toHaveLength(before);
    expect(others.sent).toHaveLength(1);
    // its receiver is there again
    receiver.answers.length = 0;
    expect(await redeliver(saved.id, {}, services)).toBe(7);
    await deliverAlerts(services, others.sender, { isPatient: true });
    const taken = receiver.received.slice(before).map(({ headers }) => headers["webhook-id"]);
    expect(new Set(taken).size).toBe(7);
    expect(taken).toHaveLength(7);
    expect(await deliveryState(saved.id, services)).toMatchObject({ disabledAt: null, failures: 0 });
  });

  it("may not be a private address that is not allowed", async () => {
    const { services, saved, put, receiver } = await startWithReceiver({ ZHENGWEN_FETCH_ALLOW: "" });
    await setWebhook(saved.id, receiver.url, services);
    await put(1);
    await deliverAlerts(services, null);
    expect(receiver.received).toEqual([]);
    expect(await deliveryState(saved.id, services)).toMatchObject({ failures: 1, detail: expect.stringMatching(/address|private/i) });
  });

  it("sends one alert again where it is named, and none after it was removed", async () => {
    const { services, saved, put, receiver } = await startWithReceiver();
    await setWebhook(saved.id, receiver.url, services);
    await put(1);
    await put(2);
    const [first] = await deliverAlerts(services, null);
    expect(await redeliver(saved.id, { alert: alertId(first as Alert) }, services)).toBe(1);
    await deliverAlerts(services, null);
    expect(receiver.received).toHaveLength(3);
    await expect(redeliver(saved.id, { alert: "nobody" }, services)).rejects.toMatchObject({ code: "record.not-found" });
    await redeliver(saved.id, {}, services);
    await removeWebhook(saved.id, services);
    await put(3);
    await deliverAlerts(services, null);
    expect(receiver.received).toHaveLength(3);
  });

  it.each(["ftp://reader.example/hook", "hook", "javascript:alert(1)"])("may not be %s", async (url) => {
    const { services, saved } = await start();
    await expect(setWebhook(saved.id, url, services)).rejects.toMatchObject({ code: "usage.argument" });
  });
});

/** A search, a clock that is set by hand, and a receiver that answers with `answers`, one after the other, then with 204. */
async function startWithReceiver(env: NodeJS.ProcessEnv = {}, now = "2025-03-01T00:00:00Z") {
  const answers: number[] = [];
  const received: { headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer(async (request, response) => {
    received.push({ headers: request.headers, body: await text(request) });
    response.writeHead(answers.shift() ?? 204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const started = await start({ ZHENGWEN_FETCH_ALLOW: address, ...env });
  const clock = setClock(now);
  return { ...started, services: { ...started.services, clock }, clock, receiver: { url: `http://${address}/hook`, answers, received } };
}
