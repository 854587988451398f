import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cmapFolder } from "../../../src/dictionary/folder.js";
import { loadDictionary } from "../../../src/dictionary/load.js";
import { fileFormat } from "../../../src/extract/files/format.js";
import { attachmentLimits } from "../../../src/extract/files/limits.js";
import { readAttachment } from "../../../src/extract/files/read.js";
import { ZhengwenError } from "../../../src/model/errors.js";
import { compound, docx, docxEntries, xlsx, xlsxEntries } from "../../support/office.js";
import { pdf, printed } from "../../support/pdf.js";
import { zip } from "../../support/zip.js";

const cmaps = cmapFolder();
const limits = attachmentLimits(1_000_000);
const resources = { cmaps, dictionary: async () => loadDictionary() };
const read = async (bytes: Uint8Array, other = {}) => {
  const { type, text } = await readAttachment(bytes, { ...limits, ...other }, resources);
  return { type, text };
};

describe("docx", () => {
  it("gives headings, paragraphs and tables in order, rows as cells joined by a tab", async () => {
    const bytes = docx(
      { heading: "申报指南" },
      { paragraph: "一、支持范围" },
      {
        rows: [
          ["项目", "金额（万元）"],
          ["技术改造", "1530"],
          ["", "合计"],
        ],
      },
      { paragraph: "联系人：市工信局。" },
    );
    expect(await read(bytes)).toEqual({
      type: "docx",
      text: "申报指南\n一、支持范围\n项目\t金额（万元）\n技术改造\t1530\n\t合计\n联系人：市工信局。\n",
    });
  });

  it("tells one with a password, one without text, and one cut off", async () => {
    await expect(read(compound("EncryptedPackage"))).rejects.toMatchObject({ code: "attachment.encrypted" });
    await expect(read(docx({ paragraph: " " }))).rejects.toMatchObject({ code: "attachment.empty" });
    const whole = docx({ paragraph: "全文" });
    await expect(read(whole.subarray(0, whole.length - 30))).rejects.toMatchObject({ code: "attachment.damaged" });
    await expect(read(zip([{ name: "word/document.xml", content: "<w:" }]))).rejects.toMatchObject({ code: "attachment.damaged" });
  });
});

describe("doc", () => {
  const notice = readFileSync(new URL("../../support/files/notice.doc", import.meta.url));

  it("says that numbers may be missing where it has lists, and not where it has none", async () => {
    expect(await readAttachment(notice, limits, resources)).not.toHaveProperty("mayLackNumbers");
    const stream = notice.indexOf(Buffer.from([0xec, 0xa5]));
    const listed = Buffer.from(notice);
    // the length of the table of list overrides (MS-DOC 2.5.10, lcbPlfLfo)
    listed.writeUInt32LE(28, stream + 0x2ee);
    expect(await readAttachment(listed, limits, resources)).toHaveProperty("mayLackNumbers", true);
  });
});

describe("xlsx", () => {
  it("gives the rows of visible sheets as they are shown, named where there are several", async () => {
    const bytes = xlsx(
      {
        name: "补助",
        rows: [
          ["单位：万元"],
          ["企业", "金额", "占比", "日期"],
          ["甲公司", 1234.5, 0.125, 45_293],
          [null, null],
          ["乙公司", 20, null, null],
        ],
        formats: { "2,1": "#,##0.00", "2,2": "0.0%", "2,3": 'yyyy"年"m"月"d"日"' },
      },
      { name: "草稿", rows: [["不公开"]], hidden: true },
      { name: "说明", rows: [["以此为准"]] },
    );
    const { text } = await read(bytes);
    expect(text.split("\n")).toEqual([
      "补助",
      "单位：万元",
      "企业\t金额\t占比\t日期",
      "甲公司\t1,234.50\t12.5%\t2024年1月2日",
      "乙公司\t20",
      "说明",
      "以此为准",
      "",
    ]);
  });

  it("refuses two cells whose rectangle no machine could hold", async () => {
    const entries = xlsxEntries([{ name: "表", rows: [["一"]] }]).map((entry) =>
      entry.name.endsWith("sheet1.xml")
        ? {
            ...entry,
            content:
              '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>',
          }
        : entry,
    );
    await expect(read(zip(entries))).rejects.toMatchObject({ code: "attachment.damaged" });
  });
});

