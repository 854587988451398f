import { Client, InMemoryTransport } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMcpServer } from "../../src/mcp/server.js";
import { type ServedSamples, serveSamples } from "../support/served-samples.js";
import { fuzzTools } from "./fuzz.js";

let served: ServedSamples;
let client: Client;

beforeAll(async () => {
  served = await serveSamples();
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  await createMcpServer(served.services).connect(ours);
  client = new Client({ name: "test", version: "1.0.0" });
  await client.connect(theirs);
}, 240_000);
afterAll(async () => {
  await client.close();
  await served.close();
});

async function call(name: string, given: Record<string, unknown>) {
  const { content, isError } = await client.callTool({ name, arguments: given });
  const [first] = content as { type: string; text: string }[];
  const text = first?.text ?? "";
  return { isError: isError === true, text, answer: text.startsWith("{") ? JSON.parse(text) : null };
}

describe("the tools for agents", () => {
  it("are few, read only, and said in 8 kB, of which no word comes from a document", async () => {
    const { tools } = await client.listTools();
    expect(tools.length).toBeLessThanOrEqual(8);
    expect(Buffer.byteLength(JSON.stringify(tools))).toBeLessThanOrEqual(8192);
    for (const { annotations, description } of tools) {
      expect(annotations?.readOnlyHint).toBe(true);
      expect(description).toMatch(/\w/);
    }
  });

  it("search and say of each hit how it is cited", async () => {
    const { answer } = await call("search", { q: "開平", size: 3 });
    const record = await served.services.store.get(answer.hits[0].id);
    expect(answer.hits[0]).toMatchObject({
      record: { revision: record?.revision },
      citation: expect.stringContaining("[EB/OL]"),
      permalink: expect.stringContaining(answer.hits[0].id),
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it("page with a cursor through all that there is", async () => {
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const { answer } = await call("search", { q: "*", size: 4, ...(cursor && { cursor }) });
      seen.push(...answer.hits.map(({ id }: { id: string }) => id));
      cursor = answer.next;
      if (cursor === undefined) break;
    }
    expect(new Set(seen).size).toBe(11);
  });

  it("read what was published, in parts where it is long, and cite a span of it", async () => {
    const { answer: all } = await call("search", { q: "*", size: 20 });
    for (const { id } of all.hits) {
      const record = await served.services.store.get(id);
      const { answer } = await call("read", { id });
      if (answer.text === undefined) expect(answer.outline.length).toBeGreaterThan(0);
      else expect(answer.text).toBe(record?.original.slice(answer.start, answer.end));
      for (const { id: part } of (record?.parts ?? []).slice(0, 5)) {
        const { answer: one } = await call("read", { id, part });
        if (one.text !== undefined) expect(one.text).toBe(record?.original.slice(one.start, one.end));
      }
      const { answer: cited } = await call("cite", { id, start: 2, end: 12 });
      expect(cited.quote).toBe(record?.original.slice(2, 12));
      expect(cited.permalink).toContain("#char=2,12");
    }
  });

  it("find entities, with quotes that stand in what was published", async () => {
    const { answer } = await call("entities", { type: "money", value: ">=1e6" });
    expect(answer.entities.length).toBeGreaterThan(0);
    for (const { entity, record, attachment } of answer.entities) {
      if (attachment !== null || entity.in !== "body") continue;
      const held = await served.services.store.get(record.id);
      expect(held?.original.slice(entity.start, entity.end)).toBe(entity.quote);
    }
  });

  it("verify a draft, and say how a document stood on a day", async () => {
    const { answer: all } = await call("search", { q: "*", size: 20 });
    const { id, title } = all.hits.find((hit: { title: string | null; script: string }) => hit.title !== null && hit.script === "hans");
    const { answer } = await call("verify", { text: `依照《${title}》办理。` });
    expect(answer.findings[0]).toMatchObject({ verdict: "exact", citation: expect.any(String), sha256: expect.any(String) });
    const stood = (await call("as_of", { id, day: "2030-01-01" })).answer;
    expect(stood).toMatchObject({ day: "2030-01-01", record: { id, revision: 1 }, permalink: expect.any(String) });
    expect((await call("as_of", { id, day: "1990-01-01" })).answer.fetchedLater).toBe(true);
  });

  it.each([
    ["read", { id: "0".repeat(32) }, "record.not-found"],
    ["search", { q: "titel:x" }, "usage.query"],
    ["entities", { value: "1" }, "usage.query"],
    ["search", { q: "*", cursor: "nonsense" }, "cursor.invalid"],
  ])("%s tells an agent what it can mend: %j", async (name, given, code) => {
    const { isError, answer } = await call(name, given);
    expect(isError).toBe(true);
    expect(answer).toMatchObject({ code, remedy: expect.any(String) });
  });

  it("answer whatever they are called with, and quote exactly", { timeout: 240_000 }, async () => {
    const { quotations } = await fuzzTools(client, served.services.store, { calls: 100, seed: 17 });
    expect(quotations).toBeGreaterThan(10);
  });

  it("lay out the parts of a document, page by page and below one of them", async () => {
    const { answer: all } = await call("search", { q: "*", size: 20 });
    let most = 0;
    for (const { id } of all.hits) {
      const record = await served.services.store.get(id);
      const { answer } = await call("parts", { id });
      expect(answer.parts).toHaveLength(Math.min(200, record?.parts.length ?? 0));
      most = Math.max(most, answer.parts.length);
      for (const { start, end } of answer.parts) {
        expect(start).toBeLessThanOrEqual(end);
        expect(end).toBeLessThanOrEqual(record?.original.length ?? 0);
      }
      const { answer: rest } = await call("parts", { id, from: 3 });
      expect(rest.parts).toEqual(answer.parts.slice(3));
    }
    expect(most).toBeGreaterThan(5);
  });

  it("count a concept, and say of which state of the store", async () => {
    const { answer } = await call("panel", { terms: "发展,開平", period: "none", placeLevel: "none", amounts: true });
    expect(answer.rows).toHaveLength(1);
    expect(answer.rows[0]).toMatchObject({ place: null, period: null, documents: 11 });
    expect(answer.rows[0].matching).toBeGreaterThan(0);
    expect(answer).toMatchObject({ counted: { epoch: expect.any(String), seq: 11 }, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect((await served.server.inject(answer.permalink)).json().rows).toEqual(answer.rows);
  });
});
