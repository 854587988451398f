import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseSources } from "../../src/crawl/sources.js";
import { zhengwen } from "../support/command.js";
import { list, page } from "../support/crawling.js";
import { type Site, startSite } from "../support/site.js";

const folder = mkdtempSync(join(tmpdir(), "zhengwen-sources-"));
const file = join(folder, "sources.json");
let site: Site;
let env: Record<string, string>;

beforeAll(async () => {
  const clock = { now: () => Date.now(), sleep: async () => undefined };
  site = await startSite(
    {
      "/robots.txt": { status: 404 },
      "/list.html": { body: `<title>通知公告</title>${list("/1.html", "/2.html")}` },
      "/1.html": page(1),
      "/2.html": page(2),
    },
    clock,
  );
  env = {
    ZHENGWEN_SOURCES: file,
    ZHENGWEN_STORE: join(folder, "store.db"),
    ZHENGWEN_FETCH_ALLOW: site.address,
    ZHENGWEN_HOST_GAP: "0",
    ZHENGWEN_WORKERS: "1",
  };
});
afterAll(async () => {
  await site.close();
  rmSync(folder, { recursive: true });
});

describe("sources, from an address to the status", () => {
  it("add looks at an address, says what it found, and writes its entry beside the comments", async () => {
    writeFileSync(file, '// what we follow\n{\n  "sources": []\n}\n');
    const { status, stderr, lines } = await zhengwen(["sources", "add", `${site.origin}/list.html`, "--id", "home"], { env });
    expect(stderr).toContain("a list page (通知公告) with 2 links to documents, 2 of them dated");
    expect(status).toBe(0);
    expect(lines).toMatchObject([{ address: `${site.origin}/1.html`, publishedAt: "2025-02-20" }, { address: `${site.origin}/2.html` }]);
    const text = readFileSync(file, "utf8");
    expect(text).toContain("// what we follow");
    expect(parseSources(text, file)).toEqual([{ id: "home", name: "通知公告", url: `${site.origin}/list.html`, kind: "list" }]);
  });

  it("add refuses what is there already, and what names nothing", async () => {
    const twice = await zhengwen(["sources", "add", `${site.origin}/list.html`], { env });
    expect(twice).toMatchObject({ status: 2, stderr: expect.stringContaining("already") });
    const nothing = await zhengwen(["sources", "add", `${site.origin}/gone.html`], { env });
    expect(nothing).toMatchObject({ status: 2, stderr: expect.stringContaining("fetch.status") });
  });

  it("check names every mistake with its line, list shows what is there", async () => {
    expect(await zhengwen(["sources", "check"], { env })).toMatchObject({
      status: 0,
      stderr: expect.stringContaining("1 source, no mistake"),
    });
    const broken = join(folder, "broken.json");
    writeFileSync(broken, '{\n  "sources": [\n    { "id": "a", "name": "甲",\n      "url": "a" }\n  ]\n}\n');
    const { status, stderr } = await zhengwen(["sources", "check", broken], { env });
    expect(stderr).toContain(`${broken}:4: sources.0.url: must begin with https:// or http://`);
    expect(status).toBe(2);
    const profile = join(folder, "profile.json");
    writeFileSync(profile, JSON.stringify([{ id: "a", name: "甲", url: "https://a.gov.cn/", profile: "none" }]));
    expect(await zhengwen(["sources", "check", profile], { env })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("none.json"),
    });
    const listed = await zhengwen(["sources", "list"], { env });
    expect(listed.lines).toMatchObject([{ id: "home", kind: "list" }]);
    expect(listed.stderr).toContain("as it changes");
  });

  it("crawl fetches them, and status says how the source is", async () => {
    const crawled = await zhengwen(["crawl", "--once"], { env });
    expect(crawled.lines).toMatchObject([{ source: "home", list: "read", announced: 2, visits: { fetched: 2 } }]);
    const { lines, stderr } = await zhengwen(["status", "--sources"], { env });
    expect(lines).toMatchObject([
      {
        source: "home",
        health: "healthy",
        found: 2,
        indexed: 2,
        rejected: {},
        lastSuccess: expect.any(String),
        nextDue: expect.any(String),
        legacyTls: false,
      },
    ]);
    expect(stderr).toMatch(/^home +healthy +2 +0 +2 /m);
    site.replies.delete("/list.html");
    const failing = await zhengwen(["crawl", "--once"], { env });
    expect(failing.status).toBe(1);
    expect(failing.stderr).toContain('"reason":"fetch.status"');
    expect((await zhengwen(["status"], { env })).stderr).toMatch(/^home: fetch\.status: /m);
  }, 120_000);

  it("crawl and ingest say what was not asked for because its host is to be left alone", async () => {
    site.replies.set("/robots.txt", { status: 503, headers: { "retry-after": "3600" } });
    const crawled = await zhengwen(["crawl", "--once"], { env });
    expect(crawled.lines).toMatchObject([{ source: "home", list: "postponed", visits: { failed: 0 } }]);
    expect(crawled.stderr).toMatch(/^home: not asked for, because the host is to be left alone: the list until \d{4}-/m);
    expect(crawled.status).toBe(1);
    const ingested = await zhengwen(["ingest", `${site.origin}/other.html`], { env });
    expect(ingested.lines).toMatchObject([{ state: "postponed", reason: null, until: expect.stringMatching(/^\d{4}-/) }]);
    expect(ingested.stderr).toMatch(/other\.html: not asked for, to be ingested again after \d{4}-/);
    expect(ingested.status).toBe(1);
  }, 120_000);

  it.each([["sources"], ["sources", "conquer"], ["sources", "add"]].map((args) => [args]))(
    "wrong usage ends with status 2: %j",
    async (args) => {
      expect((await zhengwen(args, { env })).status).toBe(2);
    },
  );
});
