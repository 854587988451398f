import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Ran, zhengwen } from "../support/command.js";
import { compound, docx, xlsx } from "../support/office.js";
import { pdf, printed } from "../support/pdf.js";

const folder = mkdtempSync(join(tmpdir(), "zhengwen-files-"));
afterAll(() => rmSync(folder, { recursive: true }));

const lines = ["关于印发实施方案的通知", "各县（市、区）人民政府：", "现将实施方案印发给你们，安排资金1530万元，请认真组织实施。"];
const [heading = "", ...rest] = lines;

const files: readonly [name: string, bytes: Uint8Array, expected: Record<string, unknown>][] = [
  ["a.docx", docx({ heading }, ...rest.map((paragraph) => ({ paragraph }))), { title: heading, text: `${rest.join("\n")}\n` }],
  ["b.pdf", pdf([printed(lines)]), { title: heading, text: `${rest.join("\n")}\n` }],
  [
    "c.xlsx",
    xlsx({ name: "表", rows: [["单位：万元"], ["企业", "金额"], ["甲公司", 1530]] }),
    { text: "单位：万元\n企业\t金额\n甲公司\t1530\n" },
  ],
  ["d.doc", compound("WordDocument"), { error: expect.objectContaining({ code: "attachment.damaged" }) }],
  ["e.pdf", Buffer.from("%PDF-1.4\nnothing"), { error: expect.objectContaining({ code: "attachment.damaged" }) }],
  ["f.docx", docx({ heading }).subarray(0, 300), { error: expect.objectContaining({ code: "attachment.damaged" }) }],
];

let ran: Ran;
beforeAll(async () => {
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
  ran = await zhengwen(["extract", ...files.map(([name]) => join(folder, name))]);
}, 120_000);

it.each(files.map(([name, , expected], i) => [name, expected, i] as const))("%s given directly", (_, expected, i) => {
  expect(ran.lines[i]).toMatchObject(expected);
});
