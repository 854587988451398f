import type { Doc } from "../entities/doc.js";
import { firstLines, type Line } from "./lines.js";

export interface Signature {
  /** ISO date */
  readonly date: string;
  /** the bodies that sign, in the lines above or before the date */
  readonly signers: readonly string[];
}

const DIGITS = "〇一二三四五六七八九";
const DATE =
  /(?:(\d{4})|民国\s?(\d{2,3})|([〇○零O一二三四五六七八九]{4}))\s?年\s?(\d{1,2}|[一二三四五六七八九十]{1,3})\s?月\s?(\d{1,2}|[一二三四五六七八九十]{1,3})\s?日\s*$/;
const BODY =
  /(?:[局厅委部院办会署府司处社校站团]|中心|集团|公司|办公厅|办公室|委员会|联盟|海关|银行|大学|总队|支队|大队|小组|党组|[所馆科]|妇联|残联|工商联|文联|科协|侨联|管理区|开发区|法庭)$/;

/** 部长 王小明, 市长　张三: who signs orders. */
const OFFICIAL =
  /^\p{Script=Han}{0,16}(?:部长|市长|省长|主席|总理|局长|主任|县长|区长|州长|署长|行长|会长|院长)[\s\u3000]*\p{Script=Han}(?:[\s\u3000]?\p{Script=Han}){1,3}(?:[\s\u3000、]+\p{Script=Han}{2,4}){0,3}$/u;

/** Lines before it are looked at from the end; a document with enclosures signs in the middle. */
const LINES = 4000;

/**
 * The signature (落款): a line that is only a date, or bodies and a date, with the bodies in the lines above it. Of several,
 * the first with a body counts, for enclosures sign again; else the last date alone.
 */
export function signatureOf(doc: Doc): Signature | null {
  const lines = firstLines(doc.text, LINES);
  let bare: Signature | null = null;
  for (const [i, line] of lines.entries()) {
    if (line.text.length > 80) continue;
    const date = dateAtEnd(line.text);
    if (!date || date.rest.includes("。") || /[0-9〔[]|令|次会议|公布|通过|发布|印发|截至|日期|时间|[:：]$/.test(date.rest)) continue;
    const signers = date.rest ? bodiesOf(date.rest) : above(lines, i);
    if (date.rest && signers.length === 0) continue;
    if (signers.length > 0) return { date: date.iso, signers };
    // a date alone in the upper part is the page's, not the document's, unless a sentence or an official stands above it
    const previous = (lines[i - 1] as Line | undefined)?.text.trim() ?? "";
    if (OFFICIAL.test(previous) || (bare === null && previous.length > 8 && previous.endsWith("。")))
      return { date: date.iso, signers: [] };
    if (i > lines.length / 2) bare = { date: date.iso, signers };
  }
  return bare;
}

function above(lines: readonly Line[], at: number): string[] {
  const signers: string[] = [];
  for (let i = at - 1; i >= 0 && i > at - 8; i--) {
    const bodies = bodiesOf((lines[i] as Line).text);
    if (bodies.length === 0) break;
    signers.unshift(...bodies);
  }
  return signers;
}

function bodiesOf(line: string): string[] {
  // the seal is said where none is printed
  const parts = line
    .replace(/[(（](?:盖章|公章|印章|代章|章|印)[)）]/g, "")
    .trim()
    .split(/[\s、]+/);
  return line.length <= 60 &&
    parts.every((part) => part.length >= 3 && part.length <= 30 && BODY.test(part) && !/[,，。;；:：(《]/.test(part))
    ? parts
    : [];
}

function dateAtEnd(line: string): { iso: string; rest: string } | null {
  const found = DATE.exec(line);
  if (!found) return null;
  const [, digits, republic, han = "", ...rest] = found;
  const year = republic ? Number(republic) + 1911 : (digits ?? [...han].map((digit) => Math.max(0, DIGITS.indexOf(digit))).join(""));
  const [month, day] = [small(rest[0] as string), small(rest[1] as string)];
  const iso = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  const real = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(real.getTime()) || real.getUTCDate() !== day || Number(year) < 1949) return null;
  return { iso, rest: line.slice(0, found.index).trim() };
}

function small(written: string): number {
  if (/^\d+$/.test(written)) return Number(written);
  const ten = written.indexOf("十");
  if (ten < 0) return DIGITS.indexOf(written);
  return (
    (ten === 0 ? 1 : DIGITS.indexOf(written[0] as string)) * 10 +
    (ten === written.length - 1 ? 0 : DIGITS.indexOf(written.at(-1) as string))
  );
}
