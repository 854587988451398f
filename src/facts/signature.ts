import type { FactLists } from "../dictionary/documents/fact-words.js";
import type { Doc } from "../entities/doc.js";
import { hanDigits } from "../entities/numbers/characters.js";
import { oneOf } from "../lexicon/alternation.js";
import { firstLines, type TextLine } from "./lines.js";

export interface DocumentSignature {
  /** ISO date */
  readonly date: string;
  /** the bodies that sign, in the lines above or before the date */
  readonly signers: readonly string[];
}

const DIGITS = `〇${hanDigits}`;
const SMALL = `(\\d{1,2}|[${hanDigits}十]{1,3})`;
const DATE = new RegExp(`(?:(\\d{4})|民国\\s?(\\d{2,3})|([○零O${DIGITS}]{4}))\\s?年\\s?${SMALL}\\s?月\\s?${SMALL}\\s?日\\s*$`);

function signaturePatterns({ signature: { bodies, officials, seals, otherDates } }: FactLists) {
  const han = "\\p{Script=Han}";
  return {
    body: new RegExp(`${oneOf(bodies)}$`),
    /** 部长 王小明, 市长　张三: who signs orders */
    official: new RegExp(
      `^${han}{0,16}${oneOf(officials)}[\\s\\u3000]*${han}(?:[\\s\\u3000]?${han}){1,3}(?:[\\s\\u3000、]+${han}{2,4}){0,3}$`,
      "u",
    ),
    /** (盖章): the seal is named where none is printed */
    seal: new RegExp(`[(（]${oneOf(seals)}[)）]`, "g"),
    /** the date of an act or of a label, which signs nothing */
    otherDate: new RegExp(`[0-9〔[]|${oneOf(otherDates)}|[:：]$`),
  };
}

type SignaturePatterns = ReturnType<typeof signaturePatterns>;

/** Lines before it are looked at from the end; a document with enclosures signs in the middle. */
const LINES = 4000;

/**
 * The signature (落款): a line that is only a date, or bodies and a date, with the bodies in the lines above it. Of several,
 * the first with a body counts, for enclosures sign again; else the last date alone.
 */
export function signatureOf(doc: Doc): DocumentSignature | null {
  const lines = firstLines(doc.text, LINES);
  const patterns = doc.dictionary.factWords.compiled(signaturePatterns);
  let bare: DocumentSignature | null = null;
  for (const [i, line] of lines.entries()) {
    if (line.text.length > 80) continue;
    const date = dateAtEnd(line.text);
    if (!date || date.rest.includes("。") || patterns.otherDate.test(date.rest)) continue;
    const signers = date.rest ? bodiesOf(date.rest, patterns) : above(lines, i, patterns);
    if (date.rest && signers.length === 0) continue;
    if (signers.length > 0) return { date: date.iso, signers };
    // a date alone in the upper part is the page's, not the document's, unless a sentence or an official stands above it
    const previous = (lines[i - 1] as TextLine | undefined)?.text.trim() ?? "";
    if (patterns.official.test(previous) || (bare === null && previous.length > 8 && previous.endsWith("。")))
      return { date: date.iso, signers: [] };
    if (i > lines.length / 2) bare = { date: date.iso, signers };
  }
  return bare;
}

function above(lines: readonly TextLine[], at: number, patterns: SignaturePatterns): string[] {
  const signers: string[] = [];
  for (let i = at - 1; i >= 0 && i > at - 8; i--) {
    const bodies = bodiesOf((lines[i] as TextLine).text, patterns);
    if (bodies.length === 0) break;
    signers.unshift(...bodies);
  }
  return signers;
}

function bodiesOf(line: string, { body, seal }: SignaturePatterns): string[] {
  const parts = line
    .replace(seal, "")
    .trim()
    .split(/[\s、]+/);
  return line.length <= 60 &&
    parts.every((part) => part.length >= 3 && part.length <= 30 && body.test(part) && !/[,，。;；:：(《]/.test(part))
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
