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
/** Marks of running text: what they cost, in nats. */
const marks = new Map(rows.flatMap(([chars, cost, role]) => [...chars].map((char) => [char, { cost, role }] as const)));

/** Marks that stand twice. */
export const doubledCost: Readonly<Record<string, number>> = { "……": 7, "——": 7 };

const rareMark = 14;
const ascii = 5;
const letter = 6.5;
const sign = 10;
/** What it costs when a part ends where none began, or a mark follows that does not go with it. */
const misplaced = 8;
/** How much likelier an ideographic space is at the begin of a line, or behind another one or a typed one: an indent is two. */
const indent = 5;
/** How much likelier a digit is behind 第, or what was swallowed: mostly that was a digit. */
export const ordinal = 6;
/** How much likelier a semicolon is at the end of a line. */
const listed = 2;
/** What it costs when a bracket opens behind a mark that ends no sentence. */
const unusual = 3;

/** The cost of what is no Han character; undefined for Han. */
export function markCost(char: string): number | undefined {
  const code = char.charCodeAt(0);
  if (code >= 0x4e00 && code <= 0x9fff) return undefined;
  const known = marks.get(char)?.cost;
  if (known !== undefined) return known;
  if (code >= 0x80) return rareMark;
  if (code < 0x40 || code === 0x7c || code === 0x5b || code === 0x5d) return ascii;
  return /[A-Za-z]/.test(char) ? letter : sign;
}

/** A quotation that closes a sentence closes the one it stands in. */
const sentenceGoesOn = 6;

/** What it costs that a mark follows two others: no part of a sentence goes on behind a full stop in quotation, no indent is inside a line. */
export function sequenceCost(lastTwo: string, last: string, after: string): number {
  if (last === "　" && after === "　" && /^[^　 ]　/.test(lastTwo)) return 0;
  if (last === "”" && lastTwo === "。”" && /[，、；：,;:]/.test(after)) return sentenceGoesOn;
  return pairCost(last, after);
}

/** What it costs that one mark follows another. */
function pairCost(before: string, after: string): number {
  if (before === "") return after === "　" ? -indent : 0;
  if (after === "　") return before === "　" || before === " " ? -indent : /[0-9.）)]/.test(before) ? 0 : unusual;
  if (after.charCodeAt(0) >= 0x4e00 && after.charCodeAt(0) <= 0x9fff) return 0;
  const first = roleOf(before);
  if (first === "end" && after === "—") return unusual;
  const second = roleOf(after);
  if (first === undefined || second === undefined) return 0;
  if (first === "open" && (second === "end" || second === "close")) return misplaced;
  if (second === "close" && /[，、；：]/.test(before)) return misplaced;
  if (before === "）" && after === "（") return unusual;
  if (second === "line" && before === "；") return -listed;
  if (second === "line") return first === "open" || before === "、" || before === "，" ? misplaced : 0;
  if (first === "end" && after === "（" && before !== "。") return unusual;
  return first === "end" && second === "end" ? misplaced : 0;
}

const closerOf: Readonly<Record<string, string>> = {
  "“": "”",
  "‘": "’",
  "《": "》",
  "〈": "〉",
  "（": "）",
  "【": "】",
  "〔": "〕",
  "「": "」",
  "『": "』",
};
const openerOf: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(closerOf).map(([open, close]) => [close, open]));

function roleOf(char: string): Role | undefined {
  return marks.get(widened(char))?.role;
}

/** Round brackets of either width are of one kind. */
function widened(text: string): string {
  return text.replaceAll("(", "（").replaceAll(")", "）");
}

/** A bracket that is closed makes a reading likelier by this, in nats; one that closes nothing, or stays open, makes it less so. */
const closed = 4;
const unopened = 6;
/** The same where a quotation may have begun on a line before. */
const unopenedQuote = 3;
const unclosed = 5;
/** How much likelier a bracket is that numbers a part of the text: behind an indent, or at the begin of a line or sentence. */
const numbered = 5;
const numeral = /^[一二三四五六七八九十]{1,3}$/;
/** A quotation of more than one part ends with the mark that ends its sentence. */
const abrupt = 4;

function unopenedCost(opener: string): number {
  return opener === "“" || opener === "「" ? unopenedQuote : unopened;
}

/** The brackets that are open behind a text of one line, outermost first. */
export function openIn(text: string): string {
  let open = "";
  for (const char of text) open = bracketStep(open, char).open;
  return open;
}

/** The brackets that are open behind a mark, and what it costs. */
export interface BracketStep {
  readonly open: string;
  readonly cost: number;
}

/** What a mark does to the brackets that are open before it, and what that costs. */
export function bracketStep(open: string, mark: string): BracketStep {
  const char = widened(mark);
  if (closerOf[char] !== undefined) return { open: open + char, cost: 0 };
  const opener = openerOf[char];
  if (opener === undefined) return { open, cost: 0 };
  return open.endsWith(opener) ? { open: open.slice(0, -1), cost: -closed } : { open, cost: unopenedCost(opener) };
}

/**
 * What the brackets of a text cost.
 * @param left what stands before it on its line
 * @param right what stands behind it there
 * @param whole whether `right` goes to the end of the line
 */
export function bracketCost(left: string, text: string, right: string, whole: boolean): number {
  const line = widened(left + text + right);
  const open: number[] = [];
  let cost = 0;
  for (let at = 0; at < line.length; at++) {
    const char = line.charAt(at);
    if (closerOf[char] !== undefined) open.push(at);
    const opener = openerOf[char];
    if (opener === undefined) continue;
    const begin = open.at(-1) ?? -1;
    const fits = line.charAt(begin) === opener;
    if (fits) open.pop();
    if (at < left.length) continue;
    cost += fits ? -closed : unopenedCost(opener);
    if (fits && opener === "（" && numeral.test(line.slice(begin + 1, at)) && (begin === 0 || /[。；：　 ]/.test(line.charAt(begin - 1))))
      cost -= numbered;
    if (fits && (opener === "“" || opener === "「") && at < left.length + text.length) {
      const quoted = line.slice(begin + 1, at);
      if (/[，。；！？]/.test(quoted) && !/[。！？…]$/.test(quoted)) cost += abrupt;
    }
  }
  if (whole) for (const begin of open) if (begin < left.length + text.length) cost += unclosed;
  return cost;
}
