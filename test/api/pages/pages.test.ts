import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { Parser } from "htmlparser2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createServer } from "../../../src/api/server.js";
import { readConfig } from "../../../src/app/config.js";
import { addKey } from "../../../src/app/keys.js";
import { openStoreServices, type StoreServices } from "../../../src/app/services.js";
import { attached, buildDocument, enterprises, money, place } from "../../support/document.js";
import { hostileTexts } from "./browser-store.js";

const folder = mkdtempSync(join(tmpdir(), "zhengwen-pages-"));
const notice = buildDocument({
  url: "https://www.example.gov.cn/notice.html",
  title: "关于支持建筑业企业的通知",
  titleOriginal: "关于支持建筑业企业的通知",
  issuers: ["开平市人民政府"],
  issuer: "开平市人民政府",
  documentNumber: "开府〔2024〕3号",
  documentNumbers: ["开府〔2024〕3号"],
  publishedAt: "2024-03-01",
  jurisdiction: { code: "440783", name: "开平市", evidence: "issuer" },
  text: "对开平市300家建筑业企业给予最高500万元补助。\n名单见附件。\n",
  entities: [place("开平市", "440783"), enterprises("300家", 300, 300), money("最高500万元", null, 5e6)],
  attachments: [attached("附件1.<b>docx", "碳汇造林项目\n")],
});
const hostile = hostileTexts.map((given, at) => {
  const text = given.replaceAll("\u0000", "");
  return buildDocument({
    canonicalUrl: `https://www.example.gov.cn/hostile-${at}.html`,
    originalUrl: "javascript:alert(1)",
    title: `恶意${text}`,
    text: `恶意${text}\n`,
    issuers: [text],
    publisher: text,
    attachments: [{ name: text, url: "javascript:alert(1)", type: "html" }],
  });
});
let services: StoreServices;
let server: FastifyInstance;

beforeAll(async () => {
  services = await openStoreServices(
    readConfig({
      ZHENGWEN_STORE: join(folder, "store.db"),
      ZHENGWEN_LOG_LEVEL: "silent",
      ZHENGWEN_SEARCH_TIMEOUT: "60",
      ZHENGWEN_RATE_LIMIT: "1000",
    }),
  );
  await services.store.put(notice);
  await services.store.refresh();
  server = await createServer(services);
}, 120_000);

afterAll(async () => {
  await server.close();
  await services.shutdown.close();
  rmSync(folder, { recursive: true });
});

const html = { accept: "text/html,application/xhtml+xml" };
const get = (url: string, headers: Record<string, string> = {}) => server.inject({ url: encodeURI(url), headers: { ...html, ...headers } });

const paths = [
  "/",
  "/search",
  "/search?q=建筑业&place=440000&money=<=600万&kind=notice",
  "/search?q=没有这样的词&kind=notice",
  "/search?q=建筑业 titel:开平",
  "/search?q=*&page=99",
  `/documents/${notice.id}`,
  `/documents/${notice.id}?text=side&attachment=0`,
  `/documents/${notice.id}/compare?from=1&to=1`,
  "/panel?terms=建筑业",
  "/try",
  "/sources",
  "/nowhere",
];

/** What a page says outside the words of documents: texts, and attributes that are read aloud, with the language they are in. */
function saidOn(page: string): { readonly lang: string; readonly text: string }[] {
  const said: { lang: string; text: string }[] = [];
  const languages: string[] = [];
  const hidden: boolean[] = [];
  const parser = new Parser({
    onopentag: (name, { lang, ...attributes }) => {
      languages.push(lang ?? languages.at(-1) ?? "");
      hidden.push(["code", "style", "script", "title"].includes(name) || /\bcode\b/.test(attributes.class ?? "") || hidden.at(-1) === true);
      for (const each of ["aria-label", "title", "alt"]) {
        if (attributes[each]) said.push({ lang: languages.at(-1) ?? "", text: attributes[each] });
      }
    },
    ontext: (text) => {
      if (hidden.at(-1) !== true && text.trim() !== "") said.push({ lang: languages.at(-1) ?? "", text: text.trim() });
    },
    onclosetag: () => {
      languages.pop();
      hidden.pop();
    },
  });
  parser.end(page);
  return said;
}

