import type { FactLists } from "../dictionary/documents/fact-words.js";
import type { Terms } from "../dictionary/search/terms.js";
import type { Doc, Docs } from "../entities/doc.js";
import { oneOf } from "../lexicon/alternation.js";
import type { Mention } from "../model/entity.js";
import type { Keyword } from "../model/record.js";
import type { Token } from "../text/segment.js";

/** Keywords a document is given at most. */
const MOST = 12;
/** Nouns that stand together make phrases of at most so many segments. */
const PHRASE = 3;
/** … and of so many characters. */
const LONGEST = 10;
const NOUNS: ReadonlySet<string> = new Set(["n", "vn", "nz", "an", "j", "l"]);
const HAN = /^\p{Script=Han}{2,10}$/u;

const none: readonly string[] = [];

function namePatterns({ keywords: { papers, named, namedShortly, sites } }: FactLists) {
  return {
    paper: new RegExp(`${oneOf(papers)}$`),
    /** how names of papers and sites end */
    site: new RegExp(`(?:..${oneOf(named)}|.${oneOf(namedShortly)}|${oneOf(sites)})$`),
  };
}

type NamePatterns = ReturnType<typeof namePatterns>;

interface TermCount {
  body: number;
  title: number;
  /** of a phrase: what is left without its first and without its last segment */
  readonly parts: readonly string[];
}

/**
 * Weighted terms: nouns and noun phrases by how often they occur in title and text, terms of policy first. No numbers, no
 * stop words, no names of places, persons, bodies or sites. `evidence` says where a term occurs: `title, 12 in text`.
 */
export function keywordsOf(
  docs: Docs,
  mentions: { title: readonly Mention[]; body: readonly Mention[] },
  publisher: string | null,
): Keyword[] {
  const { terms, factWords } = docs.body.dictionary;
  const names = factWords.compiled(namePatterns);
  const counts = new Map<string, TermCount>();
  if (docs.title) countTerms(docs.title, mentions.title, counts);
  countTerms(docs.body, mentions.body, counts);
  const keywords: Keyword[] = [];
  for (const [term, { body, title }] of counts) {
    const known = terms.policy.words.has(term);
    if (!isEnough(term, body, title, known) || isSite(publisher, term, names)) continue;
    // long terms are more specific, and the tenth mention adds less than the first
    const weight = (Math.log2(1 + body) + 3 * Math.min(2, title)) * (known ? 2 : 1) * (term.length > 3 ? 1.4 : 1);
    const evidence = [title > 0 ? "title" : "", body > 0 ? `${body} in text` : ""].filter(Boolean).join(", ");
    keywords.push({ term, weight: Math.round(weight * 100) / 100, evidence });
  }
  keywords.sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1));
  const parts = fragments(counts);
  const kept: Keyword[] = [];
  for (const keyword of keywords) {
    if (kept.length === MOST) break;
    if (!terms.policy.words.has(keyword.term) && parts.has(keyword.term)) continue;
    // 绿色建材产业链 leaves nothing to add for 绿色建材 and 产业链
    if (!kept.some(({ term }) => term.includes(keyword.term))) kept.push(keyword);
  }
  return kept;
}

/** 绿色建筑网 has 绿色建筑 from its name; of an agency its field is no name. */
function isSite(publisher: string | null, term: string, { paper, site }: NamePatterns): boolean {
  const own = publisher?.includes(term) === true && site.test(publisher.replace(/\s?[(（].*$/, ""));
  return own || paper.test(term);
}

/** Short terms of policy (贷款, 上市) and all other words must occur more than once, or in both title and text. */
function isEnough(term: string, body: number, title: number, known: boolean): boolean {
  if (known) return term.length > 2 || body > 2 || (title > 0 && body > 0);
  if (title > 0 && body > (term.length > 3 ? 0 : 1)) return true;
  return body + title > 2 && (term.length > 2 || body > 4);
}

/** The terms that nearly always occur inside a longer phrase: 事实无人 in 事实无人抚养儿童. */
function fragments(counts: ReadonlyMap<string, TermCount>): Set<string> {
  const found = new Set<string>();
  for (const { body, title, parts } of counts.values()) {
    for (const part of parts) {
      const shorter = counts.get(part);
      if (shorter && (body + title) * 4 >= (shorter.body + shorter.title) * 3) found.add(part);
    }
  }
  return found;
}

function countTerms(doc: Doc, mentions: readonly Mention[], counts: Map<string, TermCount>): void {
  const { policy, stop } = doc.dictionary.terms;
  const inName = insideAny(mentions.filter(({ type }) => type === "place" || type === "person" || type === "organisation"));
  let run: Token[] = [];
  let covered = 0;
  const { tokens } = doc;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as Token;
    const named = inName(token);
    const term = named || token.start < covered ? null : termAt(doc, i, policy);
    if (term) {
      add(counts, doc.in, term);
      covered = token.start + term.length;
    }
    if (named || token.start < covered || !NOUNS.has(token.tag) || !HAN.test(token.word)) {
      if (run.length > 0) run = [];
      continue;
    }
    if (run.length === PHRASE) run.shift();
    run.push(token);
    // a phrase neither begins nor ends with a stop word
    if (stop.has(token.word)) continue;
    add(counts, doc.in, token.word);
    addPhrases(doc, run, stop, counts);
  }
}

/** Whether a token overlaps one of the names. To be asked with tokens in order. */
function insideAny(names: readonly Mention[]): (token: Token) => boolean {
  let next = 0;
  return ({ start, end }) => {
    while (names[next] && (names[next] as Mention).end <= start) next++;
    const name = names[next];
    return name !== undefined && name.start < end;
  };
}

/** The phrases that end with the last noun of a run. */
function addPhrases({ text, in: where }: Doc, run: readonly Token[], stop: Terms["stop"], counts: Map<string, TermCount>): void {
  const last = run.at(-1) as Token;
  for (let from = run.length - 2; from >= 0; from--) {
    const first = run[from] as Token;
    const phrase = text.slice(first.start, last.end);
    if (phrase.length > LONGEST || stop.has(first.word) || stop.has(phrase)) continue;
    add(counts, where, phrase, first.word.length, last.word.length);
  }
}

/** Counts a term; of a phrase `first` and `last` are the lengths of its outer segments. */
function add(counts: Map<string, TermCount>, where: Doc["in"], term: string, first = 0, last = 0): void {
  const known = counts.get(term);
  if (known) known[where]++;
  else {
    const parts = first > 0 ? [term.slice(first), term.slice(0, -last)] : none;
    counts.set(term, { body: where === "body" ? 1 : 0, title: where === "title" ? 1 : 0, parts });
  }
}

/** The longest term of policy that begins with a segment and ends with one, over five segments at most. */
function termAt({ text, tokens }: Doc, first: number, policy: Terms["policy"]): string | null {
  const { start } = tokens[first] as Token;
  for (const { word } of policy.allAt(text, start))
    for (let i = first; i < first + 5 && i < tokens.length; i++) if ((tokens[i] as Token).end === start + word.length) return word;
  return null;
}
