import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { alertId, listAlerts } from "../../src/deliver/alerts.js";
import { savedSearch, saveSearch } from "../../src/deliver/saved-searches.js";
import { loadDictionary } from "../../src/dictionary/load.js";
import { queryLanguage } from "../../src/pipeline/query-language.js";
import { openElasticsearchStore } from "../../src/store/elasticsearch/store.js";
import { openSqliteStore } from "../../src/store/sqlite/store.js";
import type { Store } from "../../src/store/store.js";
import { buildDocument } from "../support/document.js";
import { describeWithElasticsearch } from "./suite.js";

const count = 150;
/** The messages upon which the program is killed: early, in the middle, and upon one of the last. */
const deadly = [30, 100, 150];

/**
 * Receives messages and kills their sender upon some of them, before it is answered.
 * @returns the ids of the messages in the order in which they came
 */
async function receiver(): Promise<{ readonly address: string; readonly ids: string[]; kill: () => void }> {
  const ids: string[] = [];
  const told = { address: "", ids, kill: () => {} };
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      ids.push(String(request.headers["webhook-id"]));
      if (deadly.includes(ids.length)) told.kill();
      else response.writeHead(204).end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  told.address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return told;
}

/** Runs `alerts run` again and again, until it ends by itself. @returns how often it was killed */
async function runToTheEnd(store: Store, given: Record<string, string>): Promise<{ readonly killed: number; readonly ids: string[] }> {
  const language = queryLanguage(loadDictionary());
  const saved = await saveSearch(
    { name: "绿色建筑", search: { query: "绿色建筑" }, createdAt: "2024-05-01T00:00:00Z" },
    { store, language },
  );
  const documents = Array.from({ length: count }, (_, at) =>
    buildDocument({ url: `https://a.example/${at}`, text: `第${at}篇绿色建筑。\n` }),
  );
  await store.putAll(documents.map((document) => ({ document })));
  await store.refresh();
  const hook = await receiver();
  const env = {
    ...process.env,
    ...given,
    ZHENGWEN_LOG_LEVEL: "warn",
    ZHENGWEN_WEBHOOK_URL: `http://${hook.address}/`,
    ZHENGWEN_WEBHOOK_SECRET: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    ZHENGWEN_FETCH_ALLOW: hook.address,
  };
  let killed = 0;
  for (let ended = false; !ended; ) {
    const program = spawn(process.execPath, ["dist/src/cli/main.js", "alerts", "run"], { env, stdio: ["ignore", "ignore", "inherit"] });
    hook.kill = () => program.kill("SIGKILL");
    const [status, signal] = await once(program, "close");
    if (signal === "SIGKILL") killed++;
    else expect(status).toBe(0);
    ended = signal === null;
  }
  await store.refresh();
  const kept = (await listAlerts(saved.id, store, 1_000)).map((alert) => `alert_${alertId(alert)}`);
  expect(kept.sort()).toEqual(documents.map(({ id }) => `alert_${saved.id}/${id}/1`).sort());
  // nothing lost; what came twice bears the same id, and only what was not answered did
  expect([...new Set(hook.ids)].sort()).toEqual(kept);
  expect(hook.ids.length).toBeGreaterThan(count);
  expect((await savedSearch(saved.id, store)).saved.cursor).toBe((await store.feed()).floor - 1);
  return { killed, ids: hook.ids };
}

it("alerts of the embedded store are told, none lost and none under two names, though their program is killed with -9", async () => {
  const folder = mkdtempSync(join(tmpdir(), "zhengwen-alerts-"));
  const path = join(folder, "store.db");
  const store = openSqliteStore(path);
  onTestFinished(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  expect((await runToTheEnd(store, { ZHENGWEN_STORE: path })).killed).toBe(deadly.length);
}, 240_000);

describeWithElasticsearch("alerts", (url) => {
  it("of Elasticsearch are told so too", async () => {
    const prefix = `alerts-kill-${process.pid}`;
    const store = await openElasticsearchStore({ url, prefix });
    onTestFinished(() => store.close());
    expect((await runToTheEnd(store, { ZHENGWEN_ES_URL: url, ZHENGWEN_ES_PREFIX: prefix })).killed).toBe(deadly.length);
  }, 240_000);
});
