import { readFileSync } from "node:fs";
import iconv from "iconv-lite";
import { type OfdText, ofd } from "../../support/ofd.js";
import { xlsx, xlsxEntries } from "../../support/office.js";
import { type PdfText, pdf, printed } from "../../support/pdf.js";
import { cell, definition, item, list, para, paragraph, row, run, table, word } from "../../support/word.js";
import { type ZipEntry, zip } from "../../support/zip.js";

/** A file made from known text: the lines that a reader must give, or the code and reason of its refusal. */
export interface KnownFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly lines?: readonly string[];
  readonly refused?: readonly [code: string, reason: RegExp];
}

const sample = (name: string) => readFileSync(new URL(`./samples/${name}`, import.meta.url));
const numbered = (definitions: string, lists: string) => ({ numbering: definitions + lists });
const gbk = (text: string) => iconv.encode(text, "gb18030");

/** Three items in every format that Chinese Word offers, from a number that shows what the format does with tens. */
const formats: readonly (readonly [format: string, text: string, labels: readonly string[]])[] = [
  ["chineseCounting", "%1、", ["九、", "十、", "十一、"]],
  ["chineseCountingThousand", "（%1）", ["（九）", "（十）", "（十一）"]],
  ["chineseLegalSimplified", "%1、", ["玖、", "壹拾、", "壹拾壹、"]],
  ["ideographDigital", "%1、", ["九、", "一〇、", "一一、"]],
  ["ideographTraditional", "%1、", ["壬、", "癸、", "11、"]],
  ["ideographZodiac", "%1、", ["申、", "酉、", "戌、"]],
  ["ideographZodiacTraditional", "%1、", ["壬申、", "癸酉、", "甲戌、"]],
  ["ideographLegalTraditional", "%1、", ["玖、", "壹拾、", "壹拾壹、"]],
  ["japaneseCounting", "第%1条", ["第九条 ", "第十条 ", "第十一条 "]],
  ["taiwaneseCounting", "%1、", ["九、", "十、", "十一、"]],
  ["taiwaneseCountingThousand", "第%1條", ["第九條 ", "第十條 ", "第十一條 "]],
  ["decimalEnclosedCircle", "%1", ["⑨", "⑩", "⑪"].map((label) => `${label} `)],
  ["decimalEnclosedCircleChinese", "%1", ["⑨", "⑩", "⑪"].map((label) => `${label} `)],
  ["decimalEnclosedParen", "%1", ["⑼", "⑽", "⑾"].map((label) => `${label} `)],
  ["decimalEnclosedFullstop", "%1", ["⒐", "⒑", "⒒"].map((label) => `${label} `)],
  ["decimalFullWidth", "%1．", ["９．", "１０．", "１１．"]],
  ["decimal", "%1.", ["9.", "10.", "11."]],
  ["decimalZero", "%1.", ["09.", "10.", "11."]],
  ["upperRoman", "%1.", ["IX.", "X.", "XI."]],
  ["lowerRoman", "(%1)", ["(ix)", "(x)", "(xi)"]],
  ["upperLetter", "%1.", ["I.", "J.", "K."]],
  ["lowerLetter", "(%1)", ["(i)", "(j)", "(k)"]],
  ["none", "※", ["※", "※", "※"]],
];
const items = ["申请条件", "补助标准", "办理程序"];

const formatFiles = formats.map(
  ([format, text, labels]): KnownFile => ({
    name: `docx: numbers in ${format}`,
    bytes: word({
      body: items.map((each) => item(each, 1)).join(""),
      parts: numbered(definition(0, [{ format, text, start: 9 }]), list(1, 0)),
    }),
    lines: items.map((each, i) => `${labels[i]}${each}`),
  }),
);

const decimal = { format: "decimal", text: "%1." };
const restarted = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>';
const outline = [
  { format: "chineseCountingThousand", text: "第%1章" },
  { format: "chineseCountingThousand", text: "第%2条", more: '<w:lvlRestart w:val="0"/><w:suff w:val="space"/>' },
  { format: "chineseCountingThousand", text: "（%3）" },
  { format: "decimal", text: "%1.%4", more: "<w:isLgl/>" },
];
const style = (id: string, name: string, properties: string, type = "paragraph") =>
  `<w:style w:type="${type}" w:styleId="${id}"><w:name w:val="${name}"/><w:pPr>${properties}</w:pPr></w:style>`;
const numPr = (numId: number, level?: number) =>
  `<w:numPr>${level === undefined ? "" : `<w:ilvl w:val="${level}"/>`}<w:numId w:val="${numId}"/></w:numPr>`;

