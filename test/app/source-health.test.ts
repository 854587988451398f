import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { readConfig } from "../../src/app/config.js";
import { createLog } from "../../src/app/log.js";
import { healthTeller, openWebhook } from "../../src/app/source-health.js";
import type { HealthChange } from "../../src/crawl/health-change.js";
import { systemClock } from "../../src/model/clock.js";

const change: HealthChange = {
  key: "0123",
  source: { id: "gd", name: "广东省人民政府", url: "https://www.gd.gov.cn/" },
  health: { state: "unhealthy", reason: "source.empty", detail: "It names nothing." },
  since: "2025-03-01T00:00:00.000Z",
  lastSuccess: null,
};
const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

it("a change of health is told in the log and to the webhook, and not heard where that is refused", async () => {
  const received: unknown[] = [];
  let status = 204;
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      received.push({ id: request.headers["webhook-id"], ...JSON.parse(body) });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const config = readConfig({ ZHENGWEN_WEBHOOK_URL: `http://${address}/`, ZHENGWEN_WEBHOOK_SECRET: secret, ZHENGWEN_FETCH_ALLOW: address });
  const lines: string[] = [];
  const log = createLog(config, { write: (line) => void lines.push(line) });
  const webhook = openWebhook(config, systemClock);
  onTestFinished(() => webhook?.close());
  const tell = healthTeller(log, webhook);
  expect(await tell(change)).toBe(true);
  expect(received).toEqual([
    {
      id: "msg_0123",
      type: "source.unhealthy",
      timestamp: change.since,
      data: { source: change.source, ...change.health, since: change.since, lastSuccess: null },
    },
  ]);
  status = 400;
  expect(await tell(change)).toBe(false);
  expect(lines.map((line) => JSON.parse(line)).filter(({ level }) => level >= 40)).toMatchObject([
    { source: "gd", reason: "source.empty" },
    { source: "gd", reason: "source.empty" },
    { source: "gd", code: "deliver.refused" },
  ]);
  expect(lines.join("")).not.toContain(secret);
});

it("without a webhook the log is enough; an address without a secret is a mistake", async () => {
  const config = readConfig({});
  expect(openWebhook(config, systemClock)).toBeNull();
  expect(await healthTeller(createLog(config, { write: () => undefined }), null)(change)).toBe(true);
  expect(() => readConfig({ ZHENGWEN_WEBHOOK_URL: "https://a.example/" })).toThrow(/ZHENGWEN_WEBHOOK_SECRET/);
  expect(() => readConfig({ ZHENGWEN_WEBHOOK_SECRET: "whsec_short" })).toThrow(/whsec_ and a key/);
});