describe("pdf", () => {
  it("has the CMaps of pdf.js as they are", () => {
    const theirs = join(dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json")), "cmaps");
    const names = readdirSync(theirs);
    expect(readdirSync(cmaps)).toEqual(names);
    expect(names.filter((name) => !readFileSync(join(cmaps, name)).equals(readFileSync(join(theirs, name))))).toEqual([]);
  });

  it.each(["GBK-EUC-H", "UniGB-UTF16-H"] as const)("reads a font that is not embedded, by its CMap %s", async (cmap) => {
    const bytes = pdf([printed(["关于印发实施方案的通知", "各县（市、区）人民政府："])], { cmap });
    expect(await read(bytes)).toEqual({ type: "pdf", text: "关于印发实施方案的通知\n各县（市、区）人民政府：\n" });
  });

  it("reads Big5 as well", async () => {
    const bytes = pdf([printed(["關於補助計畫之公告"])], { cmap: "ETen-B5-H" });
    expect((await read(bytes)).text).toBe("關於補助計畫之公告\n");
  });

  it("joins what lines and pages broke, keeps paragraphs apart, and leaves page numbers out", async () => {
    const said = "为贯彻落实国务院决策部署，进一步支持企业稳定发展，经研究，现就有关事项通知如下，请各地各部门结合实际抓好落实。";
    const next = "一、加大财政支持力度，统筹安排专项资金，由各地按照规定使用，专款专用。";
    const lines = [{ indent: said.slice(0, 22) }, said.slice(22, 46), said.slice(46), { indent: next.slice(0, 22) }];
    const pages = [
      [...printed(lines), { text: "— 1 —", x: 280, y: 40 }],
      [...printed([next.slice(22)]), { text: "第2页 共2页", x: 280, y: 40 }],
    ];
    expect((await read(pdf(pages))).text).toBe(`${said}\n${next}\n`);
  });

  it("follows the page, not the order in which it was written", async () => {
    const lines = printed(["第一行", "第二行", "第三行"]);
    expect((await read(pdf([[...lines].reverse()]))).text).toBe("第一行\n第二行\n第三行\n");
  });

  it("reads two columns one after the other, and a table by rows", async () => {
    const left = ["左栏第一行文字共十六个字符吗是", "左栏第二行文字共十六个字符吗是", "左栏第三行文字共十六个字符吗是", "左栏第四行完。"];
    const right = [
      "右栏第一行文字共十六个字符吗是",
      "右栏第二行文字共十六个字符吗是",
      "右栏第三行文字共十六个字符吗是",
      "右栏第四行也是文字共十六个字符",
    ];
    const beside = left.flatMap((text, i) => [
      { text, x: 60, y: 700 - 20 * i, size: 14 },
      { text: right[i] ?? "", x: 320, y: 700 - 20 * i, size: 14 },
    ]);
    const columns = (await read(pdf([beside]))).text;
    expect(columns.replaceAll("\n", "")).toBe([...left, ...right].join(""));
    const table = [
      ["项目", "金额"],
      ["技改", "15"],
      ["人才", "20"],
      ["合计", "35"],
      ["单位", "万元"],
    ];
    const rows = table.flatMap(([a = "", b = ""], i) => [
      { text: a, x: 72, y: 700 - 24 * i },
      { text: b, x: 300, y: 700 - 24 * i },
    ]);
    expect((await read(pdf([rows]))).text).toBe(table.map((row) => `${row.join("\t")}\n`).join(""));
  });

  it("joins a title that takes two centred lines, and tells tight cells by those below them", async () => {
    const title = ["某市人民政府办公室关于印发促进经济", "发展若干措施的通知"];
    const texts = title.map((text, i) => ({ text, size: 22, x: 298 - 11 * text.length, y: 760 - 36 * i }));
    const body = printed(["各区人民政府：", "现将若干措施印发给你们，请遵照执行。"], 660);
    // the cells of the first row stand less than a character apart
    const rows = [
      ["项目名称", "金额（万元）", "责任单位"],
      ["技改", "15", "市财政局"],
      ["人才", "20", "市教育局"],
    ];
    const cells = rows.flatMap((row, i) => row.map((text, c) => ({ text, size: 12, x: [72, 131, 214][c] ?? 0, y: 560 - 20 * i })));
    const below = printed(["以上措施自印发之日起施行。"], 460);
    const { text } = await read(pdf([[...texts, ...body, ...cells, ...below]]));
    const expected = [
      title.join(""),
      "各区人民政府：",
      "现将若干措施印发给你们，请遵照执行。",
      ...rows.map((row) => row.join("\t")),
      "以上措施自印发之日起施行。",
    ];
    expect(text.split("\n")).toEqual([...expected, ""]);
  });

  it("keeps the longer of two columns together", async () => {
    const left = [
      "左栏第一行文字共十五个字符啊",
      "左栏第二行文字共十五个字符啊",
      "左栏第三行文字共十五个字符啊",
      "左栏第四行文字共十五个字符啊",
      "左栏完。",
    ];
    const right = ["右栏第一行文字共十五个字符啊", "右栏第二行文字共十五个字符啊", "右栏第三行完毕了。"];
    const beside = [left, right].flatMap((column, side) =>
      column.map((text, i) => ({ text, size: 14, x: 60 + 212 * side, y: 700 - 20 * i })),
    );
    expect((await read(pdf([beside]))).text.replaceAll("\n", "")).toBe([...left, ...right].join(""));
  });

  it("tells one with a password, one without text, and one that is none", async () => {
    const encrypted = `/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${"00".repeat(32)}> /U <${"00".repeat(32)}> >>`;
    await expect(read(pdf([printed(["密"])], { trailer: encrypted }))).rejects.toMatchObject({ code: "attachment.encrypted" });
    await expect(read(pdf([[]]))).rejects.toMatchObject({ code: "attachment.empty" });
    await expect(read(Buffer.from("%PDF-1.4\nnothing"))).rejects.toMatchObject({ code: "attachment.damaged" });
  });

  it("reads what is there of a file that claims pages without end", async () => {
    expect((await read(pdf([printed(["只有一页"])], { count: 1_000_000_000 }))).text).toBe("只有一页\n");
  });
});

describe("archives that lie", () => {
  const entries = docxEntries([{ paragraph: "正文" }]);
  it.each([
    ["inflates without end", [...entries, { name: "word/bomb.xml", content: Buffer.alloc(20_000_000) }], "attachment.too-large"],
    [
      "holds entries without end",
      [...entries, ...Array.from({ length: 10_001 }, (_, i) => ({ name: `x/${i}`, content: "" }))],
      "attachment.too-large",
    ],
    [
      "claims less than an entry holds",
      [...entries, { name: "word/media/1.bin", content: Buffer.alloc(50_000), claims: 10 }],
      "attachment.damaged",
    ],
    [
      "claims more than an entry holds",
      [...entries, { name: "word/media/1.bin", content: "a", claims: 4_000_000_000 }],
      "attachment.damaged",
    ],
    ["has an entry with a password", [...entries, { name: "word/secret.xml", content: "?", flags: 1 }], "attachment.encrypted"],
    [
      "names an outer entity",
      docxEntries([{ paragraph: "&x;" }], '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
      "attachment.damaged",
    ],
    [
      "names entities of entities",
      docxEntries([{ paragraph: "&b;" }], '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'),
      "attachment.damaged",
    ],
  ])("one that %s", async (_, made, code) => {
    await expect(read(zip(made))).rejects.toMatchObject({ code });
  });

  it("one over the limit of text", async () => {
    const bytes = docx({ paragraph: "一二三四五六七八九十".repeat(10) });
    await expect(read(bytes, { characters: 50 })).rejects.toMatchObject({ code: "attachment.too-large" });
    expect((await read(bytes)).text).toHaveLength(101);
  });
});

describe("broken at any place", () => {
  const wholes = [docx({ paragraph: "正文" }, { rows: [["一", "二"]] }), xlsx({ name: "表", rows: [["一", 2]] }), pdf([printed(["正文"])])];
  it("a file is read or refused with a reason", async () => {
    const change = fc.tuple(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.integer({ min: 0, max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...wholes), fc.array(change, { minLength: 1, maxLength: 8 }), async (whole, changes) => {
        const bytes = Buffer.from(whole);
        for (const [where, value] of changes) bytes[Math.floor(where * bytes.length)] = value;
        try {
          expect(typeof (await read(bytes)).text).toBe("string");
        } catch (cause) {
          expect(cause).toBeInstanceOf(ZhengwenError);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe("what a file is, by its bytes", () => {
  it.each([
    ["docx", docx({ paragraph: "一" })],
    ["xlsx", xlsx({ name: "表", rows: [["一"]] })],
    ["pdf", pdf([printed(["一"])])],
    ["doc", compound("WordDocument")],
    ["xls", compound("Workbook")],
    ["ppt", compound("PowerPoint Document")],
    ["ofd", zip([{ name: "OFD.xml", content: "<ofd/>" }])],
    ["pptx", zip([{ name: "ppt/presentation.xml", content: "<p/>" }])],
    ["zip", zip([{ name: "a.txt", content: "a" }])],
    ["rar", Buffer.from("Rar!\x1a\x07\x01\0")],
    ["rtf", Buffer.from("{\\rtf1\\ansi}")],
  ])("%s", (type, bytes) => {
    expect(fileFormat(bytes)?.type).toBe(type);
  });

  it.each([["<html><body>文件不存在</body></html>"], ["关于印发通知"], [""], ["PK is no archive"]])("no document: %s", (text) => {
    expect(fileFormat(Buffer.from(text))).toBeNull();
  });

  it.each([
    ["ppt", compound("PowerPoint Document")],
    ["pptx", zip([{ name: "ppt/presentation.xml", content: "<p/>" }])],
    ["rar", Buffer.from("Rar!\x1a\x07\x01\0")],
    ["rtf", Buffer.from("{\\rtf1\\ansi}")],
  ])("%s is named, not read", async (type, bytes) => {
    await expect(read(bytes)).rejects.toMatchObject({ code: "attachment.format", message: expect.stringContaining(type) });
  });
});
