import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import type { LightMyRequestResponse } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { cursorText } from "../../src/api/v1/cursor.js";
import type { Route } from "../../src/api/v1/route.js";
import { routes } from "../../src/api/v1/routes.js";
import { addKey } from "../../src/app/keys.js";
import { saveSearch } from "../../src/deliver/saved-searches.js";
import { entitySchema } from "../../src/model/entity.js";
import { recordSchema } from "../../src/model/record.js";
import { queryLanguage } from "../../src/pipeline/query-language.js";
import { buildDocument } from "../support/document.js";
import { type ServedSamples, serveSamples } from "../support/served-samples.js";

let served: ServedSamples;
let port: number;
let admin: string;

beforeAll(async () => {
  served = await serveSamples({ ZHENGWEN_CORS_ORIGINS: "https://reader.example", ZHENGWEN_TRUST_PROXY: "127.0.0.1" });
  await served.server.listen({ host: "127.0.0.1", port: 0 });
  admin = (await addKey({ name: "tests", scopes: ["admin"], expiresAt: null }, served.services)).secret;
  port = (served.server.server.address() as AddressInfo).port;
}, 240_000);
afterAll(() => served.close());

const get = (url: string, headers: Record<string, string> = {}) => served.server.inject({ url, headers });
const json = async (url: string) => (await get(url)).json();
/** A search that is saved for the examples that name one. */
const anySearch = async () =>
  (
    await saveSearch(
      { name: "开平", search: { query: "开平" }, createdAt: "2024-05-01T00:00:00Z" },
      { store: served.services.store, language: queryLanguage(served.services.dictionary) },
    )
  ).id;
const anyId = async () => (await json("/v1/search?q=开平")).hits[0].id as string;

describe("every route", () => {
  const examples = routes.flatMap((route) => route.examples.map((example) => ({ route, ...example })));
  it.each(examples)("answers its example $url in the form that it describes", async ({ route, url, body }) => {
    let address = url.replace("{id}", await anyId()).replace("{search}", await anySearch());
    if (address.includes("{gone}")) {
      const gone = buildDocument({ text: "要撤下的文件。\n" });
      await served.services.store.put(gone);
      address = address.replace("{gone}", gone.id);
    }
    const answer = await served.server.inject({
      method: route.method,
      url: address,
      headers: { authorization: `Bearer ${admin}` },
      ...(body !== undefined && { payload: body as object }),
    });
    expect(answer.statusCode, answer.body.slice(0, 500)).toBe(route.status ?? 200);
    if (answer.statusCode !== 204) expectDescribed(route, answer);
  });

  it("has an example, and is described in OpenAPI with its parameters", async () => {
    const { openapi, paths, components } = await json("/v1/openapi.json");
    expect(openapi).toBe("3.1.0");
    expect(Object.keys(paths).sort()).toEqual([...new Set(routes.map(({ url }) => url))].sort());
    for (const route of routes) {
      expect(route.examples.length).toBeGreaterThan(0);
      const { parameters, responses } = paths[route.url][route.method.toLowerCase()];
      const names = [route.path, route.query, route.headers].flatMap((schema) => Object.keys(schema?.shape ?? {}));
      expect(parameters.map(({ name }: { name: string }) => name)).toEqual(names);
      expect(Object.keys(responses[route.status ?? 200].content ?? {})).toEqual(Object.keys(route.answers));
    }
    for (const [, ref = ""] of JSON.stringify({ paths, components }).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)) {
      expect(components.schemas).toHaveProperty([ref]);
    }
    expect(components.schemas.Record.properties.title).toMatchObject({ type: ["string", "null"] });
    // as 3.1 says what may be null, and each kind of a union by a constant: what makes types of it needs no guess
    expect(JSON.stringify({ paths, components })).not.toContain('"nullable"');
    const { anyOf, oneOf } = components.schemas.Entity;
    const kinds = (oneOf ?? anyOf).map(({ properties }: { properties: { type: { const: string } } }) => properties.type.const);
    expect(kinds).toEqual(entitySchema.options.map(({ shape }) => shape.type.value));
  });
});