const listFiles: readonly KnownFile[] = [
  {
    name: "docx: a list that starts anew",
    bytes: word({
      body: item("甲", 1) + item("乙", 1) + para("第二部分") + item("丙", 2) + item("丁", 2) + item("戊", 1),
      parts: numbered(definition(0, [decimal]), list(1, 0) + list(2, 0, restarted)),
    }),
    lines: ["1.甲", "2.乙", "第二部分", "1.丙", "2.丁", "3.戊"],
  },
  {
    name: "docx: lists of one definition count on, those of another do not",
    bytes: word({
      body: item("甲", 1) + item("乙", 2) + item("丙", 3) + item("丁", 1),
      parts: numbered(definition(0, [decimal]) + definition(1, [decimal]), list(1, 0) + list(2, 0) + list(3, 1)),
    }),
    lines: ["1.甲", "2.乙", "1.丙", "3.丁"],
  },
  {
    name: "docx: levels that restart, one that does not, and one in decimal",
    bytes: word({
      body: [
        ["总则", 0],
        ["目的", 1],
        ["范围", 1],
        ["工业", 2],
        ["商业", 2],
        ["补助", 0],
        ["标准", 1],
        ["农业", 2],
        ["上限", 3],
        ["下限", 3],
      ]
        .map(([text, level]) => item(text as string, 1, level as number))
        .join(""),
      parts: numbered(definition(0, outline), list(1, 0)),
    }),
    lines: [
      "第一章 总则",
      "第一条 目的",
      "第二条 范围",
      "（一）工业",
      "（二）商业",
      "第二章 补助",
      "第三条 标准",
      "（一）农业",
      "2.1 上限",
      "2.2 下限",
    ],
  },
  {
    name: "docx: an override with a level of its own",
    bytes: word({
      body: item("甲", 1) + item("乙", 2),
      parts: numbered(
        definition(0, [decimal]),
        list(1, 0) +
          list(
            2,
            0,
            '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1)"/></w:lvl></w:lvlOverride>',
          ),
      ),
    }),
    lines: ["1.甲", "II)乙"],
  },
  {
    name: "docx: numbers by style, also of the style that it is based on, and none where the paragraph says so",
    bytes: word({
      body:
        para("总则", '<w:pStyle w:val="H1"/>') +
        para("目的", '<w:pStyle w:val="H2"/>') +
        para("附则", '<w:pStyle w:val="H1b"/>') +
        para("说明", `<w:pStyle w:val="H1"/>${numPr(0)}`),
      parts: {
        ...numbered(
          definition(0, [
            { format: "chineseCountingThousand", text: "%1、", more: '<w:pStyle w:val="H1"/>' },
            { format: "chineseCountingThousand", text: "（%2）", more: '<w:pStyle w:val="H2"/>' },
          ]),
          list(7, 0),
        ),
        styles:
          style("H1", "heading 1", numPr(7)) +
          style("H2", "heading 2", numPr(7)) +
          `<w:style w:type="paragraph" w:styleId="H1b"><w:name w:val="own"/><w:basedOn w:val="H1"/></w:style>`,
      },
    }),
    lines: ["一、总则", "（一）目的", "二、附则", "说明"],
  },
  {
    name: "docx: a definition that is a style of lists",
    bytes: word({
      body: item("甲", 2) + item("乙", 2),
      parts: {
        ...numbered(
          definition(0, [{ format: "decimal", text: "%1、" }], '<w:styleLink w:val="L"/>') +
            '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>',
          list(1, 0) + list(2, 1),
        ),
        styles: style("L", "list style", numPr(1), "numbering"),
      },
    }),
    lines: ["1、甲", "2、乙"],
  },
  {
    name: "docx: bullets, of fonts of symbols too",
    bytes: word({
      body: item("甲", 1) + item("乙", 2) + item("丙", 3),
      parts: numbered(
        definition(0, [{ format: "bullet", text: "●" }]) +
          definition(1, [{ format: "bullet", text: "\uf06c", more: '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>' }]) +
          definition(2, [{ format: "bullet", text: "\uf0b7", more: '<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>' }]),
        list(1, 0) + list(2, 1) + list(3, 2),
      ),
    }),
    lines: ["● 甲", "● 乙", "• 丙"],
  },
  {
    name: "docx: a format of the user's own, which older programs are told otherwise",
    bytes: word({
      body: item("甲", 1) + item("乙", 1),
      parts: numbered(
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="9"/><mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>',
        list(1, 0),
      ),
    }),
    lines: ["009.甲", "010.乙"],
  },
  {
    name: "docx: a column of numbers, and an empty paragraph that counts",
    bytes: word({
      body:
        table(row(cell("序号"), cell("企业")), row(cell(item("", 1)), cell("甲公司")), row(cell(item("", 1)), cell("乙公司"))) +
        item("", 2) +
        item("末项", 2),
      parts: numbered(definition(0, [{ format: "decimal", text: "%1" }]) + definition(1, [decimal]), list(1, 0) + list(2, 1)),
    }),
    lines: ["序号\t企业", "1\t甲公司", "2\t乙公司", "2.末项"],
  },
];

