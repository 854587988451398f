import type { FactLists } from "../dictionary/documents/fact-words.js";
import type { PartLists } from "../dictionary/documents/part-words.js";
import type { Dictionary } from "../dictionary/load.js";
import { hanDigits } from "../entities/numbers/characters.js";
import { oneOf } from "../lexicon/alternation.js";

const YEAR = `(?:\\d{4}|(?:中华)?民国\\s?\\d{2,3}|[○零O〇${hanDigits}]{4})`;
const SMALL = `(?:\\d{1,2}|[${hanDigits}十]{1,3})`;
const DATE = `${YEAR}\\s?年\\s?${SMALL}\\s?月(?:\\s?${SMALL}\\s?日)?`;
/** lines of bodies above a date at most */
const MOST = 30;

function bodyPatterns({ signature: { bodies, officials, seals, enacted, promulgated } }: FactLists) {
  const han = "\\p{Script=Han}";
  return {
    body: new RegExp(`^${han}[${han}（）()·]{1,38}${oneOf(bodies)}$`, "u"),
    official: new RegExp(
      `^${han}{0,16}${oneOf(officials)}[\\s\\u3000：:]*${han}(?:[\\s\\u3000]?${han}){1,3}(?:[\\s\\u3000、]+${han}{2,4}){0,3}$`,
      "u",
    ),
    /** 2024年3月1日, and Macau's 二零二四年三月一日制定。 */
    date: new RegExp(`^${DATE}(?:\\s?${oneOf(enacted)}。)?$`),
    /** 命令公布。 */
    promulgated: new RegExp(`^${oneOf(promulgated)}。$`),
    seal: new RegExp(`[(（]${oneOf(seals)}[)）]`, "g"),
  };
}

function footerPatterns({ footer: { begins, ends } }: PartLists) {
  return {
    begins: new RegExp(`^${oneOf(begins)}\\s?[:：]`),
    ends: new RegExp(`${DATE}\\s*${oneOf(ends)}$`),
  };
}

const DATE_BEHIND = new RegExp(`^(.{2,60}?)[\\s\\u3000]+${DATE}$`);

/** What a line of a signature or of a footer is. */
export type SignatureLine = "body" | "official" | "date" | "signed" | "footer" | null;

/**
 * What a line may be in a signature: a body or several, an official with a name, a date, a body with its date behind it; or a
 * line of the footer (版记). Null for any other line, and for what is too long for one.
 */
export function signatureLine(line: string, { factWords, partWords }: Dictionary): SignatureLine {
  if (line.length > 80) return partWords.compiled(footerPatterns).begins.test(line) ? "footer" : null;
  const footer = partWords.compiled(footerPatterns);
  if (footer.begins.test(line) || footer.ends.test(line)) return "footer";
  const patterns = factWords.compiled(bodyPatterns);
  // 总　统　赖清德: letters of a post that are set apart
  const bare = line
    .replace(patterns.seal, "")
    .trim()
    .replace(/^(\p{Script=Han})[\s\u3000]{1,4}(?=\p{Script=Han}[\s\u3000])/u, "$1");
  if (patterns.date.test(bare)) return "date";
  if (patterns.promulgated.test(bare)) return "official";
  if (areBodies(bare, patterns.body)) return "body";
  if (patterns.official.test(bare)) return "official";
  const signed = DATE_BEHIND.exec(bare);
  return signed && (areBodies(signed[1] as string, patterns.body) || patterns.official.test(signed[1] as string)) ? "signed" : null;
}

function areBodies(line: string, body: RegExp): boolean {
  return line.split(/[\s\u3000、]+/).every((part) => body.test(part));
}

/** A signature or a footer: its first line, and the line behind it. */
interface ClosingSpan {
  readonly kind: "signature" | "footer";
  readonly from: number;
  readonly to: number;
}

/**
 * The signatures and footers among lines: for each its first line and the line behind it.
 * @param kinds of each line, null for what stands in neither
 * @param begun whether a document has begun before a line: what stands above it signs nothing
 */
export function signatureSpans(kinds: readonly SignatureLine[], begun: (line: number) => boolean): ClosingSpan[] {
  const spans: ClosingSpan[] = [];
  for (let i = 0; i < kinds.length; ) {
    if (kinds[i] === null || !begun(i)) {
      i++;
      continue;
    }
    let to = i;
    while (to < kinds.length && to < i + MOST && kinds[to] !== null && kinds[to] !== "footer") to++;
    const date = lastDate(kinds, i, to);
    if (kinds[to] === "footer") {
      // a body above 2023年8月9日印发 belongs to that line, the bodies above a date sign
      if (date > i) spans.push({ kind: "signature", from: i, to: date });
      to = footerEnd(kinds, to);
      spans.push({ kind: "footer", from: Math.max(i, date), to });
    } else {
      const end = date > i ? behindOfficials(kinds, date, to) : to;
      if (signs(kinds, i, end, to)) spans.push({ kind: "signature", from: i, to: end });
    }
    i = Math.max(to, i + 1);
  }
  return spans;
}

function footerEnd(kinds: readonly SignatureLine[], from: number): number {
  let to = from;
  while (kinds[to] === "footer" || (kinds[to] === "body" && kinds[to + 1] === "footer")) to++;
  return to;
}

/** Behind the officials who sign below a date. */
function behindOfficials(kinds: readonly SignatureLine[], from: number, to: number): number {
  let end = from;
  while (end < to && kinds[end] === "official") end++;
  return end;
}

/** Behind the last line with a date, `from` where there is none. */
function lastDate(kinds: readonly SignatureLine[], from: number, to: number): number {
  for (let i = to - 1; i >= from; i--) if (kinds[i] === "date" || kinds[i] === "signed") return i + 1;
  return from;
}

/** Whether lines sign: bodies or officials with a date, and without one where the text ends behind them. */
function signs(kinds: readonly SignatureLine[], from: number, end: number, to: number): boolean {
  const lines = kinds.slice(from, end);
  const dated = lines.includes("date") || lines.includes("signed");
  const signers = lines.some((kind) => kind === "body" || kind === "official" || kind === "signed");
  return signers ? dated || to === kinds.length : dated;
}
