import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createServer } from "../../src/api/server.js";
import type { Services } from "../../src/app/services.js";
import { collectItems } from "../../src/cli/inputs.js";
import { ingest } from "../../src/ingest/ingest.js";
import { recordSchema } from "../../src/model/record.js";
import { attached, buildDocument } from "../support/document.js";
import { type HeldSamples, holdSamples } from "../support/served-samples.js";

/** Published with an old form of a character, which restoring replaced. */
const withFiles = buildDocument({
  text: "名单见附件。\n",
  attachments: [
    { ...attached("附件1.<b>docx", "碳汇造林项目\n"), original: "碳滙造林項目\n" },
    { name: "附件2.pdf", url: null, type: "pdf" },
  ],
});
let held: HeldSamples;
let services: Services;
let server: FastifyInstance;

beforeAll(async () => {
  held = await holdSamples();
  services = held.services;
  const hostile = join(import.meta.dirname, "hostile.html");
  const options = { pageLimit: 1e6, fetcher: () => services.fetcher, fileReaders: () => services.fileReaders };
  await ingest(await collectItems([hostile], { ...options, url: "javascript:alert(1)" }), services, { worksQueue: true });
  const maps = { title: null, body: { edits: [], runs: [] }, attachments: [{ edits: [1, -1, "匯"], runs: [] }, null] };
  await services.store.put(withFiles, { maps });
  server = await createServer(services);
}, 120_000);

afterAll(async () => {
  await server.close();
  await held.close();
});

const get = (url: string, headers: Record<string, string> = {}) => server.inject({ url, headers });

describe("the API", () => {
  it("is healthy and ready, and shows metrics", async () => {
    expect((await get("/health")).json()).toEqual({ status: "ok" });
    expect((await get("/ready")).json()).toEqual({ status: "ready" });
    expect((await get("/metrics")).body).toContain("zhengwen_documents");
  });

  it("searches both scripts alike and gives compact hits", async () => {
    const [simplified, traditional] = await Promise.all([get("/v1/search?q=开平"), get("/v1/search?q=開平")]);
    expect(simplified.json()).toEqual(traditional.json());
    const { total, hits } = simplified.json();
    expect(total).toBe(1);
    expect(hits[0]).not.toHaveProperty("record");
    const record = (await get(`/v1/records/${hits[0].id}`)).json();
    expect(recordSchema.parse(record)).toEqual(record);
    expect(hits[0]).toMatchObject({ url: record.url, issuers: record.issuers, date: record.publishedAt, number: record.documentNumber });
    const named = (await get("/v1/search?q=开平&fields=revision,documentNumbers")).json().hits[0];
    expect(named.fields).toEqual({ revision: record.revision, documentNumbers: record.documentNumbers });
  });

  it("answers ten hits of whatever length in 20 kB, with what met the filters", async () => {
    const answer = await get("/v1/search?q=*&size=10&place=山东&text=published");
    expect(Buffer.byteLength(answer.body)).toBeLessThan(20_000);
    const { hits } = answer.json();
    expect(hits.length).toBeGreaterThan(0);
    for (const hit of hits) expect(hit.matched[0]).toMatchObject({ filter: "place", code: expect.stringMatching(/^37/) });
    expect((await get("/v1/search?q=企业&money=>=1")).json().currencies).toEqual(["CNY"]);
  });

  it("points at the character of a mistake", async () => {
    const error = (await get("/v1/search?q=开平 titel:绿色")).json();
    expect(error).toMatchObject({ code: "usage.query", at: 3, detail: expect.stringContaining("title:") });
  });

  it("names the attachment in which a hit was found, and gives its texts in each form", async () => {
    const { hits } = (await get("/v1/search?q=碳汇")).json();
    expect(hits.map(({ id }: { id: string }) => id)).toEqual([withFiles.id]);
    expect(hits[0].highlights).toMatchObject({
      body: [],
      attachments: [{ index: 0, name: "附件1.<b>docx", snippets: [{ text: "碳匯造林項目", spans: [{ start: 0, end: 2 }] }] }],
    });
    const texts = (await get(`/v1/records/${withFiles.id}/texts`)).json();
    const unread = { name: "附件2.pdf", text: null };
    expect(texts.published.attachments).toEqual([{ name: "附件1.<b>docx", text: "碳滙造林項目\n" }, unread]);
    expect(texts.restored.attachments).toEqual([{ name: "附件1.<b>docx", text: "碳匯造林項目\n" }, unread]);
    expect(texts.normalised.attachments).toEqual([{ name: "附件1.<b>docx", text: "碳汇造林项目\n" }, unread]);
  });

  it.each([
    ["/v1/search?q=企业&enterprises=%3E%3D500", 200],
    ["/v1/search?q=企业&from=2023-01-01&to=2023-12-31&sort=date", 200],
    ["/v1/search?q=-开平", 400],
    ["/v1/search?q=开平&page=1", 400],
    ["/v1/search?q=开平&cursor=WyJ4Il0", 400],
    ["/v1/search?q=开平&size=100000", 400],
    ["/v1/search?q=开平&_id=1", 400],
    ["/v1/search?q=开平&q=山东", 400],
    ["/v1/search?q=*%20OR%20_id:*", 200],
    ["/v1/search?q=*", 200],
    ["/v1/search?q=开平&fields=text", 400],
    ["/v1/search?q=/.{1000000}/", 200],
    [`/v1/search?q=${"长".repeat(1200)}`, 400],
    ["/v1/records/nonsense", 400],
    ["/v1/records/00000000000000000000000000000000?revision=0", 400],
    ["/v1/records/00000000000000000000000000000000", 404],
    ["/nowhere", 404],
  ])("%s answers %i", async (url, status) => {
    const answer = await get(encodeURI(url).replaceAll("%25", "%"));
    expect(answer.statusCode).toBe(status);
    if (status >= 400)
      expect(answer.json()).toMatchObject({
        status,
        code: expect.stringMatching(/\w\.\w/),
        detail: expect.stringMatching(/\w/),
        remedy: expect.stringMatching(/\w/),
      });
  });
});
