import { QueryError } from "./query-error.js";

/** A piece of a query with where it begins (UTF-16 offset). */
export type Token =
  | { readonly is: "(" | ")" | "-" | "AND" | "OR" | "NOT" | "*"; readonly at: number }
  | { readonly is: "term"; readonly at: number; readonly text: string }
  /** `name:value` */
  | { readonly is: "field"; readonly at: number; readonly name: string; readonly value: string; readonly valueAt: number };

/** A pinyin gloss after its character, which may hold a space: 開(kāi )平 is one term. */
const gloss = /[(（][\p{Script=Latin}\p{M}\s]{1,12}[)）]/uy;
const quote = /["＂“”]/;
const space = /\s/;
const fieldName = /([a-z]{1,16})[:：](?!\/\/)/iy;
const dash = /[-－]/;
const numberInTwo = /\d{4}\s+\d{1,5}(?![^\s()])/y;

/**
 * Splits a query into its pieces, in one pass. A bracket inside a term is text (国办发(2017)47号), one at its beginning groups.
 * @throws usage.query when a quote is not closed
 */
export function scan(query: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < query.length) {
    const character = query.charAt(at);
    const next = query.charAt(at + 1);
    if (space.test(character)) at++;
    else if (character === "(" || character === ")") tokens.push({ is: character, at: at++ });
    else if (dash.test(character)) {
      // a dash by itself is punctuation
      if (next !== "" && !space.test(next)) tokens.push({ is: "-", at });
      at++;
    } else if (character === "*" && (next === "" || space.test(next) || next === ")")) tokens.push({ is: "*", at: at++ });
    else at = readWord(query, at, tokens);
  }
  return tokens;
}

/** Reads an operator, a field or a term. @returns where it ends */
function readWord(query: string, at: number, tokens: Token[]): number {
  fieldName.lastIndex = at;
  const named = fieldName.exec(query);
  if (named === null) {
    const { text, end, quoted } = readText(query, at);
    const operator = !quoted && (text === "AND" || text === "OR" || text === "NOT");
    tokens.push(operator ? { is: text, at } : { is: "term", at, text });
    return end;
  }
  const name = (named[1] ?? "").toLowerCase();
  const valueAt = fieldName.lastIndex;
  numberInTwo.lastIndex = valueAt;
  const number = name === "number" ? numberInTwo.exec(query) : null;
  const { text, end } = number === null ? readText(query, valueAt) : { text: number[0], end: numberInTwo.lastIndex };
  tokens.push({ is: "field", at, name, value: text, valueAt });
  return end;
}

/** A text up to a space or a closing bracket that is not its own; what stands in quotes is kept together. */
function readText(query: string, from: number): { text: string; end: number; quoted: boolean } {
  let text = "";
  let quotedAt = -1;
  let quoted = false;
  let depth = 0;
  let at = from;
  while (at < query.length) {
    const character = query.charAt(at);
    if (quote.test(character)) {
      quotedAt = quotedAt < 0 ? at : -1;
      quoted = true;
      at++;
      continue;
    }
    if (quotedAt < 0 && endsText(character, depth)) break;
    const end = quotedAt < 0 && text !== "" ? pieceEnd(query, at) : at + 1;
    if (quotedAt < 0 && end === at + 1) depth += bracketDepth[character] ?? 0;
    text += query.slice(at, end);
    at = end;
  }
  if (quotedAt >= 0) throw new QueryError('A quote is not closed: write "…" around the phrase.', quotedAt, query);
  return { text, end: at, quoted };
}

const bracketDepth: Readonly<Record<string, number>> = { "(": 1, ")": -1 };

function endsText(character: string, depth: number): boolean {
  return space.test(character) || (character === ")" && depth <= 0);
}

/** Where the next character ends, or the gloss that begins there. */
function pieceEnd(query: string, at: number): number {
  gloss.lastIndex = at;
  return gloss.test(query) ? gloss.lastIndex : at + 1;
}
