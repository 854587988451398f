import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Document } from "../../src/model/record.js";
import { type Ran, zhengwen } from "../support/command.js";

const folder = mkdtempSync(join(tmpdir(), "zhengwen-handed-"));
afterAll(() => rmSync(folder, { recursive: true }));

const notice = { path: resolve("samples/ninghai-notice.html"), url: "https://jxj.ninghai.example/art/1.html", contentType: "text/html" };
const rules = resolve("samples/ninghai-rules.docx");
const manifest = (name: string, attachments: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, `${JSON.stringify({ ...notice, attachments })}\n`);
  return path;
};

describe("an attachment that a manifest hands in with its page", () => {
  let document: Document;
  let text: Ran;
  beforeAll(async () => {
    const path = manifest("good.jsonl", [{ path: rules, url: "ninghai-rules.docx" }]);
    const [json, shown] = await Promise.all([
      zhengwen(["extract", "--manifest", path]),
      zhengwen(["extract", "--manifest", path, "--format", "text"]),
    ]);
    document = json.lines[0] as unknown as Document;
    text = shown;
  }, 120_000);

  it("is read: Word's numbers are text, and parts and sums are its own", () => {
    const [attachment] = document.attachments;
    expect(attachment).toMatchObject({ type: "docx", url: "https://jxj.ninghai.example/art/ninghai-rules.docx" });
    expect(attachment?.text).toContain("第三条 对智能化技术改造项目，按设备投资额的12%给予补助");
    expect(attachment?.parts?.map(({ id }) => id)).toEqual(
      expect.arrayContaining(["art2.n3", "art6", expect.stringMatching(/tbl1$/)] as string[]),
    );
    const sums = attachment?.entities?.flatMap((entity) => (entity.type === "money" ? [[entity.text, entity.max, entity.instrument]] : []));
    expect(sums).toEqual([
      ["最高不超过300万元", 3_000_000, "subsidy"],
      ["50万元", 500_000, "award"],
      ["100万元", 1_000_000, "award"],
      ["200", 2_000_000, "subsidy"],
      ["300", 3_000_000, "subsidy"],
    ]);
    expect(document.text).not.toContain("数字化车间");
  });

  it("is shown where the document is shown for reading", () => {
    expect(text.stdout).toMatch(/宁海县智能制造专项资金实施细则\.docx +docx +\d+ characters +宁海县智能制造专项资金实施细则/);
  });
});

it.each<[string, unknown, string]>([
  ["that is not there", [{ path: "none.docx", url: "ninghai-rules.docx" }], "input.unreadable"],
  ["that is no document", [{ path: "broken.docx", url: "ninghai-rules.docx" }], "attachment.damaged"],
])("an attachment %s leaves a note, and the page is read", async (_, attachments, code) => {
  writeFileSync(join(folder, "broken.docx"), Buffer.from("504b0304ffffffff", "hex"));
  const { lines } = await zhengwen(["extract", "--manifest", manifest(`${code}.jsonl`, attachments)]);
  const document = lines[0] as unknown as Document;
  expect(document.attachments[0]?.text).toBeUndefined();
  expect(document.notes.map((note) => note.code)).toContain(code);
  expect(document.text).toContain("专项资金2000万元");
});

it("a line whose attachments are no list fails alone", async () => {
  const { lines, status } = await zhengwen(["extract", "--manifest", manifest("bad.jsonl", [{ path: 1 }])]);
  expect(status).toBe(1);
  expect(lines[0]).toMatchObject({ error: { code: "usage.manifest" } });
});
