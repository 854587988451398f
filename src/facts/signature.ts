import type { FactLists } from "../dictionary/documents/fact-words.js";
import type { IssuerLists } from "../dictionary/documents/issuer-words.js";
import type { Doc } from "../entities/doc.js";
import { hanDigits } from "../entities/numbers/characters.js";
import { oneOf } from "../lexicon/alternation.js";
import { bodiesIn, type ListReader, type NamedBody } from "./issuers/body-list.js";
import { firstLines, type TextLine } from "./lines.js";

export interface DocumentSignature {
  /** ISO date */
  readonly date: string;
  /** the bodies that sign, in the lines above or before the date, or whose heads do */
  readonly signers: readonly NamedBody[];
}

/** 2023.3.1: a line that is a date in figures signs where bodies stand right above it. */
const FIGURES = /^\s*(\d{4})([./-])(\d{1,2})\2(\d{1,2})\s*$/;
const DIGITS = `〇${hanDigits}`;
const SMALL = `(\\d{1,2}|[${hanDigits}十]{1,3})`;
const DATE = new RegExp(`(?:(\\d{4})|民国\\s?(\\d{2,3})|([○零O${DIGITS}]{4}))\\s?年\\s?${SMALL}\\s?月\\s?${SMALL}\\s?日\\s*$`);

function signaturePatterns({ signature: { officials, otherDates, enacted } }: FactLists) {
  const han = "\\p{Script=Han}";
  return {
    /** 部长 王小明, 市长　张三: who signs orders */
    official: new RegExp(
      `^${han}{0,16}${oneOf(officials)}[\\s\\u3000]*${han}(?:[\\s\\u3000]?${han}){1,3}(?:[\\s\\u3000、]+${han}{2,4}){0,3}$`,
      "u",
    ),
    /** 二零二四年三月一日|制定。 */
    enacted: new RegExp(`\\s?${oneOf(enacted)}。$`),
    /** the date of an act or of a label, which signs nothing */
    otherDate: new RegExp(`[0-9〔[]|${oneOf(otherDates)}|[:：]$`),
  };
}

/** Who signs in a line of his own: 屋宇署署长　余某某, 教育局局长. */
function postPattern({ posts }: IssuerLists): RegExp {
  const name = "[\\p{Script=Han}○〇]";
  return new RegExp(`^(.{2,30}?)${oneOf(posts)}(?:\\s{1,8}${name}(?:\\s?${name}){1,4})?$`, "u");
}

/** Lines before it are looked at from the end; a document with enclosures signs in the middle. */
const LINES = 4000;
const LONGEST_LINE = 160;
/** A notice of many bodies may have a line for each. */
const SIGNING_LINES = 48;
/** An enclosure begins with a line of its own; what begins with it as a whole has no letter before it. */
const ENCLOSURE = /^附[件表录]?\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})?$/;
const FIRST_ENCLOSURE = 3;

/**
 * The signature (落款): a line that is only a date, or bodies and a date, with the bodies in the lines above it. Of several,
 * the first with a body counts, for enclosures sign again; else the last date alone. One in an enclosure is not the document's.
 */
export function signatureOf(doc: Doc, reader: ListReader): DocumentSignature | null {
  const lines = letterLines(doc);
  const patterns = doc.dictionary.factWords.compiled(signaturePatterns);
  let bare: DocumentSignature | null = null;
  for (const [i, line] of lines.entries()) {
    if (line.text.length > LONGEST_LINE) continue;
    const date = dateAtEnd(line.text.replace(patterns.enacted, ""));
    if (!date || date.rest.includes("。") || patterns.otherDate.test(date.rest)) continue;
    const signers = date.rest ? [...above(lines, i, reader), ...(signersIn(date.rest, reader) ?? [])] : above(lines, i, reader);
    if (date.rest && signersIn(date.rest, reader) === null) continue;
    if (signers.length > 0) return { date: date.iso, signers };
    if (FIGURES.test(line.text)) continue;
    // a date alone in the upper part is the page's, not the document's, unless a sentence or an official stands above it
    const previous = (lines[i - 1] as TextLine | undefined)?.text.trim() ?? "";
    if (patterns.official.test(previous) || (bare === null && previous.length > 8 && previous.endsWith("。")))
      return { date: date.iso, signers: [] };
    if (i > lines.length / 2) bare = { date: date.iso, signers };
  }
  return bare;
}