/** Answers are as strict as what describes them: an undescribed field fails. */
function expectDescribed(route: Route, answer: LightMyRequestResponse): void {
  const [type = ""] = String(answer.headers["content-type"]).split(";");
  const schema = route.answers[type];
  expect(schema).not.toBeUndefined();
  if (schema) expect(z.strictObject((schema as z.ZodObject).shape).parse(answer.json())).toEqual(answer.json());
}

describe("a list", () => {
  it.each(["relevance", "date", "relevance&hold=1", "relevance&fold=1", "date&fold=1&hold=1"])(
    "of hits by %s pages through all of them, each once and in the order of one large page",
    async (sort) => {
      const query = `/v1/search?q=${encodeURIComponent("发展 OR 通知")}&sort=${sort}`;
      const whole = await json(`${query}&size=100`);
      const paged: unknown[] = [];
      for (let next: string | undefined = `${query}&size=2`; next; ) {
        const page: { hits: unknown[]; next?: string } = await json(next);
        paged.push(...page.hits);
        next = page.next;
      }
      expect(whole.total).toBeGreaterThan(4);
      expect(paged).toEqual(whole.hits);
    },
  );

  it.each(["/v1/entities?type=money&", "/v1/measures?"])("%s pages through all of them, each once", async (url) => {
    const whole = await all(`${url}size=100`);
    expect(whole.length).toBeGreaterThan(3);
    expect(await all(`${url}size=3`)).toEqual(whole);
  });

  const all = async (url: string) => {
    const found: unknown[] = [];
    for (let next: string | undefined = url; next; ) {
      const page: { entities?: unknown[]; measures?: unknown[]; next?: string } = await json(next);
      found.push(...(page.entities ?? page.measures ?? []));
      next = page.next;
    }
    return found;
  };
});

describe("entities across documents", () => {
  it("fit what was asked for, stand in their sentence and lead to where they stand", async () => {
    const { entities } = await json("/v1/entities?type=money&value=>=1e7&size=50");
    expect(entities.length).toBeGreaterThan(0);
    for (const { entity, sentence, record, permalink } of entities) {
      expect(entity).toMatchObject({ type: "money", currency: "CNY" });
      expect(entity.min).toBeGreaterThanOrEqual(1e7);
      expect(sentence.text).toContain(entity.quote);
      const { original } = await json(`/v1/records/${record.id}?revision=${record.revision}&fields=original`);
      expect(original.slice(sentence.start, sentence.end)).toBe(sentence.text);
      expect(permalink).toContain(`#char=${entity.start},${entity.end}`);
      expect((await get(permalink.split("#")[0])).statusCode).toBe(200);
    }
  });

  it.each([
    ["/v1/entities?value=1", 400],
    ["/v1/entities?type=money&value=viel", 400],
    ["/v1/entities?type=planet", 400],
    ["/v1/entities?type=place&value=Atlantis", 400],
    ["/v1/entities?type=date&value=2023..2024", 200],
    ["/v1/entities?cursor=x", 400],
    ["/v1/measures?instrument=gift", 400],
  ])("%s answers %i", async (url, status) => expect((await get(url)).statusCode).toBe(status));

  it("of a place are those at or below it", async () => {
    const { entities } = await json(`/v1/entities?type=place&value=${encodeURIComponent("山东")}&size=100`);
    expect(entities.length).toBeGreaterThan(0);
    for (const { entity } of entities) expect(entity.code).toMatch(/^37/);
  });
});

