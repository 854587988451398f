import type { NumberLists } from "../../dictionary/documents/citations.js";
import { oneOf } from "../../lexicon/alternation.js";
import { hanDigits } from "../numbers/characters.js";

const blank = "[ \\u00a0\\u3000]{0,2}";
const zeros = "〇零○";
const serial = `(?:[0-9]{1,6}|[${zeros}${hanDigits}十百]{1,6})(?:之[${hanDigits}十]|-\\d{1,3})?`;
/** What stands around the year; Word's conversions leave quotation marks there: „2012‟. */
const opening = "〔［[(（【〖﹝﹙〈《「{｛<＜„“‟‘‛\"＂'";
const closing = "〕］\\])）】〗﹞﹚〉》」}｝>＞‟”“’‛\"＂'";
/** 〔2019〕53号, 〔2023〕12、13号 */
export const bracketed = new RegExp(
  `[${opening}]${blank}(\\d{4}|[${zeros}${hanDigits}]{4}|\\d{2})${blank}[${closing}]${blank}(?:年(?=${blank}第))?${blank}(?:第${blank})?((?:${serial}${blank}[、，,和及]${blank}){0,8})(${serial})${blank}号`,
  "y",
);
/** 2023年第5号 after 公告, or before it */
export const yearly = new RegExp(`\\s{0,4}(?:[(（](?=[^号]{1,20}号[)）]))?(\\d{4})${blank}年${blank}第${blank}(${serial})${blank}号`, "y");
/** 第714号 after 令, or before it */
export const plain = new RegExp(
  `\\s{0,4}(?:[(（](?=[^号]{1,20}号[)）]))?(?:第${blank}(${serial}|[A-Z0-9]{6,16})|(\\d{1,5}))${blank}号`,
  "y",
);
export const taiwan = new RegExp(`字第${blank}([A-Z0-9]{3,16}(?:-\\d)?)${blank}号`, "y");
/** CB(1)123/2023(01)号, CB(2)45/2022-23号 */
export const paper = /[A-Z]{2}\(\d\)(\d{1,5})\/(\d{4})(?:-\d{2,4})?(?:\(\d{1,3}\))?号/y;
/** the section before 字: 台教高(五), 劳动关2 */
export const sectioned = new RegExp(`(?:[(（][${hanDigits}十][)）]|\\d)$`);
export const standard =
  /((?:[A-Z]{1,5}(?:\d{2,4})?(?:\/[A-Z]{1,6})?))[ \u00a0]{0,2}(\d{1,6}(?:\.\d{1,3})*(?:-\d{1,4}(?=[-—–]\d{4}))?)(?:[-—–:](\d{4}|\d{2}))(?!\d)/y;

/** The patterns that hold words of the dictionary. */
export function numberPatterns(lists: NumberLists) {
  const year = "(?:19|20)\\d{2}";
  const numbered = `[\\d${hanDigits}十]{1,6}[ \\u00a0]?号${oneOf(lists.afterNumber)}`;
  return {
    /** where a number may be: its bracket, its kind, 第 before a kind, 字第, the letters of a standard */
    anchor: new RegExp(
      `[${opening}](?=[ \\u00a0]?(?:\\d{2}|[〇二一]))|${oneOf(lists.announced)}|第(?=[ \\u00a0]?(?:${numbered}|\\d{1,4}/(?:${year}|\\d\\d/M)))|字第` +
        "|(?<![A-Za-z])[A-Z](?=[A-Z/])|\\d{4}年第",
      "g",
    ),
    /** a further serial after one: 6号、7号 */
    further: new RegExp(`[、和及,，]${blank}(?:第${blank})?(${serial})${blank}号(?!${oneOf(lists.notSerial)})`, "y"),
    /** 5号线, 12号楼 */
    notSerial: new RegExp(oneOf(lists.notSerial), "y"),
    /** 〔2020〕6号 behind 〔2019〕5号: the agency is that of the number before */
    sameAgency: new RegExp(`[、和及,，]${blank}(?=[${opening}])`, "y"),
    /** 2023年5号 after 公告 */
    bareYear: new RegExp(`[ ]?(\\d{4})年${blank}(\\d{1,4})${blank}号(?!${oneOf(lists.notYearly)})`, "y"),
    /** 第45/2024号行政长官批示, in Macau */
    macau: new RegExp(`第[ ]?(\\d{1,4})/(${year}(?:/M)?|\\d{2}/M)[ ]?号(${oneOf(lists.macau)})`, "y"),
    /** (2023年第12号) behind a title */
    titled: new RegExp(`(\\d{4})${blank}年${blank}第${blank}(${serial})${blank}号(?=${blank}[)）])`, "y"),
    /** 112年度台上字第123号判决: the case of a court */
    courtCase: new RegExp(`^[^。，；\\n]{0,4}${oneOf(lists.judgments)}`),
    /** what stands between a number and its kind: 第714号国务院令 */
    beforeOrder: new RegExp(`(?:[\\p{Script=Han}]{0,12}?)(?=${oneOf(lists.beforeOrder)})`, "uy"),
    agency: new RegExp(`${oneOf(lists.orderAgencies)}$`),
    body: new RegExp(`${oneOf(lists.orderBodies)}$`),
  };
}