describe("the pages", () => {
  it.each(paths)("%s says all in English that no document says", async (path) => {
    const { body } = await get(`${path}${path.includes("?") ? "&" : "?"}lang=en`);
    const said = saidOn(body);
    expect(said.length).toBeGreaterThan(5);
    expect(said.filter(({ lang, text }) => lang === "en" && /\p{Script=Han}/u.test(text))).toEqual([]);
  });

  it.each(paths)("%s says all in Chinese but for names", async (path) => {
    const { body } = await get(`${path}${path.includes("?") ? "&" : "?"}lang=zh-Hans`);
    const fields =
      "titel|itel|title|in|issuer|number|cites|place|date|effective|deadline|signed|money|enterprises|kind|instrument|source|script|may";
    const names = new RegExp(
      String.raw`https?:\S+|\b(?:English|JSON|Markdown|BibTeX|RIS|CSL|SHA|CSV|docx|pdf|xlsx|admin|zhengwen keys add|GB|EB|OL|CNY|OR|utf|${fields})\b`,
      "g",
    );
    const left = saidOn(body).filter(({ lang, text }) => lang === "zh-Hans" && /[A-Za-z]{2,}/.test(text.replace(names, "")));
    expect(left).toEqual([]);
  });

  it.each(paths)("%s has a title, one h1, a main, and a language", async (path) => {
    const { body, headers } = await get(`${path}${path.includes("?") ? "&" : "?"}lang=zh-Hant`);
    expect(headers["content-type"]).toContain("text/html");
    expect(body).toMatch(/^<!DOCTYPE html><html lang="zh-Hant"/);
    expect(body.match(/<h1\b/g)).toHaveLength(1);
    expect(body).toMatch(/<title>[^<]+<\/title>/);
    expect(body).toContain('<main id="main"');
    expect(body).not.toMatch(/ style=| on\w+="|<style|<script(?! src="\/assets\/)/);
  });

  it("are in the browser's language, and keep the one that an address names", async () => {
    expect((await get("/", { "accept-language": "zh-TW,zh;q=0.9" })).body).toContain('<html lang="zh-Hant"');
    expect((await get("/", { cookie: "lang=en" })).body).toContain('<html lang="en"');
    expect((await get("/?lang=en")).headers["set-cookie"]).toContain("lang=en");
    expect((await get("/")).headers["set-cookie"]).toBeUndefined();
  });

  it("have their style sheet and script at addresses that are kept for ever", async () => {
    const { body } = await get("/");
    const assets = [...body.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, path = ""]) => path);
    expect(assets).toHaveLength(3);
    for (const path of assets) {
      const { statusCode, headers, rawPayload } = await get(path);
      expect([statusCode, headers["cache-control"]]).toEqual([200, "public, max-age=31536000, immutable"]);
      if (path.endsWith(".js")) expect(rawPayload.length).toBeLessThanOrEqual(10_000);
    }
    expect((await get("/")).headers["content-security-policy"]).toMatch(/default-src 'none';script-src 'self'|script-src 'self'/);
  });
});

describe("the search", () => {
  it("leads to our page of a document and to its source, with what met the filters", async () => {
    const { body } = await get("/search?q=建筑业&money=<=600万&lang=en");
    expect(body).toContain(`href="/documents/${notice.id}?q=`);
    expect(body).toContain('href="https://www.example.gov.cn/notice.html"');
    expect(body).toContain("<mark>建筑业</mark>");
    expect(body).toMatch(/最高500万元.*= .*5,000,000 CNY/s);
  });

  it("names the attachment in which a hit was found", async () => {
    const { body } = await get("/search?q=碳汇");
    expect(body).toContain("<mark>碳汇</mark>造林项目");
    expect(body).toContain("附件1.&lt;b>docx");
  });

  it.each<[string, number, string]>([
    ["/search?q=建筑业 titel:开平&lang=en", 400, "<mark>t</mark>itel"],
    ["/search?q=建筑业&place=没有这里&lang=en", 400, "is no place"],
    ["/search?q=建筑业&_id=1&lang=en", 400, "_id is no parameter"],
    ["/search?q=*&page=99&lang=en", 200, "There is no page 99"],
    ["/search?q=没有这样的词&lang=en", 200, "Nothing meets all of this"],
  ])("%s helps", async (path, status, word) => {
    const { statusCode, body } = await get(path);
    expect(statusCode).toBe(status);
    expect(body).toContain(word);
  });

  it("completes places in either script", async () => {
    expect((await get("/suggest?field=place&q=開平")).json().values).toContain("开平市");
    expect((await get("/suggest?field=issuer&q=开平")).json().values).toEqual(["开平市人民政府"]);
    expect((await get("/suggest?field=x&q=1")).statusCode).toBe(400);
  });
});

describe("a document", () => {
  it("is shown with its marks, facts, citation and tags", async () => {
    const { body } = await get(`/documents/${notice.id}?lang=en`);
    expect(body).toMatch(/<a class="e e-money" href="#e-2" data-said="Amount · at most 5,000,000 CNY · rule test">最高500万元<\/a>/);
    expect(body).toContain('<meta name="citation_title" content="关于支持建筑业企业的通知"');
    expect(body).toContain("开府〔2024〕3号[EB/OL]. (2024-03-01)[2024-05-01].");
    expect(body).toContain('id="p-1"');
  });

  it("marks a passage, an attachment's text and what a query seeks", async () => {
    expect((await get(`/documents/${notice.id}?char=0,1`)).body).toContain("<mark>对</mark>");
    expect((await get(`/documents/${notice.id}?attachment=0&q=碳汇`)).body).toContain("<mark>碳汇</mark>造林项目");
    expect((await get(`/documents/${notice.id}?char=99999,5&section=77&attachment=9&text=x&q=(`)).statusCode).toBe(200);
  });

  it.each(["bib", "ris", "json"])("is cited as %s", async (extension) => {
    const { statusCode, body, headers } = await get(`/documents/${notice.id}/cite.${extension}`);
    expect([statusCode, headers["content-disposition"]]).toEqual([200, `attachment; filename="${notice.id}.${extension}"`]);
    expect(body).toContain("开府〔2024〕3号");
  });

  it.each(["0".repeat(32), "nonsense", "..%2f"])(
    "that is not held (%s) is told as a page to people and as a problem to programs",
    async (id) => {
      const [page, problem] = await Promise.all([get(`/documents/${id}?lang=en`), server.inject({ url: `/documents/${id}` })]);
      expect([page.statusCode, problem.statusCode]).toEqual([404, 404]);
      expect(page.headers["content-type"]).toContain("text/html");
      expect(problem.headers["content-type"]).toContain("application/problem+json");
    },
  );
});

