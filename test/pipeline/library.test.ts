import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Document, documentSchema, extract, recordSchema, type StoredRecord } from "zhengwen";

const example = /```ts\n(import \{ extract[\s\S]*?)```/;

describe("the library, by its own name", () => {
  it("extracts from text and from bytes alike", () => {
    const text = "6月28日,開(kāi)平市27家企業(yè)獲獎(jiǎng)勵(lì)1530萬(wàn)元。";
    const document: Document = extract(text, { fetchedAt: "2023-06-29T08:00:00+08:00" });
    expect(documentSchema.parse(document)).toEqual(document);
    expect(extract(new TextEncoder().encode(text), { fetchedAt: "2023-06-29T08:00:00+08:00" })).toEqual(document);
    const record: StoredRecord = { ...document, schema: "zhengwen/record@1", revision: 1, seq: 1, cluster: document.id };
    expect(recordSchema.parse(record)).toEqual(record);
  });

  it("gives the words of the text where they are asked for", () => {
    const text = "6月28日,開(kāi)平市27家企業(yè)獲獎(jiǎng)勵(lì)1530萬(wàn)元。𠮷林";
    const { tokens = [], text: normalised } = extract(text, { tokens: true });
    expect(tokens.map(({ start, end }) => normalised.slice(start, end)).join("")).toBe(normalised);
    expect(tokens.find(({ start, end }) => normalised.slice(start, end) === "开平市")?.tag).toBe("ns");
    expect(extract(text)).not.toHaveProperty("tokens");
  });

  it.each(["README.md", "README.zh-CN.md"])("runs the example of %s", async (file) => {
    const [, code = ""] = example.exec(readFileSync(file, "utf8")) ?? [];
    expect(code).not.toBe("");
    const source = code.replace('"zhengwen"', JSON.stringify(new URL("../../src/index.ts", import.meta.url).href));
    const folder = mkdtempSync(join(tmpdir(), "zhengwen-example-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const script = join(folder, "example.mts");
    writeFileSync(script, source);
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", script]);
    expect(stdout).toMatch(/money .*1530萬\(wàn\)元 → 1530万元/);
    expect(stdout).toMatch(/place 開\(kāi\)平市 → 开平市/);
    expect(stdout).toMatch(/enterpriseCount .* → 27家/);
  });

  it("repairs the sample as README.md says", () => {
    const [, shown = ""] = /```json\n(\{"in": "body".*\})\n```/.exec(readFileSync("README.md", "utf8")) ?? [];
    expect(extract(readFileSync("samples/liaocheng.txt")).repairs).toContainEqual(JSON.parse(shown));
  });
});