const box = (text: string) =>
  `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>${para(text)}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>${para(text)}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
const field = (kind: string) => `<w:r><w:fldChar w:fldCharType="${kind}"/></w:r>`;

const wordFiles: readonly KnownFile[] = [
  {
    name: "docx: merged cells give their text once and leave the columns in their places",
    bytes: word({
      body: table(
        row(cell("项目", '<w:vMerge w:val="restart"/>'), cell("金额", '<w:gridSpan w:val="2"/>'), cell("备注")),
        row(cell("项目", "<w:vMerge/>"), cell("中央"), cell("地方"), cell("")),
        row(cell("技改"), cell("10"), cell("20"), cell("按季拨付")),
      ),
    }),
    lines: ["项目\t金额\t\t备注", "\t中央\t地方", "技改\t10\t20\t按季拨付"],
  },
  {
    name: "docx: what was deleted is out, what was inserted is in",
    bytes: word({
      body:
        paragraph(`${run("补助")}<w:del><w:r><w:delText>一百</w:delText></w:r></w:del><w:ins>${run("二百")}</w:ins>${run("万元。")}`) +
        `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>${run("本段")}</w:p>${para("相连。")}` +
        `<w:moveFrom>${para("移走。")}</w:moveFrom><w:tbl><w:tr><w:trPr><w:del/></w:trPr>${cell("删去")}${cell("的行")}</w:tr></w:tbl>`,
    }),
    lines: ["补助二百万元。", "本段相连。"],
  },
  {
    name: "docx: a box of text, once",
    bytes: word({ body: paragraph(run("正文。") + box("框中的话。")) }),
    lines: ["正文。", "框中的话。"],
  },
  {
    name: "docx: notes at the end, with their numbers",
    bytes: word({
      body: paragraph(`${run("规模以上企业")}<w:r><w:footnoteReference w:id="2"/></w:r>${run("增加。")}`) + para("完。"),
      parts: {
        footnotes: `<w:footnote w:id="0"><w:p/></w:footnote><w:footnote w:id="2">${paragraph(`<w:r><w:footnoteRef/></w:r>${run("指年收入2000万元以上。")}`)}</w:footnote>`,
      },
    }),
    lines: ["规模以上企业[1]增加。", "完。", "[1] 指年收入2000万元以上。"],
  },
  {
    name: "docx: a table of contents by its lines, the field's instruction left out",
    bytes: word({
      body:
        paragraph(
          `${field("begin")}<w:r><w:instrText>TOC \\o "1-3"</w:instrText></w:r>${field("separate")}${run("第一章 总则")}<w:r><w:tab/></w:r>${run("1")}`,
          '<w:pStyle w:val="T1"/>',
        ) +
        paragraph(`${run("第二章 附则")}<w:r><w:tab/></w:r>${run("3")}${field("end")}`, '<w:pStyle w:val="T1"/>') +
        para("第一章 总则"),
      parts: { styles: style("T1", "toc 1", "") },
    }),
    lines: ["第一章 总则 1", "第二章 附则 3", "第一章 总则"],
  },
  {
    name: "docx: headers, footers and hidden text are no text",
    bytes: word({
      body: paragraph(run("公开", "") + run("内部批注", "<w:vanish/>") + run("部分。", '<w:vanish w:val="0"/>')),
      parts: { header1: para("某市文件"), footer1: para("第1页") },
    }),
    lines: ["公开部分。"],
  },
  {
    name: "docx: breaks, symbols, links and content controls",
    bytes: word({
      body:
        paragraph(`${run("某市工信局")}<w:r><w:br/></w:r>${run("某市财政局")}<w:r><w:br w:type="page"/></w:r>`) +
        paragraph(`<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>${run(" 同意")}<w:hyperlink>${run("（网址）")}</w:hyperlink>`) +
        `<w:sdt><w:sdtPr/><w:sdtContent>${table(`<w:sdt><w:sdtContent>${row(cell("甲"), cell("乙"))}</w:sdtContent></w:sdt>`)}</w:sdtContent></w:sdt>`,
    }),
    lines: ["某市工信局", "某市财政局", "☑ 同意（网址）", "甲\t乙"],
  },
  {
    name: "docx: a frame around text is no table, and a table within a cell is one line",
    bytes: word({
      body:
        table(row(cell(para("填表说明") + para("一、如实填写。")))) +
        table(row(cell("明细"), cell(table(row(cell("甲"), cell("1")), row(cell("乙"), cell("2"))) + para("合计3")))),
    }),
    lines: ["填表说明", "一、如实填写。", "明细\t甲 1 乙 2 合计3"],
  },
];

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
      "云川甲机械有限公司\t1234.5\t0.125\t2024-01-02",
      "云川乙电子有限公司\t2000\t0.5\t2024-01-03",
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
  ...formatFiles,
  ...listFiles,
  ...wordFiles,
  ...sheetFiles,
  ...docFiles,
  ...pdfFiles,
  ...archiveFiles,
  ...textFiles,
  ...ofdFiles,
];
