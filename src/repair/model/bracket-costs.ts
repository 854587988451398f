import { punctuation } from "./costs.js";
import { widened } from "./punctuation-costs.js";

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

const numeral = /^[一二三四五六七八九十]{1,3}$/;

function isQuote(opener: string): boolean {
  return opener === "“" || opener === "「";
}

function unopenedCost(opener: string): number {
  return isQuote(opener) ? punctuation.unopenedQuote : punctuation.unopened;
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
  return open.endsWith(opener) ? { open: open.slice(0, -1), cost: -punctuation.closed } : { open, cost: unopenedCost(opener) };
}

/**
 * What the brackets of a text cost, with the whole line in view.
 * @param left what stands before it on its line
 * @param right what stands behind it there
 * @param whole whether `right` goes to the end of the line
 */
export function bracketCost(left: string, text: string, right: string, whole: boolean): number {
  const line = widened(left + text + right);
  const end = left.length + text.length;
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
    cost += fits ? closedCost(line, begin, at, at < end) : unopenedCost(opener);
  }
  if (whole) for (const begin of open) if (begin < end) cost += punctuation.unclosed;
  return cost;
}

/** What a pair of brackets costs. A quotation counts by its end only where that end was read. */
function closedCost(line: string, begin: number, end: number, isRead: boolean): number {
  const opener = line.charAt(begin);
  const inside = line.slice(begin + 1, end);
  if (opener === "（" && numeral.test(inside) && (begin === 0 || /[。；：　 ]/.test(line.charAt(begin - 1))))
    return -punctuation.closed - punctuation.numbered;
  const isAbrupt = isRead && isQuote(opener) && /[，。；！？]/.test(inside) && !/[。！？…]$/.test(inside);
  return isAbrupt ? punctuation.abrupt - punctuation.closed : -punctuation.closed;
}
