import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { zhengwen } from "../support/command.js";

const folder = mkdtempSync(join(tmpdir(), "zhengwen-ledger-"));
const env = { ZHENGWEN_STORE: join(folder, "store.db") };
afterAll(() => rmSync(folder, { recursive: true }));

const url = "https://www.example.gov.cn/a.html";
const notice = (amount: string) =>
  `关于申报专项资金的通知\n各有关单位：\n为做好申报工作，现将有关事项通知如下，请认真组织实施。\n一、申报条件\n企业应当合法经营。\n二、支持标准\n每家企业奖励${amount}万元。\n某某市财政局\n2024年5月6日\n`;

/** Ingests lines of a manifest that hold their content. */
async function ingest(...lines: object[]) {
  const manifest = join(folder, "manifest.jsonl");
  writeFileSync(manifest, lines.map((line) => JSON.stringify(line)).join("\n"));
  return zhengwen(["ingest", "--manifest", manifest], { env });
}

describe("a manifest whose lines hold their content", () => {
  it("is stored: text, a page, bytes, with an address or without", async () => {
    const html = `<html><head><meta charset="gbk"></head><body><h1>关于农村公路养护的通知</h1><p>${"各乡镇要加强养护工作，落实责任，确保安全。".repeat(5)}</p></body></html>`;
    const base64 = Buffer.from(notice("20")).toString("base64");
    const { lines, status } = await ingest(
      { text: notice("10"), url },
      { html },
      { base64, url: "https://www.example.gov.cn/b.html" },
      { base64, path: "x" },
    );
    expect(lines.map(({ state, reason }) => reason ?? state)).toEqual(["indexed", "indexed", "indexed", "usage.manifest"]);
    expect(status).toBe(1);
    const listed = (await zhengwen(["status", "--state", "indexed"], { env })).lines;
    expect(listed.map(({ address }) => address)).toEqual([url, "https://www.example.gov.cn/b.html", expect.stringMatching(/^urn:sha256:/)]);
  });
});

describe("a revision", () => {
  beforeAll(() => ingest({ text: notice("30"), url }), 240_000);

  it("is shown against the one before, by part", async () => {
    const { stdout, status } = await zhengwen(["diff", url], { env });
    expect(status).toBe(0);
    expect(stdout).toContain("revision 1 → 2");
    expect(stdout).toMatch(/- .*奖励\[1\]0万元.*\n\+ .*奖励\[3\]0万元/);
    const [told] = (await zhengwen(["diff", url, "--from", "1", "--to", "2", "--format", "json"], { env })).lines;
    expect(told).toMatchObject({ from: 1, to: 2, fields: ["text"], parts: [{ change: "changed" }] });
  });

  it.each([
    [["diff", url, "--from", "7"], /record.not-found/],
    [["diff", "https://www.example.gov.cn/b.html"], /one revision only/],
    [["diff", "nonsense"], /usage.argument/],
    [["diff", url, "--from", "x"], /whole number/],
  ])("is refused where there is none: %j", async (args, message) => {
    const { status, stderr } = await zhengwen(args, { env });
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
  });
});

describe("the pages that are held", () => {
  it("go into a WARC file", async () => {
    const file = join(folder, "pages.warc.gz");
    const { status, stderr } = await zhengwen(["export", "warc", "--out", file], { env });
    expect([status, stderr.trim()]).toEqual([0, "4 records"]);
    const text = gunzipSync(readFileSync(file)).toString();
    expect(text).toContain(`WARC-Target-URI: ${url}`);
    expect(text).toContain("奖励30万元");
  });

  it("need not be extracted again where they were by this version", async () => {
    const { status, stderr, lines } = await zhengwen(["reextract", "--apply"], { env });
    expect([status, lines]).toEqual([0, []]);
    expect(stderr).toContain("no record is of an older generation");
    const all = await zhengwen(["reextract", "--all"], { env });
    expect(all.stderr).toMatch(/same +3/);
  });
});

describe("quarantine", () => {
  it("is listed with what to do, and dropped; what is not there is not found", async () => {
    const held = await zhengwen(["quarantine", "list"], { env });
    expect(held.lines).toMatchObject([{ state: "quarantined", reason: "usage.manifest" }]);
    expect(held.stderr).toContain("See the line that the message names.");
    expect((await zhengwen(["quarantine", "drop", "usage.manifest"], { env })).lines).toMatchObject([
      { state: "rejected", reason: "dropped" },
    ]);
    expect((await zhengwen(["quarantine", "list"], { env })).stderr).toContain("nothing is quarantined");
    expect(await zhengwen(["quarantine", "show", "https://www.example.gov.cn/none.html"], { env })).toMatchObject({ status: 2 });
    expect((await zhengwen(["quarantine", "drop", "all"], { env })).stderr).toContain("0 dropped");
    const [row] = (await zhengwen(["quarantine", "show", url], { env })).lines;
    expect(row).toMatchObject({ state: "indexed", page: { url, contentType: "text/plain; charset=utf-8" } });
    expect((await zhengwen(["quarantine", "show", url, "--bytes"], { env })).stdout).toBe(notice("30"));
  });
});

describe("API keys", () => {
  it("are shown once, listed without their secret, and revoked", async () => {
    const [made] = (await zhengwen(["keys", "add", "爬虫", "--scope", "push", "read", "--days", "30"], { env })).lines;
    expect(made).toMatchObject({ name: "爬虫", scopes: ["push", "read"], key: expect.stringMatching(/^zw_[0-9a-f]{12}_/) });
    const listed = await zhengwen(["keys", "list"], { env });
    expect(listed.lines).toHaveLength(1);
    expect(listed.stdout).not.toContain(String(made?.key).slice(16));
    const [revoked] = (await zhengwen(["keys", "revoke", String(made?.id)], { env })).lines;
    expect(revoked?.revokedAt).toMatch(/Z$/);
    expect(await zhengwen(["keys", "add", "x", "--scope", "all"], { env })).toMatchObject({ status: 2 });
  });
});
