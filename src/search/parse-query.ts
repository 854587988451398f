import { both, type Condition, onlyExcludes, type Phrase, type TextCondition, type TextField, termsOf, textFields } from "./condition.js";
import { conditionOf, fieldNames } from "./fields.js";
import type { QueryLanguage } from "./language.js";
import { ownNumberTerm } from "./number-terms.js";
import { QueryError, tooCostly } from "./query-error.js";
import { scan, type Token } from "./scan.js";
import { phraseOf, units } from "./units.js";

/** Bounds on what one query may cost: a title is hardly longer, and a search tries every way of saying every term. */
const longestQuery = 500;
const mostConditions = 32;
const mostUnits = 1_000;
const deepest = 20;
const mostWords = 32;

export interface QueryText {
  readonly where: Condition;
  readonly words: readonly Phrase[];
}

/** What `in:` and `script:as-written` ask of the terms beside them. */
interface Manner {
  in?: TextField;
  asWritten?: true;
}

/** A term as it is read: with its own characters, until it is known whether these count. */
interface ReadTerm extends TextCondition {
  readonly written: Phrase;
}

interface Reader {
  readonly query: string;
  readonly tokens: readonly Token[];
  readonly language: QueryLanguage;
  at: number;
  depth: number;
  count: number;
}

/**
 * Reads the text of a query, as docs/query.md describes it: terms and conditions beside each other must all hold; `OR`,
 * `NOT`, `-` and brackets; `name:value`. Each term goes through the same repair and simplification as a document, and stands
 * for whatever says the same elsewhere. A term without any unit (punctuation alone) is ignored as it is in a document.
 * @throws usage.query pointing at what is not understood; usage.query-cost for one that is too long or asks too much
 */
export function parseQuery(query: string, language: QueryLanguage): QueryText {
  if (query.length > longestQuery) throw tooCostly(`It is ${query.length} characters long; ${longestQuery} is the limit.`);
  const reader: Reader = { query, tokens: scan(query), language, at: 0, depth: 0, count: 0 };
  const where = finished(readAlternatives(reader));
  const rest = reader.tokens[reader.at];
  if (rest !== undefined) throw new QueryError("This bracket closes nothing: take it away, or quote it.", rest.at, query);
  checkCost(where, reader.count);
  return { where, words: wordsOf(where, language) };
}

/** What a query comes to that holds nothing to look for; `*` is another thing. */
const nothing: Condition = { is: "all" };

/** Whether a query has anything to find, beside what it excludes. */
export function findsSomething({ where }: QueryText): boolean {
  return where !== nothing && !onlyExcludes(where);
}

function checkCost(where: Condition, count: number): void {
  if (count > mostConditions) throw tooCostly(`It has ${count} terms and conditions; ${mostConditions} is the limit.`);
  const cost = allTexts(where).reduce((sum, { ways }) => sum + ways.reduce((length, way) => length + way.length, 0), 0);
  if (cost > mostUnits)
    throw tooCostly(`Its terms in all the ways that they are said come to ${cost} characters; ${mostUnits} is the limit.`);
}

function allTexts(condition: Condition): TextCondition[] {
  if (condition.is === "not") return allTexts(condition.of);
  return condition.is === "and" || condition.is === "or" ? condition.of.flatMap(allTexts) : termsOf(condition);
}

/** `a b OR c`: what stands together binds closer than OR. */
function readAlternatives(reader: Reader): Condition {
  const found = [readTogether(reader)];
  while (reader.tokens[reader.at]?.is === "OR") {
    const { at } = reader.tokens[reader.at++] as Token;
    const before = found.at(-1);
    const after = readTogether(reader);
    if (before === null || after === null)
      throw new QueryError('OR needs a term on each side: 绿色 OR 低碳; as a word write "OR".', at, reader.query);
    found.push(after);
  }
  const parts = found.flatMap((part) => (part === null || part === nothing ? [] : [part]));
  return parts.length > 1 ? { is: "or", of: parts } : (parts[0] ?? nothing);
}

/** Terms and conditions that must all hold; null where there is nothing. */
function readTogether(reader: Reader): Condition | null {
  const parts: Condition[] = [];
  const manner: Manner = {};
  let something = false;
  for (;;) {
    const token = reader.tokens[reader.at];
    if (token === undefined || token.is === ")" || token.is === "OR") break;
    if (token.is === "AND") {
      readAnd(reader, token.at, something);
      continue;
    }
    something = true;
    const part = readMannered(reader, token, manner) ? null : readOne(reader);
    if (part !== null && part !== nothing) parts.push(part);
  }
  if (!something) return null;
  if (parts.length === 0) return nothing;
  return both(parts.map((part) => inManner(part, manner)));
}

function readAnd(reader: Reader, at: number, something: boolean): void {
  const next = reader.tokens[++reader.at];
  if (!something || next === undefined || next.is === ")" || next.is === "OR" || next.is === "AND") {
    throw new QueryError('AND needs a term on each side: 绿色 AND 建筑; as a word write "AND".', at, reader.query);
  }
}

/** Takes what says how the terms beside it are looked for. @returns whether it was that */
function readMannered(reader: Reader, token: Token, manner: Manner): boolean {
  if (token.is !== "field") return false;
  const value = token.value.toLowerCase();
  if (token.name === "script" && value === "as-written") manner.asWritten = true;
  else if (token.name === "in") {
    const field = textFields.find((one) => one === value);
    if (field === undefined) throw new QueryError(`in: takes ${textFields.join(", ")}.`, token.valueAt, reader.query);
    manner.in = field;
  } else return false;
  reader.at++;
  return true;
}

