import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createServer } from "../../src/api/server.js";
import { readConfig } from "../../src/app/config.js";
import { addKey, type KeyScope, listKeys, revokeKey, shownKey } from "../../src/app/keys.js";
import { answerOnce, forgetAnswers } from "../../src/app/repeated.js";
import { openServices, type Services } from "../../src/app/services.js";
import { takenDown } from "../../src/model/ledger.js";
import { setClock } from "../support/clock.js";
import { generatedNotice } from "../support/notices.js";

const folder = mkdtempSync(join(tmpdir(), "zhengwen-push-"));
const clock = setClock("2025-03-01T08:00:00Z");
let services: Services;
let server: FastifyInstance;
const tokens: Record<string, string> = {};
let count = 0;

beforeAll(async () => {
  const env = { ZHENGWEN_STORE: join(folder, "store.db"), ZHENGWEN_LOG_LEVEL: "silent", ZHENGWEN_PAGE_LIMIT: "20000" };
  services = { ...(await openServices(readConfig(env))), clock };
  server = await createServer({ ...services, intake: services });
  const scopes: Record<string, KeyScope[]> = { push: ["push"], other: ["push"], read: ["read"], admin: ["admin"] };
  for (const [name, allowed] of Object.entries(scopes))
    tokens[name] = (await addKey({ name, scopes: allowed, expiresAt: null }, services)).secret;
});
beforeEach(() => {
  count++;
});
afterAll(async () => {
  await server.close();
  await services.shutdown.close();
  rmSync(folder, { recursive: true });
});

/** An address that no other test uses. */
const url = (name = "a") => `https://www.example.gov.cn/${count}/${name}.html`;
const send = (body: unknown, headers: Record<string, string> = {}) =>
  server.inject({
    method: "POST",
    url: "/v1/documents",
    headers: { authorization: `Bearer ${tokens.push}`, "content-type": "application/json", ...headers },
    payload: typeof body === "string" ? body : JSON.stringify(body),
  });
const rows = async () => (await services.store.ledger.list({}, 1000)).length;

describe("a pushed document", () => {
  it.each([
    ["a page", { html: generatedNotice(1) }, "text/html; charset=utf-8", generatedNotice(1)],
    ["plain text", { text: "关于试行的通知\n各单位：\n" }, "text/plain; charset=utf-8", "关于试行的通知\n各单位：\n"],
    [
      "bytes",
      { base64: Buffer.from("d0d0d5fe", "hex").toString("base64"), contentType: "text/html; charset=gbk" },
      "text/html; charset=gbk",
      null,
    ],
  ])("is held and waits for the pipeline: %s", async (_what, content, contentType, text) => {
    const answer = await send({
      ...content,
      url: url(),
      fetchedAt: "2024-05-01",
      title: "题",
      publishedAt: "2024-04-30",
      source: { id: "s", name: "来源" },
      ignored: 1,
    });
    expect(answer.statusCode).toBe(202);
    const { documents } = answer.json();
    expect(documents).toEqual([{ address: url(), id: expect.stringMatching(/^[0-9a-f]{32}$/), state: "fetched" }]);
    const page = await services.store.pages.get(documents[0].id);
    expect(page).toMatchObject({ url: url(), contentType, fetchedAt: "2024-05-01", hints: { title: "题", publishedAt: "2024-04-30" } });
    if (text !== null) expect(Buffer.from(page?.bytes ?? []).toString()).toBe(text);
    expect(await services.store.ledger.get(url())).toMatchObject({ state: "fetched", source: "s", firstSeen: "2025-03-01T08:00:00.000Z" });
  });

  it("goes by its bytes where it has no address", async () => {
    const [one] = (await send({ text: "没有地址的正文。" })).json().documents;
    expect(one.address).toMatch(/^urn:sha256:[0-9a-f]{64}$/);
    expect((await send({ text: "没有地址的正文。" })).json().documents).toEqual([one]);
  });

  it("is one of many: as an array or as JSON Lines, each as if it were alone", async () => {
    const documents = [
      { text: "一。", url: url("1") },
      { url: url("2") },
      { text: "三。", html: "<p>三</p>" },
      { base64: "*" },
      { text: "好".repeat(8000) },
      7,
      { text: "七。", url: url("7") },
    ];
    const array = await send(documents);
    const lines = await send(documents.map((document) => JSON.stringify(document)).join("\n"), { "content-type": "application/x-ndjson" });
    expect(lines.json()).toEqual(array.json());
    expect(array.statusCode).toBe(202);
    const shape = array.json().documents.map((each: { address?: string; error?: { code: string } }) => each.address ?? each.error?.code);
    expect(shape).toEqual([url("1"), ...Array(3).fill("usage.manifest"), "input.too-large", "usage.manifest", url("7")]);
  });

  it.each([
    ["nothing that is a document", "{}", 422],
    ["no JSON", "{", 422],
    ["an empty list", "[]", 422],
    ["too many", JSON.stringify(Array.from({ length: 501 }, () => ({ text: "一。" }))), 422],
    ["too much", JSON.stringify({ text: "a".repeat(41_000) }), 413],
  ])("stores nothing of %s", async (_what, body, status) => {
    const before = await rows();
    expect((await send(body)).statusCode).toBe(status);
    expect(await rows()).toBe(before);
  });

  it("that was taken down is refused, and its row stays as it is", async () => {
    const [{ id }] = (await send({ text: "要撤下的正文。", url: url() })).json().documents;
    await services.store.remove(id, "2025-03-01T09:00:00.000Z");
    const again = await send({ text: "要撤下的正文。", url: url() });
    expect(again.statusCode).toBe(422);
    expect(again.json().documents[0].error.code).toBe("removed");
    const row = await services.store.ledger.get(url());
    expect(row && takenDown(row)).toBeNull();
  });
});

