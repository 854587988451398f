import { cell, definition, item, list, para, paragraph, row, run, table, word } from "../../support/word.js";

/** A file made from known text: the lines that a reader must give, or the code and reason of its refusal. */
export interface KnownFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly lines?: readonly string[];
  readonly refused?: readonly [code: string, reason: RegExp];
}

const numbered = (definitions: string, lists: string) => ({ numbering: definitions + lists });

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

/** Word documents of every kind. */
export const knownWordFiles: readonly KnownFile[] = [...formatFiles, ...listFiles, ...wordFiles];
