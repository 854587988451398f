import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { read, root } from "../house/repository.js";
import { zhengwen } from "../support/command.js";
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

beforeAll(async () => {
  served = await serveSamples();
  store = served.services.config.store;
}, 120_000);
afterAll(() => served.close());

describe("an example of the docs", () => {
  it.each(linesOf("http"))("$page: $line", async ({ line }) => {
    const { hits } = (await served.server.inject("/v1/search?q=%E5%BC%80%E5%B9%B3")).json();
    const [method, url = ""] = line.replace("{id}", hits[0].id).split(" ");
    expect(method).toBe("GET");
    const { statusCode, body } = await served.server.inject(url);
    expect(statusCode, body.slice(0, 300)).toBe(200);
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
