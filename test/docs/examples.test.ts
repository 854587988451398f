import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Route } from "../../src/api/v1/route.js";
import { routes } from "../../src/api/v1/routes.js";
import { addKey } from "../../src/app/keys.js";
import { saveSearch } from "../../src/deliver/saved-searches.js";
import { queryLanguage } from "../../src/pipeline/query-language.js";
import { read, root } from "../house/repository.js";
import { zhengwen } from "../support/command.js";
import { buildDocument } from "../support/document.js";
import { type ServedSamples, serveSamples } from "../support/served-samples.js";

const pages = ["docs/programs.md", "docs/programs.zh-CN.md"];
const blocks = pages.flatMap((page) =>
  [...read(page).matchAll(/^```(http|sh|ts)\n([\s\S]*?)^```$/gm)].map(([, language, text = ""]) => ({ page, language, text })),
);
const linesOf = (language: string) =>
  blocks
    .filter((block) => block.language === language)
    .flatMap(({ page, text }) =>
      text
        .trim()
        .split("\n")
        .map((line) => ({ page, line })),
    );

let served: ServedSamples;
let store: string;
let key: string;
let taken = 0;

beforeAll(async () => {
  served = await serveSamples();
  store = served.services.config.store;
  key = (await addKey({ name: "docs", scopes: ["admin"], expiresAt: null }, served.services)).secret;
}, 240_000);
afterAll(() => served.close());

/** A record that the examples read, or one that they may take down. */
async function record(method: string): Promise<string> {
  if (method !== "DELETE") return (await served.server.inject("/v1/search?q=%E5%BC%80%E5%B9%B3")).json().hits[0].id;
  // each its own: what was taken down is not stored again
  const document = buildDocument({ text: `第${++taken}份要撤下的文件。\n` });
  await served.services.store.put(document);
  return document.id;
}

async function search(): Promise<string> {
  const { store: held, dictionary } = served.services;
  const given = { name: "docs", search: { query: "开平" }, createdAt: "2024-05-01T00:00:00Z" };
  return (await saveSearch(given, { store: held, language: queryLanguage(dictionary) })).id;
}

function isOf(route: Route, method: string, url: string): boolean {
  const [path = ""] = url.replace("{search}", "{id}").split("?");
  return route.method === method && route.url === path;
}

describe("an example of the docs", () => {
  it.each(linesOf("http"))("$page: $line", async ({ line }) => {
    const [, method = "", url = "", payload] = /^(\S+) (\S+)(?: (.+))?$/.exec(line) ?? [];
    const { statusCode, body } = await served.server.inject({
      method: method as "GET",
      url: url.replace("{id}", await record(method)).replace("{search}", await search()),
      headers: { authorization: `Bearer ${key}`, ...(payload !== undefined && { "content-type": "application/json" }) },
      ...(payload !== undefined && { payload }),
    });
    expect(statusCode, body.slice(0, 300)).toBe(routes.find((route) => isOf(route, method, url))?.status ?? 200);
  });

  it.each(linesOf("sh"))("$page: $line", { timeout: 60_000 }, async ({ line }) => {
    const [command, ...given] = line.split(" ");
    expect(command).toBe("zhengwen");
    const { status, stderr } = await zhengwen(given, { env: { ZHENGWEN_STORE: store } });
    expect(status, stderr).toBe(0);
  });

  it.each(blocks.filter(({ language }) => language === "ts"))("$page: a program", { timeout: 60_000 }, ({ text }) => {
    const folder = mkdtempSync(join(tmpdir(), "zhengwen-docs-"));
    try {
      const file = join(folder, "example.mts");
      const from = (name: string) => JSON.stringify(join(root, "src", name));
      const program = text
        .replaceAll('"zhengwen"', from("index.ts"))
        .replaceAll('"zhengwen/store"', from("app/store-library.ts"))
        .replaceAll('"zhengwen/search"', from("app/search-library.ts"))
        .replaceAll('"example.db"', JSON.stringify(join(folder, "example.db")));
      writeFileSync(file, program);
      const tsx = join(root, "node_modules", "tsx", "dist", "loader.mjs");
      const ran = spawnSync(process.execPath, ["--import", tsx, file], { cwd: root, encoding: "utf8" });
      expect(ran.status, ran.stderr).toBe(0);
      expect(ran.stdout.trim()).not.toMatch(/undefined|^$/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
