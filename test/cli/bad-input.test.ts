import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import iconv from "iconv-lite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ran, zhengwen } from "../support/command.js";
import { generatedNotice } from "../support/notices.js";

const folder = mkdtempSync(join(tmpdir(), "zhengwen-bad-"));
afterAll(() => rmSync(folder, { recursive: true }));

const navigation = `<html><head><title>导航</title></head><body><ul>${Array.from({ length: 60 }, (_, i) => `<li><a href="/c${i}/">栏目${i}</a></li>`).join("")}</ul></body></html>`;
const jpeg = Buffer.concat([Buffer.from("ffd8ffe000104a46494600010100000100010000", "hex"), randomBytes(4000)]);
const halfCharacter = iconv.encode(generatedNotice(3).replace("utf-8", "gbk"), "gbk");

/** Each input with the code it must end in; null where it must succeed. */
const inputs: readonly [name: string, bytes: Uint8Array | string, code: string | null][] = [
  ["good-1.html", generatedNotice(1), null],
  ["empty.html", "", "input.empty"],
  ["picture.jpg", jpeg, "input.not-text"],
  ["random.bin", randomBytes(20_000), "decode.no-charset|decode.undecodable|input.not-text"],
  ["navigation.html", navigation, "extract.no-body|extract.not-a-document"],
  ["deep.html", `<html><body>${"<div>".repeat(100_000)}通知${"</div>".repeat(100_000)}</body></html>`, "extract.too-deep"],
  ["huge.txt", "关于试点工作的通知\n", "input.too-large"],
  ["half.html", halfCharacter.subarray(0, halfCharacter.lastIndexOf(0xc8) + 1), null],
  ["missing.html", "", "input.unreadable"],
  ["good-2.html", generatedNotice(2), null],
];

let ran: Ran;

beforeAll(async () => {
  for (const [name, bytes] of inputs) if (name !== "missing.html") writeFileSync(join(folder, name), bytes);
  truncateSync(join(folder, "huge.txt"), 50_000_000);
  const lines = inputs.map(([path]) => JSON.stringify({ path, note: "keys that nobody knows are ignored" }));
  writeFileSync(join(folder, "manifest.jsonl"), `${lines.join("\n")}\n`);
  ran = await zhengwen(["extract", "--manifest", join(folder, "manifest.jsonl")]);
}, 120_000);

describe("bad input in the midst of good", () => {
  it("ends with status 1, a line out for every line in, in order", () => {
    expect(ran.status).toBe(1);
    expect(ran.lines).toHaveLength(inputs.length);
  });

  it.each(inputs.map(([name, , code], i) => [name, code, i] as const))("%s ends in %s", (name, code, i) => {
    const line = ran.lines[i] as { schema?: string; error?: { code: string; message: string }; input?: { path: string } };
    if (code === null) {
      expect(line.error).toBeUndefined();
      expect(line.schema).toBe("zhengwen/document@1");
      return;
    }
    expect(code.split("|")).toContain(line.error?.code);
    expect(line.input?.path).toBe(name);
    expect(ran.stderr).toContain(name);
  });

  it("counts half a character at the end, and rejects nothing for it", () => {
    const half = ran.lines[inputs.findIndex(([name]) => name === "half.html")] as { charset: { name: string; undecodable: number } };
    expect(half.charset).toMatchObject({ name: "gbk", undecodable: 1 });
  });
});