describe("a record", () => {
  it("comes as JSON, text, Markdown and as its own bytes", async () => {
    const id = await anyId();
    const record = await json(`/v1/records/${id}`);
    expect(recordSchema.parse(record)).toEqual(record);
    expect((await get(`/v1/records/${id}?format=txt&text=normalised`)).body).toContain(record.text.trimEnd());
    const markdown = await get(`/v1/records/${id}?format=md`);
    expect(markdown.body).toMatch(/^# .*\n\n- /);
    const original = await get(`/v1/records/${id}?format=original`);
    const page = await served.services.store.pages.get(id);
    expect(Buffer.compare(original.rawPayload, Buffer.from(page?.bytes ?? []))).toBe(0);
    expect(original.headers["content-disposition"]).toMatch(/^attachment/);
    expect((await get(`/v1/records/${id}?revision=7`)).statusCode).toBe(404);
  });

  it("gives the fields asked for and no others, and refuses one that there is not", async () => {
    const id = await anyId();
    expect(Object.keys(await json(`/v1/records/${id}?fields=title,parts`))).toEqual(["title", "parts"]);
    expect((await get(`/v1/records/${id}?fields=title,nonsense`)).json()).toMatchObject({ code: "usage.argument" });
  });

  it("shows a part with those in it", async () => {
    const hits: { id: string }[] = (await json("/v1/search?q=*&size=50")).hits;
    for (const { id } of hits) {
      const { parts } = await json(`/v1/records/${id}/parts`);
      const parent = parts.find(({ id: part }: { id: string }) => parts.some((one: { parent: string }) => one.parent === part));
      if (!parent) continue;
      const chosen = await json(`/v1/records/${id}/parts?part=${encodeURIComponent(parent.id)}&text=normalised`);
      const { text } = await json(`/v1/records/${id}?fields=text`);
      expect(chosen.parts.length).toBeGreaterThan(1);
      for (const part of chosen.parts) expect(part.text).toBe(text.slice(part.textStart, part.textEnd));
      return;
    }
    expect.fail("no sample has parts in parts");
  });
});

describe("HTTP", () => {
  it("answers 304 to the tag that it gave, and again in full once that is another", async () => {
    const first = await get("/v1/search?q=开平");
    const tag = String(first.headers.etag);
    expect(tag).toMatch(/^W\/"/);
    const again = await get("/v1/search?q=开平", { "if-none-match": tag });
    expect([again.statusCode, again.body]).toEqual([304, ""]);
    expect((await get("/v1/search?q=山东", { "if-none-match": tag })).statusCode).toBe(200);
  });

  it("compresses as asked, and not otherwise", async () => {
    const url = `/v1/records/${await anyId()}`;
    const plain = await get(url);
    const br = await get(url, { "accept-encoding": "br" });
    const gzip = await get(url, { "accept-encoding": "gzip" });
    expect([plain, br, gzip].map(({ headers }) => headers["content-encoding"])).toEqual([undefined, "br", "gzip"]);
    expect(brotliDecompressSync(br.rawPayload).toString()).toBe(plain.body);
    expect(gunzipSync(gzip.rawPayload).toString()).toBe(plain.body);
  });

  it.each([
    ["POST", "/v1/search"],
    ["DELETE", "/v1/panel"],
    ["PATCH", "/v1/openapi.json"],
    ["PUT", "/health"],
    ["QUERY" as "GET", "/v1/sources"],
  ] as const)("refuses %s %s and says what is allowed", async (method, url) => {
    const answer = await served.server.inject({ method, url });
    expect(answer.statusCode).toBe(405);
    expect(answer.headers.allow).toBe("GET, HEAD");
    expect(answer.json()).toMatchObject({ status: 405, code: "http.method" });
    expect(answer.headers["content-type"]).toContain("application/problem+json");
  });

  it("says so where there is nothing, also at the old addresses", async () => {
    for (const url of ["/v1/nowhere", "/api/search?q=1", "/v1/records"]) {
      expect((await get(url)).json()).toMatchObject({ status: 404, code: "http.not-found" });
    }
  });

  it.each([
    ["Han that was not encoded", Buffer.from("/v1/search?q=开平")],
    ["GBK", Buffer.from([0x2f, 0xbf, 0xaa, 0xc6, 0xbd])],
  ])("refuses an address in %s with help", async (_what, path) => {
    const said = await raw(Buffer.concat([Buffer.from("GET "), path, Buffer.from(" HTTP/1.1\r\nHost: localhost\r\n\r\n")]));
    expect(said).toMatch(/^HTTP\/1\.1 400 [\s\S]*application\/problem\+json[\s\S]*%E5%BC%80[\s\S]*"code":"http\.request"/);
    expect((await get("/v1/search?q=%BF%AA")).json()).toMatchObject({ status: 400, code: "http.request" });
  });

  it("answers what is no HTTP with a problem too", async () => {
    expect(await raw(Buffer.from("nonsense\r\n\r\n"))).toMatch(/^HTTP\/1\.1 400 [\s\S]*"code":"http\.request"/);
  });

  const raw = async (bytes: Buffer) => {
    const socket = connect(port, "127.0.0.1");
    socket.end(bytes);
    return text(socket);
  };

  it("lets only the origins that are configured read answers", async () => {
    const ours = await get("/v1/sources", { origin: "https://reader.example" });
    expect(ours.headers["access-control-allow-origin"]).toBe("https://reader.example");
    expect((await get("/v1/sources", { origin: "https://other.example" })).headers["access-control-allow-origin"]).toBeUndefined();
  });

  it("shows its docs, with nothing from elsewhere", async () => {
    const { body, headers, statusCode } = await get("/docs/");
    expect(statusCode).toBe(200);
    expect(body).not.toMatch(/(?:src|href)="https?:/);
    expect(headers["content-security-policy"]).toContain("default-src 'self'");
    for (const [, file = ""] of body.matchAll(/(?:src|href)="\.?([^"]+)"/g)) {
      expect((await get(file.startsWith("/docs") ? file : `/docs${file}`)).statusCode, file).toBe(200);
    }
  });
});

describe("the change feed", () => {
  it("is told to its end, then held until there is something to tell", async () => {
    let { changes, next, more } = await json("/v1/changes?limit=3");
    const seen = [...changes];
    while (more) {
      ({ changes, next, more } = await json(`/v1/changes?limit=3&cursor=${next}`));
      seen.push(...changes);
    }
    // what the example of a takedown left is told too
    expect(seen.filter(({ kind }) => kind === "created")).toHaveLength(11);
    expect(seen.map(({ seq }) => seq)).toEqual([...seen.map(({ seq }) => seq)].sort((a, b) => a - b));
    expect(await json(`/v1/changes?cursor=${next}`)).toEqual({ changes: [], next, more: false });
    const held = json(`/v1/changes?wait=30&cursor=${next}`);
    const document = buildDocument({ text: "新发布的文件。\n" });
    await served.services.store.put(document);
    expect((await held).changes).toMatchObject([{ kind: "created", id: document.id, revision: 1 }]);
    await served.services.store.remove(document.id, "2024-06-01T00:00:00.000Z");
    expect((await json(`/v1/changes?cursor=${next}`)).changes).toMatchObject([{ kind: "deleted", id: document.id }]);
  });

  it.each([
    ["nonsense", 400, "cursor.invalid"],
    [cursorText(["0".repeat(32), 0, 0]), 410, "cursor.epoch"],
  ])("refuses the cursor %s with %i", async (cursor, status, code) => {
    expect((await get(`/v1/changes?cursor=${cursor}`)).json()).toMatchObject({ status, code });
  });

  it("refuses a cursor that lies ahead of the store", async () => {
    const { epoch } = await served.services.store.feed();
    expect((await get(`/v1/changes?cursor=${cursorText([epoch, 900, 900])}`)).json()).toMatchObject({ status: 409, code: "cursor.future" });
  });
});

describe("a takedown", () => {
  it("takes the record away, tells it in the feed, and finds nothing the second time", async () => {
    const document = buildDocument({ text: "要由管理者撤下的文件。\n" });
    await served.services.store.put(document);
    const remove = async () =>
      served.server.inject({ method: "DELETE", url: `/v1/records/${document.id}`, headers: { authorization: `Bearer ${admin}` } });
    const gone = await remove();
    expect([gone.statusCode, gone.body]).toEqual([204, ""]);
    expect((await get(`/v1/records/${document.id}`)).statusCode).toBe(404);
    expect((await remove()).json()).toMatchObject({ status: 404, code: "record.not-found" });
  });
});

describe("a batch", () => {
  it("answers each line with the document that it names, how many hold its terms, or why there is nothing", async () => {
    const id = await anyId();
    const lines = [id, "开平", "绝不存在的词语串", ""];
    const { rows } = (await served.server.inject({ method: "POST", url: "/v1/batch", payload: { lines } })).json();
    expect(rows).toMatchObject([
      { line: 1, found: "document", id },
      { line: 2, found: "terms", total: expect.any(Number) },
      { line: 3, found: "nothing", reason: expect.stringMatching(/./) },
    ]);
    const many = await served.server.inject({ method: "POST", url: "/v1/batch", payload: { lines: Array(101).fill("a") } });
    expect(many.json()).toMatchObject({ status: 400, code: "usage.argument" });
  });
});
