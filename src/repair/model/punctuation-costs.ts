import { punctuation } from "./costs.js";

/** What a mark does: ends a part, opens or closes one, ends the line, or none of these. */
type Role = "end" | "open" | "close" | "line" | "other";

const rows: readonly (readonly [marks: string, cost: number, role: Role])[] = [
  ["，", 3, "end"],
  ["。、", 3.7, "end"],
  ["：；", 5, "end"],
  ["？！", 8.5, "end"],
  ["“《（", 5, "open"],
  ["‘〈【〔「『", 8, "open"],
  ["”》）", 5, "close"],
  ["’〉】〕」』", 8, "close"],
  ["·　", 8, "other"],
  ["－～", 9, "other"],
  ["\n", 0, "line"],
];
/** Marks of running text with what they cost; see `punctuation` in costs.ts for where the numbers come from. */
const marks = new Map(rows.flatMap(([chars, cost, role]) => [...chars].map((char) => [char, { cost, role }] as const)));

/** Marks that are written twice. */
export const doubledCost: Readonly<Record<string, number>> = { "……": punctuation.doubled, "——": punctuation.doubled };

/** The cost of what is no Han character; undefined for Han. */
export function markCost(char: string): number | undefined {
  const code = char.charCodeAt(0);
  if (isHan(code)) return undefined;
  const known = marks.get(char)?.cost;
  if (known !== undefined) return known;
  if (code >= 0x80) return punctuation.rare;
  if (code < 0x40 || code === 0x7c || code === 0x5b || code === 0x5d) return punctuation.ascii;
  return /[A-Za-z]/.test(char) ? punctuation.letter : punctuation.sign;
}

function isHan(code: number): boolean {
  return code >= 0x4e00 && code <= 0x9fff;
}

/**
 * The cost of a mark behind two other characters. No sentence goes on behind a quotation that closed one, and no indent stands
 * inside a line.
 */
export function sequenceCost(lastTwo: string, last: string, after: string): number {
  if (last === "　" && after === "　" && /^[^　 ]　/.test(lastTwo)) return 0;
  if (last === "”" && lastTwo === "。”") {
    if (/[，、；：,;:]/.test(after)) return punctuation.sentenceGoesOn;
    if (/[。？！?!]/.test(after)) return punctuation.misplaced;
  }
  return pairCost(last, after);
}

/** The cost of one character behind another one. */
function pairCost(before: string, after: string): number {
  if (after === "　") return indentCost(before);
  if (before === "" || isHan(after.charCodeAt(0))) return 0;
  const first = roleOf(before);
  if (first === "end" && after === "—") return punctuation.unusual;
  const second = roleOf(after);
  if (first === undefined || second === undefined) return 0;
  if (second === "line") return lineEndCost(before, first);
  if (first === "open" && (second === "end" || second === "close")) return punctuation.misplaced;
  if (second === "close" && /[，、；：]/.test(before)) return punctuation.misplaced;
  if (after === "（" && (before === "）" || (first === "end" && before !== "。"))) return punctuation.unusual;
  return first === "end" && second === "end" ? punctuation.misplaced : 0;
}

/** An ideographic space belongs to the start of a line, or behind a number. */
function indentCost(before: string): number {
  if (before === "" || before === "　" || before === " ") return -punctuation.indent;
  return /[0-9.）)]/.test(before) ? 0 : punctuation.unusual;
}

function lineEndCost(before: string, role: Role): number {
  if (before === "；") return -punctuation.listItem;
  return role === "open" || before === "、" || before === "，" ? punctuation.misplaced : 0;
}

function roleOf(char: string): Role | undefined {
  return marks.get(widened(char))?.role;
}

/** Round brackets of either width are of one kind. */
export function widened(text: string): string {
  return text.replaceAll("(", "（").replaceAll(")", "）");
}
