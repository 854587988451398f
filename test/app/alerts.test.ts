import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { deliverAlerts } from "../../src/app/alerts.js";
import { readConfig } from "../../src/app/config.js";
import { openStoreServices } from "../../src/app/services.js";
import { saveSearch } from "../../src/deliver/saved-searches.js";
import type { WebhookSender } from "../../src/deliver/webhook.js";
import { type ErrorCode, ZhengwenError } from "../../src/model/errors.js";
import { queryLanguage } from "../../src/pipeline/query-language.js";
import { buildDocument } from "../support/document.js";

async function start() {
  const folder = mkdtempSync(join(tmpdir(), "zhengwen-alerts-"));
  const services = await openStoreServices(readConfig({ ZHENGWEN_STORE: join(folder, "store.db"), ZHENGWEN_LOG_LEVEL: "silent" }));
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
  expect(await deliverAlerts(services, null, [])).toEqual([]);
  expect(await deliverAlerts(services, null, [saved.id])).toHaveLength(1);
});
