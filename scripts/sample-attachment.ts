import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { para, type WordParts, word } from "../test/support/word.js";

/** `tsx scripts/sample-attachment.ts`: writes samples/ninghai-rules.docx, whose articles and items Word numbers by itself. */

/** Articles count as 第一条; items begin anew below each article, as （一）. */
const numbering = [
  '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>',
  '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/></w:lvl>',
  '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>',
  '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
].join("");

const numbered = (text: string, level: number) => para(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="1"/></w:numPr>`);
const article = (text: string) => numbered(text, 0);
const item = (text: string) => numbered(text, 1);
const row = (cells: readonly string[]) => `<w:tr>${cells.map((cell) => `<w:tc>${para(cell)}</w:tc>`).join("")}</w:tr>`;

const parts: WordParts = {
  body: [
    para("宁海县智能制造专项资金实施细则"),
    article("为规范智能制造专项资金管理，制定本细则。"),
    article("专项资金支持在本县注册、依法纳税的工业企业实施的下列项目："),
    item("智能化技术改造项目；"),
    item("数字化车间和智能工厂建设项目；"),
    item("工业互联网平台项目。"),
    article("对智能化技术改造项目，按设备投资额的12%给予补助，单个企业每年最高不超过300万元。"),
    article("对首次认定的省级数字化车间、智能工厂，分别给予50万元、100万元的一次性奖励。"),
    article("申报企业应当于每年9月30日前提交申报书和投资凭证。"),
    article("骗取专项资金的，追回已拨付资金，三年内不予受理其申报。"),
    para("设备投资额与补助上限"),
    para("单位：万元"),
    `<w:tbl>${[
      ["设备投资额", "补助比例", "补助上限"],
      ["500—2000", "10%", "200"],
      ["2000以上", "12%", "300"],
    ]
      .map(row)
      .join("")}</w:tbl>`,
  ].join(""),
  parts: { numbering },
};

writeFileSync(join(import.meta.dirname, "../samples/ninghai-rules.docx"), word(parts));
