import { ZhengwenError } from "../model/errors.js";
import type { Phrase } from "./query.js";
import { units } from "./units.js";

/** Bounds on what one query may cost. */
const longestQuery = 1000;
const mostTerms = 32;
const mostWords = 32;

/** How queries are read. */
export interface QueryLanguage {
  /** repairs and simplifies a text as the pipeline does with a document's */
  readonly normalise: (text: string) => string;
  /** the ways of saying a normalised term in the words of the mainland, Taiwan and Hong Kong, itself first */
  readonly waysToSay: (term: string) => readonly string[];
  readonly segment: (text: string) => readonly { readonly word: string }[];
}

export interface QueryText {
  readonly phrases: readonly Phrase[];
  /** for each phrase what says the same; left out where nothing does */
  readonly synonyms?: readonly (readonly Phrase[])[];
  readonly excluded: readonly Phrase[];
  readonly words: readonly Phrase[];
}

/**
 * Reads the text of a query: terms apart by spaces must all occur, each as a phrase over units; `"…"` (also “…”) keeps
 * a phrase with spaces together; `-x` at the beginning of a term excludes it. Each term goes through the same repair,
 * simplification and segmentation as a document, and stands for whatever says the same elsewhere, excluded ones too. A term
 * without any unit (punctuation alone) is ignored as it is in a document.
 * @throws usage.query when a quote is not closed, or the text or the number of terms is over its bound
 */
export function parseQuery(text: string, { normalise, waysToSay, segment }: QueryLanguage): QueryText {
  if (text.length > longestQuery) throw refused(`It is ${text.length} characters long; ${longestQuery} is the limit.`);
  const terms = splitTerms(text);
  if (terms.length > mostTerms) throw refused(`It has ${terms.length} terms; ${mostTerms} is the limit.`);
  const phrases: Phrase[] = [];
  const synonyms: Phrase[][] = [];
  const excluded: Phrase[] = [];
  const words = new Map<string, Phrase>();
  for (const term of terms) {
    const normalised = normalise(term.text);
    const phrase = units(normalised);
    if (phrase.length === 0) continue;
    const others = waysToSay(normalised).slice(1).map(units);
    if (term.excluded) {
      excluded.push(phrase, ...others);
      continue;
    }
    phrases.push(phrase);
    synonyms.push(others);
    for (const { word } of segment(normalised)) {
      const part = units(word);
      if (part.length > 1 && part.length < phrase.length && words.size < mostWords) words.set(part.join(" "), part);
    }
  }
  const said = synonyms.some((others) => others.length > 0) ? { synonyms } : {};
  return { phrases, ...said, excluded, words: [...words.values()] };
}

interface Term {
  readonly text: string;
  readonly excluded: boolean;
}

/** A pinyin gloss after its character, which may hold a space: 開(kāi )平 is one term. */
const gloss = /[(（][\p{Script=Latin}\p{M}\s]{1,12}[)）]/uy;
const quote = /["＂“”]/;

function splitTerms(text: string): Term[] {
  const terms: Term[] = [];
  let term = "";
  let excluded = false;
  let quoted = false;
  const finish = () => {
    if (term !== "") terms.push({ text: term, excluded });
    term = "";
    excluded = false;
  };
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (quote.test(character)) quoted = !quoted;
    else if (quoted) term += character;
    else if (/\s/.test(character)) finish();
    else if (term === "" && !excluded && /[-－]/.test(character)) excluded = true;
    else {
      gloss.lastIndex = at;
      const end = term !== "" && gloss.test(text) ? gloss.lastIndex : at + 1;
      term += text.slice(at, end);
      at = end - 1;
    }
  }
  if (quoted) throw refused("A quote is not closed.");
  finish();
  return terms;
}

function refused(detail: string): ZhengwenError {
  return new ZhengwenError("usage.query", detail);
}
