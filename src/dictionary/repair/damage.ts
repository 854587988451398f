import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as z from "zod";
import { Bigrams } from "../../lexicon/bigrams.js";
import { Words } from "../../lexicon/trie.js";
import { checkLines, readJson, readText, readWords } from "../file.js";

const rulesSchema = z.strictObject({
  glossed: z.string().min(1),
  marks: z.string().min(1),
  questions: z.array(z.string().min(1)),
  guideWords: z.array(z.string().min(2)),
});

const radicalsSchema = z.record(
  z.string().regex(/^[\u2e80-\u2ef3]$/, "a radical of the Supplement"),
  z.string().regex(/^\p{Unified_Ideograph}$/u, "one unified ideograph"),
);

const privateUseSchema = z.record(
  z.string().regex(/^[\ue000-\uf8ff]$/, "a private-use character"),
  z.string().regex(/^\P{Co}$/u, "one character of Unicode"),
);

/** What is known about damage and about changes of form. */
export interface DamageRules {
  /** characters that sites have been seen to gloss */
  readonly glossed: ReadonlySet<string>;
  /** full-width marks that sites split at */
  readonly marks: ReadonlySet<string>;
  /** words that make a clause a question */
  readonly questions: readonly string[];
  /** words of texts that are about pronunciation, in both scripts: readings in brackets may be their own */
  readonly guideWords: readonly string[];
  /** radicals of the Supplement and the ideograph that they stand for */
  readonly radicals: ReadonlyMap<string, string>;
  /** private-use characters that GBK decoders give for characters which Unicode took in later */
  readonly privateUse: ReadonlyMap<string, string>;
  /** the segmenter's own words: read when a damaged text first needs a judge */
  readonly words: () => Words;
  /** which of them stand side by side: read at the same time */
  readonly bigrams: () => Bigrams;
}

export function loadDamage(folder: string): DamageRules {
  const rules = readJson(folder, "repair/damage.json", rulesSchema);
  const radicals = readJson(folder, "repair/radicals.json", radicalsSchema);
  let words: Words | undefined;
  let bigrams: Bigrams | undefined;
  const wordsOf = () => {
    words ??= loadWords(folder);
    return words;
  };
  return {
    glossed: new Set(rules.glossed),
    marks: new Set(rules.marks),
    questions: rules.questions,
    guideWords: rules.guideWords,
    radicals: new Map(Object.entries(radicals)),
    privateUse: new Map(Object.entries(readJson(folder, "repair/private-use.json", privateUseSchema))),
    words: wordsOf,
    bigrams: () => {
      bigrams ??= new Bigrams(checkLines(folder, "derived/bigrams.txt", BIGRAMS, "`word count kinds followers`"), wordsOf());
      return bigrams;
    },
  };
}

const longestWord = 5;
/** The head of a row: to check its followers as well would take as long as to read them. */
const BIGRAMS = /^(?:#|\S+ \d+ \d+ \S)/;
const WORD = /^[\p{Script=Han}A-Za-z0-9、·+]+$/u;
const segmenterWords = createRequire(import.meta.url).resolve("nodejieba/submodules/cppjieba/dict/jieba.dict.utf8");

/** What a word of policy counts at least, whatever the segmenter's dictionary says: its texts were mostly others. */
const policyWord = 1500;

/** Reads nodejieba's own dictionary (`word frequency tag` a line) and the project's words. */
function loadWords(folder: string): Words {
  const words = new Words();
  for (const text of [readFileSync(segmenterWords, "utf8"), readText(folder, "words.txt")]) {
    for (let at = 0; at < text.length; ) {
      const end = endOf(text, "\n", at, text.length);
      const wordEnd = endOf(text, " ", at, end);
      const count = Number.parseInt(text.slice(wordEnd + 1, endOf(text, " ", wordEnd + 1, end)), 10) || 3;
      if (wordEnd > at && wordEnd - at <= longestWord) words.add(text.slice(at, wordEnd), count);
      at = end + 1;
    }
  }
  for (const file of ["repair/repair-words.txt", "search/policy-words.txt"]) {
    for (const word of readWords(folder, file, WORD)) if (word.length <= longestWord) words.add(word, policyWord);
  }
  return words;
}

function endOf(text: string, char: string, from: number, limit: number): number {
  const at = text.indexOf(char, from);
  return at < 0 || at > limit ? limit : at;
}