/** One term, condition or bracket; null for a term that holds nothing to look for. */
function readOne(reader: Reader): Condition | null {
  const token = reader.tokens[reader.at++] as Token;
  reader.count++;
  switch (token.is) {
    case "(":
      return readBracket(reader, token.at);
    case "-":
    case "NOT": {
      const next = reader.tokens[reader.at];
      if (next === undefined || next.is === ")" || next.is === "OR" || next.is === "AND") {
        throw new QueryError(`${token.is} excludes what follows it, and nothing does: -建材.`, token.at, reader.query);
      }
      const excluded = deeper(reader, token.at, () => readOne(reader));
      return excluded === null || excluded === nothing ? null : { is: "not", of: excluded };
    }
    case "*":
      return { is: "all" };
    case "term":
      return textCondition(token.text, reader.language);
    case "field":
      return readField(reader, token);
    default:
      throw new QueryError("Something is missing here.", token.at, reader.query);
  }
}

function readBracket(reader: Reader, at: number): Condition {
  const inner = deeper(reader, at, () => readAlternatives(reader));
  if (reader.tokens[reader.at]?.is !== ")") throw new QueryError("This bracket is not closed: write ( … ), or quote it.", at, reader.query);
  reader.at++;
  return inner;
}

function deeper<T>(reader: Reader, at: number, read: () => T): T {
  if (++reader.depth > deepest) throw new QueryError(`Brackets and NOT stand over ${deepest} deep: use fewer.`, at, reader.query);
  const result = read();
  reader.depth--;
  return result;
}

function readField(reader: Reader, { name, value, at, valueAt }: Extract<Token, { is: "field" }>): Condition | null {
  const { query, language } = reader;
  if (name === "title" || name === "text") {
    const found = textCondition(value, language);
    if (found === null) throw new QueryError(`${name}: needs a word: ${name}:绿色建筑.`, valueAt, query);
    return name === "title" ? { ...found, in: "title" } : found;
  }
  if (!fieldNames.includes(name)) {
    const known = ["title", "in", ...fieldNames].map((one) => `${one}:`).join(" ");
    throw new QueryError(`There is no ${name}:. There are ${known}; to look for the text itself, quote it.`, at, query);
  }
  if (value === "") throw new QueryError(`${name}: needs a value right behind it.`, valueAt, query);
  return conditionOf(name, value, language, (detail) => new QueryError(detail, valueAt, query));
}

/** A term in all the ways that it is said; null for one without a unit. */
function textCondition(text: string, language: QueryLanguage): ReadTerm | null {
  const normalised = language.normalise(text);
  const phrase = phraseOf(normalised);
  if (phrase.length === 0) return null;
  const said = [normalised, ...language.waysToSay(normalised)];
  const ways = new Map(said.map((way) => [phraseOf(way).join(" "), phraseOf(way)]));
  const unless = language.longerWords(said).map(phraseOf);
  const bodies = language.bodiesNamed(normalised).map((body) => `body:${body}`);
  const shown = [...bodies, ownNumberTerm(normalised) ?? []].flat();
  return {
    is: "text",
    ways: [...ways.values()].filter((way) => way.length > 0),
    ...(unless.length > 0 && { unless }),
    ...(shown.length > 0 && { terms: shown }),
    written: phraseOf(text),
  };
}

/** A condition as `in:` and `script:as-written` beside it want it; what stands in brackets too. */
function inManner(condition: Condition, manner: Manner): Condition {
  switch (condition.is) {
    case "and":
    case "or":
      return { ...condition, of: condition.of.map((part) => inManner(part, manner)) };
    case "not":
      return { ...condition, of: inManner(condition.of, manner) };
    case "text":
      return textInManner(condition, manner);
    default:
      return condition;
  }
}

function textInManner(condition: TextCondition, { in: field, asWritten }: Manner): TextCondition {
  const { written, ...term } = condition as TextCondition & Partial<ReadTerm>;
  const place = term.in ?? field;
  const placed = place === undefined ? {} : { in: place };
  if (term.asWritten || !asWritten) return { ...condition, ...placed };
  return { is: "text", ways: [written ?? term.ways[0] ?? []], asWritten: true, ...placed };
}

/** The condition without what only reading it needed. */
function finished(condition: Condition): Condition {
  if (condition.is === "and" || condition.is === "or") return { ...condition, of: condition.of.map(finished) };
  if (condition.is === "not") return { ...condition, of: finished(condition.of) };
  if (condition.is !== "text") return condition;
  const { written: _written, ...term } = condition as TextCondition & Partial<ReadTerm>;
  return term;
}

/** The words that the segmenter finds in the terms of a query. */
function wordsOf(where: Condition, { segment }: QueryLanguage): Phrase[] {
  const words = new Map<string, Phrase>();
  for (const { ways, asWritten } of termsOf(where)) {
    const phrase = ways[0] ?? [];
    if (asWritten) continue;
    for (const { word } of segment(phrase.join(""))) {
      const part = units(word);
      if (part.length > 1 && part.length < phrase.length && words.size < mostWords) words.set(part.join(" "), part);
    }
  }
  return [...words.values()];
}