describe("a key", () => {
  it.each([
    ["no key", () => ({ authorization: "" }), 401],
    ["another scheme", () => ({ authorization: `Basic ${tokens.push}` }), 401],
    ["a wrong secret", () => ({ authorization: `Bearer ${tokens.push?.slice(0, -1)}${tokens.push?.endsWith("A") ? "B" : "A"}` }), 401],
    ["an id that is nobody's", () => ({ authorization: `Bearer zw_000000000000_${tokens.push?.slice(16)}` }), 401],
    ["the secret of another", () => ({ authorization: `Bearer ${tokens.push?.slice(0, 16)}${tokens.other?.slice(16)}` }), 401],
    ["a key for reading", () => ({ authorization: `Bearer ${tokens.read}` }), 403],
  ])("opens nothing with %s, whatever the body", async (_what, headers, status) => {
    const before = await rows();
    for (const body of [JSON.stringify({ text: "一。" }), "{", "a".repeat(100_000)])
      expect((await send(body, headers())).statusCode).toBe(status);
    expect(await rows()).toBe(before);
  });

  it("for everything allows pushing", async () => {
    expect((await send({ text: "一。" }, { authorization: `Bearer ${tokens.admin}` })).statusCode).toBe(202);
  });

  it("is held as a digest, ends when it is revoked or over, and is listed without its secret", async () => {
    const over = await addKey({ name: "over", scopes: ["push"], expiresAt: "2025-03-01T07:59:59.000Z" }, services);
    const ended = await addKey({ name: "ended", scopes: ["push"], expiresAt: "2025-04-01T00:00:00.000Z" }, services);
    expect(await shownKey(`Bearer ${ended.secret}`, services)).toEqual(ended.key);
    const revoked = await revokeKey(ended.key.id, services);
    expect(revoked.revokedAt).toBe("2025-03-01T08:00:00.000Z");
    for (const { secret } of [over, ended])
      expect((await send({ text: "一。" }, { authorization: `Bearer ${secret}` })).statusCode).toBe(401);
    expect(await listKeys(services)).toContainEqual(revoked);
    const held = JSON.stringify(await services.store.settings.list("key/", 100));
    for (const secret of Object.values(tokens)) expect(held).not.toContain(secret.slice(16));
    await expect(revokeKey("000000000000", services)).rejects.toMatchObject({ code: "record.not-found" });
  });
});

describe("an idempotency key", () => {
  const body = () => ({ text: "只收一次的正文。", url: url() });

  it("gives the first answer again and does nothing", async () => {
    const first = await send(body(), { "idempotency-key": `k${count}` });
    const row = await services.store.ledger.get(url());
    clock.pass(3_600_000);
    const again = await send(body(), { "idempotency-key": `k${count}` });
    expect([again.statusCode, again.json(), again.headers["idempotency-replayed"]]).toEqual([202, first.json(), "true"]);
    expect(first.headers).not.toHaveProperty("idempotency-replayed");
    expect(await services.store.ledger.get(url())).toEqual(row);
  });

  it("refuses another body, and is another one for another key holder or after a day", async () => {
    const key = { "idempotency-key": `k${count}` };
    await send(body(), key);
    const other = await send({ text: "别的正文。", url: url("b") }, key);
    expect([other.statusCode, other.json().code]).toEqual([422, "push.repeated"]);
    expect(await services.store.ledger.get(url("b"))).toBeNull();
    expect((await send({ text: "别的正文。", url: url("b") }, { ...key, authorization: `Bearer ${tokens.other}` })).statusCode).toBe(202);
    clock.pass(24 * 3_600_000);
    expect((await send({ text: "别的正文。", url: url("b") }, key)).statusCode).toBe(202);
  });

  it("answers one of two at the same time, and the first that was broken off a minute later", async () => {
    const asked = { who: "w", key: `k${count}`, body: "x" };
    let open = () => {};
    const held = new Promise<void>((resolve) => {
      open = resolve;
    });
    const answer = { status: 202, body: {} };
    const first = answerOnce(asked, services, async () => {
      await held;
      return answer;
    });
    await expect(answerOnce(asked, services, async () => answer)).rejects.toMatchObject({ code: "push.busy" });
    open();
    expect(await first).toMatchObject({ isRepeated: false });
    const broken = { ...asked, key: `${asked.key}-broken` };
    await expect(answerOnce(broken, services, () => Promise.reject(new Error("away")))).rejects.toThrow("away");
    await expect(answerOnce(broken, services, async () => answer)).rejects.toMatchObject({ code: "push.busy" });
    clock.pass(61_000);
    expect(await answerOnce(broken, services, async () => answer)).toMatchObject({ isRepeated: false });
  });

  it.each(["", "a b", "a".repeat(256), "键"])("is refused where it is %j", async (key) => {
    expect((await send(body(), { "idempotency-key": Buffer.from(key).toString("latin1") })).statusCode).toBe(400);
  });

  it("is forgotten after a day", async () => {
    await send(body(), { "idempotency-key": `k${count}` });
    clock.pass(24 * 3_600_000);
    expect(await forgetAnswers(services)).toBeGreaterThan(0);
    expect(await services.store.settings.list("answer/", 100)).toEqual([]);
  });
});
