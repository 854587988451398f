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
  ["\n", 0, "line"],
];
/** Marks of running text: what they cost, in nats. */
const marks = new Map(rows.flatMap(([chars, cost, role]) => [...chars].map((char) => [char, { cost, role }] as const)));

/** Marks that stand twice. */
export const doubledCost: Readonly<Record<string, number>> = { "……": 6, "——": 6 };

const rareMark = 14;
const ascii = 5;
const letter = 6.5;
const sign = 10;
/** What it costs when a part ends where none began, or a mark follows that does not go with it. */
const misplaced = 8;
/** How much likelier an ideographic space is at the begin of a line. */
const indent = 5;
/** What it costs when a bracket opens behind a mark that ends no sentence. */
const unusual = 3;

/** The cost of what is no Han character; undefined for Han. */
export function markCost(char: string): number | undefined {
  const code = char.charCodeAt(0);
  if (code >= 0x4e00 && code <= 0x9fff) return undefined;
  const known = marks.get(char)?.cost;
  if (known !== undefined) return known;
  if (code >= 0x80) return rareMark;
  if (code < 0x40 || code === 0x7c) return ascii;
  return /[A-Za-z]/.test(char) ? letter : sign;
}

/** What it costs that one mark follows another. */
export function sequenceCost(before: string, after: string): number {
  if (before === "") return after === "　" ? -indent : 0;
  const first = marks.get(before)?.role;
  const second = marks.get(after)?.role;
  if (first === undefined || second === undefined) return 0;
  if (first === "open" && (second === "end" || second === "close")) return misplaced;
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

/** Round brackets of either width are of one kind. */
function widened(text: string): string {
  return text.replaceAll("(", "（").replaceAll(")", "）");
}

/** Brackets that are open at the end of a text, outermost first. */
export function openBrackets(text: string): string[] {
  const open: string[] = [];
  for (const char of widened(text)) {
    if (closerOf[char] !== undefined) open.push(char);
    else if (openerOf[char] !== undefined && open.at(-1) === openerOf[char]) open.pop();
  }
  return open;
}

/** The first bracket that a text closes without having opened it. */
export function firstCloser(text: string): string | undefined {
  const open: string[] = [];
  for (const char of widened(text)) {
    if (closerOf[char] !== undefined) open.push(char);
    else if (openerOf[char] !== undefined && open.pop() !== openerOf[char]) return char;
  }
  return undefined;
}

/** A bracket that is closed makes a reading likelier by this, in nats; one that closes nothing, or stays open, makes it less so. */
const closed = 4;
const unopened = 6;
const unclosed = 3;

/** What the brackets of a text cost, given those open before it and the next one that is closed behind it. */
export function bracketCost(text: string, open: readonly string[], closer: string | undefined): number {
  const stack = [...open];
  let cost = 0;
  for (const char of widened(text)) {
    if (closerOf[char] !== undefined) stack.push(char);
    else if (openerOf[char] !== undefined) {
      if (stack.at(-1) === openerOf[char]) {
        stack.pop();
        cost -= closed;
      } else cost += unopened;
    }
  }
  if (closer !== undefined) cost += stack.at(-1) === openerOf[closer] ? -closed : unclosed;
  return cost;
}
