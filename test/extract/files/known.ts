import { readFileSync } from "node:fs";
import iconv from "iconv-lite";
import { type OfdText, ofd } from "../../support/ofd.js";
import { xlsx, xlsxEntries } from "../../support/office.js";
import { type PdfText, pdf, printed } from "../../support/pdf.js";
import { type ZipEntry, zip } from "../../support/zip.js";
import { type KnownFile, knownWordFiles } from "./known-word.js";

const sample = (name: string) => readFileSync(new URL(`../../support/files/${name}`, import.meta.url));
const gbk = (text: string) => iconv.encode(text, "gb18030");

const sheets = xlsxEntries([
  { name: "汇总", rows: [["某市补助明细表"], ["企业", "金额"], ["甲公司", 20], ["旧值", 30]] },
  { name: "说明", rows: [["以此为准"]] },
  { name: "底稿", rows: [["不公开"]], hidden: true },
]).map(
  (entry): ZipEntry =>
    entry.name.endsWith("sheet1.xml")
      ? {
          ...entry,
          content: String(entry.content).replace("</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="A3:A4"/></mergeCells>'),
        }
      : entry,
);

const sheetFiles: readonly KnownFile[] = [
  {
    name: "xlsx: several sheets, one hidden, and a value under a merged cell",
    bytes: zip(sheets),
    lines: ["汇总", "某市补助明细表", "企业\t金额", "甲公司\t20", "\t30", "说明", "以此为准"],
  },
  {
    name: "xls: sheets of the old form, one hidden",
    bytes: sample("table.xls"),
    lines: [
      "补助",
      "云川市2024年技术改造补助明细表",
      "企业\t金额（元）\t占比\t日期",
      "云川甲机械有限公司\t1,234.50\t12.5%\t2024-01-02",
      "云川乙电子有限公司\t2,000.00\t50.0%\t2024-01-03",
      "合计\t3234.5",
      "说明",
      "以上金额以财政局核定为准",
    ],
  },
];

const docFiles: readonly KnownFile[] = [
  {
    name: "doc: a notice with a table",
    bytes: sample("notice.doc"),
    lines: [
      "云川市工业和信息化局关于申报技术改造补助的通知",
      "各县（市、区）工信局：",
      "为支持企业技术改造，现就2024年度补助申报有关事项通知如下。",
      "一、申报条件。在本市登记并正常经营的企业，“专精特新”企业优先。",
      "项目\t金额（万元）\t责任单位",
      "技术改造\t1530\t市工信局",
      "人才引进\t20\t市人社局",
      "合计\t1550",
      "二、申报时间：2024年6月1日至6月30日。",
      "云川市工业和信息化局",
      "2024年5月20日",
    ],
  },
  {
    name: "doc: Traditional Chinese",
    bytes: sample("relief.doc"),
    lines: [
      "雲川市政府救助金發放要點",
      "一、為辦理災害救助，特訂定本要點。",
      "二、本要點所稱災害，指風災、水災及震災；每戶發給新臺幣20,000元。",
      "中華民國113年5月1日",
    ],
  },
  { name: "doc: with a password", bytes: withPassword(sample("relief.doc")), refused: ["attachment.encrypted", /password/] },
  { name: "doc: cut off", bytes: sample("relief.doc").subarray(0, 1_600), refused: ["attachment.damaged", /doc/] },
];

/** The file with the flag of its first block set that says that the rest is encrypted (MS-DOC 2.5.2). */
function withPassword(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  const at = changed.indexOf(Buffer.from([0xec, 0xa5]));
  changed.writeUInt16LE(changed.readUInt16LE(at + 10) | 0x0100, at + 10);
  return changed;
}

const prose =
  "为贯彻落实国务院决策部署，进一步支持企业稳定发展，经研究，现就有关事项通知如下，请各地各部门结合实际抓好落实。各级财政部门要加强资金监管，确保专款专用。";
const broken = (text: string, length: number, x: number, top: number, step: number): PdfText[] =>
  Array.from({ length: Math.ceil(text.length / length) }, (_, i) => ({
    text: text.slice(i * length, (i + 1) * length),
    x,
    y: top - step * i,
    size: 12,
  }));
const paged = (texts: readonly string[]) =>
  texts.map((text, i): PdfText[] => [
    { text: "某市工业和信息化局年度报告", x: 220, y: 800, size: 9 },
    ...printed([text], 740),
    { text: `- ${i + 1} -`, x: 290, y: 40, size: 9 },
  ]);
const shifted = (character: string) => String.fromCodePoint((character.codePointAt(0) ?? 0) + 0x1b37);
const scripts = [0x0d85, 0x10d0, 0x0e01, 0x05d0, 0x0905, 0x0b85, 0x1200, 0x0985, 0x0531, 0x1780];
const manyScripts = (character: string) =>
  String.fromCodePoint((scripts[(character.codePointAt(0) ?? 0) % scripts.length] ?? 0) + ((character.codePointAt(0) ?? 0) % 16));

const left = "左栏说明补助的对象条件以及申报的程序由县级主管部门受理审核并公示七日无异议后上报市级部门核定下达补助资金。";
const right = "右栏说明资金的来源和监督检查的办法对弄虚作假骗取资金的单位和个人依法追究责任并收回全部补助资金。";
const rows = [
  ["项目", "金额", "单位"],
  ["技改", "15", "财政局"],
  ["人才", "20", "教育局"],
];

const pdfFiles: readonly KnownFile[] = [
  {
    name: "pdf: two columns whose lines stand at different heights",
    bytes: pdf([[...broken(left, 14, 60, 700, 18), ...broken(right, 14, 320, 691, 18)]]),
    lines: [left, right],
  },
  {
    name: "pdf: a running head and page numbers go",
    bytes: pdf(paged(["第一页的话。", "第二页的话。", "第三页的话。", "第四页的话。"])),
    lines: ["第一页的话。", "第二页的话。", "第三页的话。", "第四页的话。"],
  },
  {
    name: "pdf: items and headings begin their own line below full ones",
    bytes: pdf([
      printed([
        "一、支持企业扩大生产规模和增加设备投入并且给",
        "予补助的范围",
        "（一）在本市登记并正常经营的制造业企业和服务",
        "（二）上一年营业收入达到2000万元以上企业",
        "第三条 本办法由市工业和信息化局负责解释并对",
        "1.5亿元以上的项目另行研究。",
      ]),
    ]),
    lines: [
      "一、支持企业扩大生产规模和增加设备投入并且给予补助的范围",
      "（一）在本市登记并正常经营的制造业企业和服务",
      "（二）上一年营业收入达到2000万元以上企业",
      "第三条 本办法由市工业和信息化局负责解释并对1.5亿元以上的项目另行研究。",
    ],
  },
  {
    name: "pdf: a table by rows",
    bytes: pdf([rows.flatMap((cells, i) => cells.map((text, c) => ({ text, x: 72 + 150 * c, y: 700 - 24 * i })))]),
    lines: rows.map((cells) => cells.join("\t")),
  },
  {
    name: "pdf: letters of many scripts",
    bytes: pdf([printed([prose.slice(0, 40), prose.slice(40)])], { toUnicode: manyScripts }),
    refused: ["attachment.damaged", /many scripts/],
  },
  {
    name: "pdf: other Han than shown",
    bytes: pdf([printed([prose.slice(0, 40), prose.slice(40)])], { toUnicode: shifted }),
    refused: ["attachment.damaged", /wrong characters/],
  },
  {
    name: "pdf: one character for all",
    bytes: pdf([printed([prose.slice(0, 40), prose.slice(40)])], { toUnicode: () => "云" }),
    refused: ["attachment.damaged", /one character/],
  },
  {
    name: "pdf: shapes without characters",
    bytes: pdf([printed([prose.slice(0, 40), prose.slice(40)])], {
      toUnicode: (character) => String.fromCodePoint(0xe000 + ((character.codePointAt(0) ?? 0) % 256)),
    }),
    refused: ["attachment.damaged", /no character/],
  },
  {
    name: "pdf: the same font, told right",
    bytes: pdf([printed([prose.slice(0, 30)])], { toUnicode: (character) => character }),
    lines: [prose.slice(0, 30)],
  },
  { name: "pdf: scanned", bytes: pdf([[], []]), refused: ["attachment.empty", /pictures/] },
];

const text = (name: string, content: string): ZipEntry => ({ name, content });
const inner = zip([text("二级.txt", "第二层的话。")]);
const archiveFiles: readonly KnownFile[] = [
  {
    name: "zip: members by their names, GBK names too, without what file managers leave",
    bytes: zip([
      { name: "", rawName: gbk("附件1：申报表.txt"), content: gbk("申报单位名称") },
      {
        name: "表/名单.xlsx",
        content: xlsx({
          name: "表",
          rows: [
            ["企业", "金额"],
            ["甲公司", 20],
          ],
        }),
      },
      text("__MACOSX/._x", "x"),
      text(".DS_Store", "x"),
    ]),
    lines: ["附件1：申报表.txt", "申报单位名称", "表/名单.xlsx", "企业\t金额", "甲公司\t20"],
  },
  {
    name: "zip: in a zip",
    bytes: zip([{ name: "内.zip", content: inner }, text("外.txt", "第一层的话。")]),
    lines: ["内.zip", "二级.txt", "第二层的话。", "外.txt", "第一层的话。"],
  },
  {
    name: "zip: too deep a nest, the rest is read",
    bytes: zip([{ name: "一.zip", content: zip([{ name: "二.zip", content: inner }]) }, text("外.txt", "第一层的话。")]),
    lines: ["一.zip", "外.txt", "第一层的话。"],
  },
  {
    name: "zip: nothing that is read",
    bytes: zip([{ name: "图.png", content: Buffer.from("\x89PNG\r\n\x1a\n", "latin1") }]),
    refused: ["attachment.format", /图\.png/],
  },
  { name: "zip: with a password", bytes: zip([{ name: "密.txt", content: "?", flags: 1 }]), refused: ["attachment.encrypted", /密/] },
  { name: "zip: without files", bytes: zip([text("空/", "")]), refused: ["attachment.empty", /without files/] },
];

const records = [
  ["企业", "地址", "金额"],
  ["甲公司", "某市一路1号", "20"],
  ["乙公司", "某市二路2号", "30"],
];
const table1 = records.map((cells) => cells.join("\t"));
const textFiles: readonly KnownFile[] = [
  { name: "csv: GBK, semicolons", bytes: gbk(records.map((cells) => cells.join(";")).join("\r\n")), lines: table1 },
  {
    name: "csv: UTF-8 with a mark, commas",
    bytes: Buffer.from(`\ufeff${records.map((cells) => cells.join(",")).join("\n")}\n`),
    lines: table1,
  },
  {
    name: "csv: Big5, tabs",
    bytes: iconv.encode("企業\t地址\t金額\n甲公司\t臺北市一路一號\t20\n乙公司\t臺北市二路二號\t30\n", "big5"),
    lines: ["企業\t地址\t金額", "甲公司\t臺北市一路一號\t20", "乙公司\t臺北市二路二號\t30"],
  },
  { name: "csv: UTF-16, tabs", bytes: iconv.encode(table1.join("\r\n"), "utf16-le", { addBOM: true }), lines: table1 },
  {
    name: "csv: quoted cells with a break, a comma and a mark, a title above",
    bytes: Buffer.from('某市补助名单\n企业,地址,金额\n甲公司,"某市一路\n1号","1,530"\n"乙""公司",某市二路,30\n'),
    lines: ["某市补助名单", "企业\t地址\t金额", "甲公司\t某市一路 1号\t1,530", '乙"公司\t某市二路\t30'],
  },
  {
    name: "txt: GBK prose with commas",
    bytes: gbk("为支持企业,现通知如下。\r\n\r\n请各地,各部门遵照执行。"),
    lines: ["为支持企业,现通知如下。", "请各地,各部门遵照执行。"],
  },
  {
    name: "html: what a site answers where the file is missing",
    bytes: Buffer.from("<html><head><title>404</title></head><body><div>页面不存在</div></body></html>"),
    refused: ["attachment.empty", /html/],
  },
  { name: "txt: bytes that are none", bytes: Buffer.from("\x89PNG\r\n\x1a\n\0\0", "latin1"), refused: ["attachment.format", /png/] },
];

const line = (value: string, y: number, x = 25): OfdText => ({ text: value, x, y });
const ofdFiles: readonly KnownFile[] = [
  {
    name: "ofd: pages in order, paragraphs joined, page numbers left out",
    bytes: ofd([
      [
        { ...line("云川市人民政府关于支持企业发展的通知", 40, 35), size: 7 },
        line("各县（市、区）人民政府：", 60),
        line("一、给予每家企业不超过200万元补助。", 70),
        line("— 1 —", 280, 95),
      ],
      [line("二、本通知自印发之日起施行。", 40), line("— 2 —", 280, 95)],
    ]),
    lines: [
      "云川市人民政府关于支持企业发展的通知",
      "各县（市、区）人民政府：",
      "一、给予每家企业不超过200万元补助。",
      "二、本通知自印发之日起施行。",
    ],
  },
  {
    name: "ofd: a form's template, single distances, and what is set apart in a row",
    bytes: ofd(
      [
        [
          { text: "20240001", x: 60, y: 40, deltaX: "2.5 2.5 2.5 2.5 2.5 2.5 2.5" },
          { text: "甲公司", x: 60, y: 60, deltaX: "g 2 5" },
        ],
      ],
      [line("编号：", 40), line("企业：", 60)],
    ),
    lines: ["编号：\t20240001", "企业：\t甲公司"],
  },
  {
    name: "ofd: encrypted",
    bytes: ofd([[line("密文", 40)]], [], [{ name: "Encryptions.xml", content: "<a/>" }]),
    refused: ["attachment.encrypted", /encrypted/],
  },
  { name: "ofd: pictures only", bytes: ofd([[]]), refused: ["attachment.empty", /pictures/] },
];

/** Files of every format, made from known text. */
export const knownFiles: readonly KnownFile[] = [
  ...knownWordFiles,
  ...sheetFiles,
  ...docFiles,
  ...pdfFiles,
  ...archiveFiles,
  ...textFiles,
  ...ofdFiles,
];