describe("hostile texts", () => {
  beforeAll(async () => {
    for (const document of hostile) await services.store.put(document);
    await services.store.refresh();
  });

  const markup = /<(script(?! src="\/assets\/)|img|iframe|svg(?! class="chart")|base|math|object)\b|href="(javascript|data):|\son\w+="/i;

  it.each(hostile.map(({ id }, at) => [JSON.stringify(hostileTexts[at]), id]))("%s stays a text", async (_, id) => {
    for (const path of [`/documents/${id}`, `/documents/${id}?text=side`]) {
      const { statusCode, body } = await get(path);
      expect(statusCode).toBe(200);
      expect(body).not.toMatch(markup);
    }
  });

  it("in a query, a filter and a field of a panel stay texts", async () => {
    for (const text of hostileTexts) {
      const given = encodeURIComponent(text);
      for (const path of [
        `/search?q=${given}`,
        `/search?q=%E5%BB%BA&place=${given}`,
        `/panel?terms=${given}&q=${given}`,
        `/documents/${notice.id}?q=${given}`,
      ]) {
        const { statusCode, body } = await server.inject({ url: path, headers: html });
        expect(statusCode, path).toBeLessThan(500);
        expect(body).not.toMatch(markup);
      }
    }
  });
});

describe("administration", () => {
  const form = (url: string, fields: Record<string, string>, cookie = "") =>
    server.inject({
      method: "POST",
      url,
      headers: { ...html, cookie, "content-type": "application/x-www-form-urlencoded" },
      payload: new URLSearchParams(fields).toString(),
    });

  it("asks for a key, and takes one that allows it", async () => {
    expect((await get("/sources")).statusCode).toBe(401);
    const { secret: weak } = await addKey({ name: "reader", scopes: ["read"], expiresAt: null }, services);
    expect((await form("/sources/session", { key: weak })).statusCode).toBe(401);
    expect((await form("/sources/session", { key: "zw_x" })).statusCode).toBe(401);
    const { secret } = await addKey({ name: "admin", scopes: ["admin"], expiresAt: null }, services);
    const begun = await form("/sources/session", { key: secret });
    expect(begun.statusCode).toBe(303);
    expect(begun.headers["set-cookie"]).toMatch(/SameSite=Strict; HttpOnly/);
    const cookie = `session=${secret}`;
    const { statusCode, body } = await get("/sources", { cookie });
    expect(statusCode).toBe(200);
    const csrf = /name="csrf" value="([^"]+)"/.exec(body)?.[1] ?? "";

    const doomed = hostile[0]?.id ?? "";
    for (const token of ["", "x", `${csrf}x`]) {
      expect((await form("/sources/remove", { id: doomed, confirm: "1", csrf: token }, cookie)).statusCode).toBe(403);
    }
    expect((await form("/sources/remove", { id: doomed, confirm: "1", csrf })).statusCode).toBe(401);
    expect((await form("/sources/remove", { id: doomed, csrf }, cookie)).statusCode).toBe(200);
    expect(await services.store.get(doomed)).not.toBeNull();
    expect((await form("/sources/remove", { id: doomed, confirm: "1", csrf }, cookie)).body).toContain(doomed);
    expect(await services.store.get(doomed)).toBeNull();
  });
});

describe("a server with little to give", () => {
  it("tells of an empty store, of too many requests and of a store that is away, each on a page that helps", async () => {
    const own = await openStoreServices(
      readConfig({
        ZHENGWEN_STORE: join(folder, "empty.db"),
        ZHENGWEN_LOG_LEVEL: "silent",
        ZHENGWEN_SEARCH_TIMEOUT: "60",
        ZHENGWEN_RATE_LIMIT: "3",
      }),
    );
    const small = await createServer(own);
    const ask = (url: string) => small.inject({ url, headers: html });
    try {
      const empty = await ask("/?lang=en");
      expect([empty.statusCode, empty.body.includes("The store is still empty")]).toEqual([200, true]);
      await own.store.close();
      const away = await ask(`/documents/${"0".repeat(32)}?lang=en`);
      expect([away.statusCode, away.body.includes("The store is away for the moment")]).toEqual([503, true]);
      await ask("/?lang=en");
      const often = await ask("/?lang=en");
      expect([often.statusCode, often.body.includes("Too many requests")]).toEqual([429, true]);
      expect(often.body).toMatch(/Try again in \d+ seconds?\./);
    } finally {
      await small.close();
      await own.shutdown.close();
    }
  });
});