/** The bodies that sign below the last sentence without a date, above the lines of the imprint (抄送, 联系人). */
export function undatedSigners(doc: Doc, reader: ListReader): NamedBody[] {
  const lines = letterLines(doc);
  const footer = doc.dictionary.issuerWords.compiled(({ footers }) => new RegExp(`^[(（]?.{0,12}${oneOf(footers)}|[:：]`));
  let end = lines.length;
  while (end > 0 && lines.length - end < 8 && footer.test((lines[end - 1] as TextLine).text.trim())) end--;
  const { signers, from } = block(lines, end, reader);
  const official = signers.every(({ kind }) => kind === "government" || kind === "party" || kind === "association");
  return official && /[。！]$|^附件/.test(lines[from - 1]?.text.trim() ?? "") ? signers : [];
}

/** The lines of the document before its enclosures. */
function letterLines(doc: Doc): readonly TextLine[] {
  const lines = firstLines(doc.text, LINES);
  const enclosure = lines.findIndex(({ text }, i) => i >= FIRST_ENCLOSURE && ENCLOSURE.test(text.trim()));
  return enclosure < 0 ? lines : lines.slice(0, enclosure);
}

const above = (lines: readonly TextLine[], at: number, reader: ListReader): NamedBody[] => block(lines, at, reader).signers;

/** The bodies in the lines right above one, and the index of the first of these lines. */
function block(lines: readonly TextLine[], at: number, reader: ListReader): { signers: NamedBody[]; from: number } {
  const signers: NamedBody[] = [];
  let from = at;
  for (let i = at - 1; i >= 0 && i > at - SIGNING_LINES; i--) {
    const bodies = signersIn((lines[i] as TextLine).text, reader);
    if (bodies === null) {
      // 陈某某代行 below 教育局局长
      if (i === at - 1 && /^[(（]?[\p{Script=Han}○\s]{2,6}[(（\s]*代行[)）]?$/u.test((lines[i] as TextLine).text.trim())) continue;
      break;
    }
    signers.unshift(...bodies);
    from = i;
  }
  return { signers, from };
}

/** The bodies that sign in a line, or whose heads do. */
function signersIn(line: string, reader: ListReader): NamedBody[] | null {
  if (line.length > LONGEST_LINE) return null;
  const bodies = bodiesIn(line, reader);
  if (bodies) return bodies;
  const head = reader.dictionary.issuerWords.compiled(postPattern).exec(line.trim())?.[1];
  return head ? bodiesIn(head, reader) : null;
}

function dateAtEnd(line: string): { iso: string; rest: string } | null {
  const found = DATE.exec(line);
  const figures = found ? null : FIGURES.exec(line);
  if (figures) return realDate(Number(figures[1]), Number(figures[3]), Number(figures[4]), "");
  if (!found) return null;
  const [, digits, republic, han = "", ...rest] = found;
  const year = republic ? Number(republic) + 1911 : (digits ?? [...han].map((digit) => Math.max(0, DIGITS.indexOf(digit))).join(""));
  const [month, day] = [small(rest[0] as string), small(rest[1] as string)];
  return realDate(Number(year), month as number, day as number, line.slice(0, found.index).trim());
}

function realDate(year: number, month: number, day: number, rest: string): { iso: string; rest: string } | null {
  const iso = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  const real = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(real.getTime()) || real.getUTCDate() !== day || year < 1949) return null;
  return { iso, rest };
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
