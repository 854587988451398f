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

interface Count {
  body: number;
  title: number;
  /** of a phrase: what is left without its first and without its last segment */
  readonly parts: readonly string[];
}

/**
 * Weighted terms: nouns and noun phrases by how often they stand in title and text, terms of policy first. No numbers, no
 * stop words, no names of places, persons, bodies or sites. `evidence` says where a term stands: `title, 12 in text`.
 */
export function keywordsOf(
  docs: Docs,
  mentions: { title: readonly Mention[]; body: readonly Mention[] },
  publisher: string | null,
): Keyword[] {
  const { terms, factWords } = docs.body.dictionary;
  const names = factWords.compiled(namePatterns);
  const counts = new Map<string, Count>();
  if (docs.title) count(docs.title, mentions.title, terms, counts, "title");
  count(docs.body, mentions.body, terms, counts, "body");
  const keywords: Keyword[] = [];
  for (const [term, { body, title }] of counts) {
    const known = terms.policy.terms.has(term);
    if (!isEnough(term, body, title, known) || isSite(publisher, term, names)) continue;
    // long terms say more, and the tenth mention less than the first
    const weight = (Math.log2(1 + body) + 3 * Math.min(2, title)) * (known ? 2 : 1) * (term.length > 3 ? 1.4 : 1);
    const evidence = [title > 0 ? "title" : "", body > 0 ? `${body} in text` : ""].filter(Boolean).join(", ");
    keywords.push({ term, weight: Math.round(weight * 100) / 100, evidence });
  }
  keywords.sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1));
  const parts = fragments(counts);
  const kept: Keyword[] = [];
  for (const keyword of keywords) {
    if (kept.length === MOST) break;
    if (!terms.policy.terms.has(keyword.term) && parts.has(keyword.term)) continue;
    // 绿色建材产业链 makes 绿色建材 and 产业链 no news
    if (!kept.some(({ term }) => term.includes(keyword.term))) kept.push(keyword);
  }
  return kept;
}

/** 绿色建筑网 has 绿色建筑 from its name; of an agency its field is no name. */
function isSite(publisher: string | null, term: string, { paper, site }: NamePatterns): boolean {
  const own = publisher?.includes(term) === true && site.test(publisher.replace(/\s?[(（].*$/, ""));
  return own || paper.test(term);
}

/** Short terms of policy (贷款, 上市) and all other words must stand more than once, or in the title and in the text. */
function isEnough(term: string, body: number, title: number, known: boolean): boolean {
  if (known) return term.length > 2 || body > 2 || (title > 0 && body > 0);
  if (title > 0 && body > (term.length > 3 ? 0 : 1)) return true;
  return body + title > 2 && (term.length > 2 || body > 4);
}

/** The terms that stand nearly always inside a longer phrase: 事实无人 in 事实无人抚养儿童. */
function fragments(counts: ReadonlyMap<string, Count>): Set<string> {
  const found = new Set<string>();
  for (const { body, title, parts } of counts.values()) {
    for (const part of parts) {
      const shorter = counts.get(part);
      if (shorter && (body + title) * 4 >= (shorter.body + shorter.title) * 3) found.add(part);
    }
  }
  return found;
}

function count(
  { text, tokens }: Doc,
  mentions: readonly Mention[],
  { policy, stop }: Terms,
  counts: Map<string, Count>,
  where: "body" | "title",
): void {
  const names = mentions.filter(({ type }) => type === "place" || type === "person" || type === "organisation");
  let name = 0;
  let run: Token[] = [];
  let covered = 0;
  const add = (term: string, first = 0, last = 0): void => {
    const known = counts.get(term);
    if (known) {
      known[where]++;
      return;
    }
    const parts = first > 0 ? [term.slice(first), term.slice(0, -last)] : none;
    counts.set(term, { body: where === "body" ? 1 : 0, title: where === "title" ? 1 : 0, parts });
  };
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as Token;
    const { word, tag, start, end } = token;
    while (names[name] && (names[name] as Mention).end <= start) name++;
    const inName = names[name] !== undefined && (names[name] as Mention).start < end;
    const term = inName || start < covered ? null : termAt(text, tokens, i, policy);
    if (term) {
      add(term);
      covered = start + term.length;
    }
    if (inName || start < covered || !NOUNS.has(tag) || !HAN.test(word)) {
      if (run.length > 0) run = [];
      continue;
    }
    if (run.length === PHRASE) run.shift();
    run.push(token);
    if (!stop.has(word)) add(word);
    // a phrase neither begins nor ends with a word that says nothing
    if (stop.has(word)) continue;
    for (let from = run.length - 2; from >= 0; from--) {
      const first = run[from] as Token;
      const phrase = text.slice(first.start, end);
      if (phrase.length <= LONGEST && !stop.has(first.word) && !stop.has(phrase)) add(phrase, first.word.length, word.length);
    }
  }
}

/** The longest term of policy that begins with a segment and ends with one. */
function termAt(text: string, tokens: readonly Token[], first: number, policy: Terms["policy"]): string | null {
  const { start } = tokens[first] as Token;
  const lengths = policy.lengths[text.charCodeAt(start)] as number;
  if (lengths === 0) return null;
  let found: string | null = null;
  for (let i = first; i < first + 5 && i < tokens.length; i++) {
    const { end } = tokens[i] as Token;
    // no term begins with this character and is that long or longer
    if (end - start > 31 - Math.clz32(lengths)) break;
    if (((lengths >>> (end - start)) & 1) === 0) continue;
    const written = text.slice(start, end);
    if (policy.terms.has(written)) found = written;
  }
  return found;
}
