import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { zhengwen } from "../support/command.js";

const folder = mkdtempSync(join(tmpdir(), "zhengwen-cli-"));
const env = { ZHENGWEN_STORE: join(folder, "store.db"), ZHENGWEN_SOURCES: join(folder, "none.json") };
afterAll(() => rmSync(folder, { recursive: true }));

describe("the commands, in the order that a newcomer uses them", () => {
  let ingested: Awaited<ReturnType<typeof zhengwen>>;
  beforeAll(async () => {
    ingested = await zhengwen(["ingest", "--manifest", "samples/manifest.jsonl"], { env });
  }, 120_000);

  it("ingest stores every sample and says so", () => {
    expect(ingested.stderr).toMatch(/indexed\s+11\nin all\s+11/);
    expect(ingested.status).toBe(0);
    expect(ingested.lines.map(({ state }) => state)).toEqual(Array(11).fill("indexed"));
  });

  it("ingest again changes nothing", async () => {
    const again = await zhengwen(["ingest", "--manifest", "samples/manifest.jsonl"], { env });
    expect(again.lines.map(({ state }) => state)).toEqual(Array(11).fill("unchanged"));
  });

  it("search finds Traditional by Simplified and the other way round, marked as restored", async () => {
    const [simplified, traditional] = await Promise.all([zhengwen(["search", "开平"], { env }), zhengwen(["search", "開平"], { env })]);
    expect(simplified.stdout).toBe(traditional.stdout);
    expect(simplified.stderr).toMatch(/^1 found/m);
    expect(simplified.stdout).toContain("【開平】");
    const other = await zhengwen(["search", "裝配式", "--format", "json"], { env });
    expect(other.lines.map(({ script }) => script)).toContain("hans");
  });

  it("status counts add up, and lists what is asked for", async () => {
    const counts = await zhengwen(["status"], { env });
    expect(counts.lines.reduce((sum, { count }) => sum + (count as number), 0)).toBe(11);
    const listed = await zhengwen(["status", "--state", "unchanged"], { env });
    expect(listed.lines).toHaveLength(11);
  });

  it("list names every record, and show gives one by its id or address, in each of its texts", async () => {
    const { lines } = await zhengwen(["list"], { env });
    expect(lines.length).toBeGreaterThanOrEqual(9);
    const listed = lines.find(({ title }) => String(title).includes("开平")) ?? lines[0];
    const whole = await zhengwen(["show", String(listed?.id), "--format", "json"], { env });
    expect(whole.lines[0]).toMatchObject({ id: listed?.id, title: listed?.title, schema: "zhengwen/record@1" });
    const record = whole.lines[0] as { text: string; original: string; url: string | null };
    const normalised = await zhengwen(["show", String(listed?.id), "--text", "normalised"], { env });
    expect(normalised.stdout).toContain(record.text.trim());
    const published = await zhengwen(["show", String(listed?.id), "--text", "published"], { env });
    expect(published.stdout).toContain(record.original.trim());
    const shown = await zhengwen(["show", record.url ?? String(listed?.id), "--explain"], { env });
    expect(shown.stdout).toContain(String(listed?.id));
    expect(shown.status).toBe(0);
  });

  it("doctor finds nothing wrong", async () => {
    const { status, stdout } = await zhengwen(["doctor"], { env });
    expect(stdout).not.toContain("FAIL");
    expect(status).toBe(0);
  });

  it("extract reads standard input and explains", async () => {
    const input = readFileSync("samples/weifang.txt");
    const { status, stdout } = await zhengwen(["extract", "-", "--format", "text", "--explain"], { input });
    expect(status).toBe(0);
    expect(stdout).toContain("规模化");
    expect(stdout).toMatch(/^ {2}body \d+–\d+ +.*→ .* gloss +certain$/m);
  });
});

describe("a manifest", () => {
  it("may say null for what is not known, ignores other keys, and goes on behind a broken line", async () => {
    const manifest = join(folder, "manifest.jsonl");
    const path = resolve("samples/kaiping.txt");
    const unknown = { path, url: null, contentType: null, fetchedAt: null, title: null, expect: { title: "开平" } };
    const told = { path, title: "开平大会", publishedAt: "2023-06-28", source: "kaiping" };
    const lines = [JSON.stringify(unknown), "{broken", JSON.stringify({ url: "https://example.org/" }), JSON.stringify(told)];
    writeFileSync(manifest, lines.join("\n"));
    const { status, lines: out } = await zhengwen(["extract", "--manifest", manifest]);
    expect(status).toBe(1);
    expect(out.map(({ error }) => (error as { code: string } | undefined)?.code)).toEqual([
      undefined,
      "usage.manifest",
      "usage.manifest",
      undefined,
    ]);
    expect(out[1]?.input).toBe("{broken");
    expect(out[3]).toMatchObject({ title: "开平大会", publishedAt: "2023-06-28", source: { id: "kaiping", name: "kaiping" } });
  });
});

describe("wrong usage ends with status 2 and says what to do", () => {
  it.each([
    [["extract"], "usage.argument"],
    [["extract", "--manifest", "nowhere.jsonl"], "usage.manifest"],
    [["extract", "samples/kaiping.txt", "--fetched-at", "yesterday"], "usage.argument"],
    [["search", "开平", "--place", "Shandong"], "usage.query"],
    [["search", "-开平"], "usage.query|unknown option"],
    [["work", "process"], "config.invalid"],
    [["crawl", "--once", "nowhere.json"], "config.invalid"],
    [["retry", "everything"], "usage.argument"],
    [["remove", "everything"], "usage.argument"],
    [["remove", "0".repeat(32)], "record.not-found"],
    [["conquer"], "unknown command"],
  ])("%j", async (args, said) => {
    const { status, stderr } = await zhengwen(args, { env });
    expect(stderr).toMatch(new RegExp(said));
    expect(status).toBe(2);
  });

  it("names every mistake of the configuration at once", async () => {
    const { status, stderr } = await zhengwen(["status"], { env: { ZHENGWEN_PORT: "http", ZHENGWEN_CONCURRENCY: "0" } });
    expect(stderr).toContain("ZHENGWEN_PORT");
    expect(stderr).toContain("ZHENGWEN_CONCURRENCY");
    expect(status).toBe(2);
  });
});
