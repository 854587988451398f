import { type WordIndex, wordList } from "../../lexicon/longest-match.js";
import { readWords } from "../file.js";

/** Which words become keywords. */
export interface Terms {
  /** terms of policy, preferred */
  readonly policy: WordIndex<true>;
  /** words that mean nothing as keywords */
  readonly stop: ReadonlySet<string>;
}

const WORD = /^[\p{Script=Han}A-Za-z0-9、·+]{1,31}$/u;

/** @throws dictionary.invalid */
export function loadTerms(folder: string): Terms {
  const words = (name: string) => readWords(folder, name, WORD);
  return { policy: wordList(words("search/policy-words.txt")), stop: new Set(words("search/stopwords.txt")) };
}
