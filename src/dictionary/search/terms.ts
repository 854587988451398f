import { lengthsByFirst } from "../../lexicon/lengths.js";
import { readWords } from "../file.js";

/** Which words become keywords. */
export interface Terms {
  /** terms of policy, preferred, and for each character the lengths of those that begin with it, see `lengthsByFirst` */
  readonly policy: { readonly terms: ReadonlySet<string>; readonly lengths: Uint32Array };
  /** words that mean nothing as keywords */
  readonly stop: ReadonlySet<string>;
}

/** `lengthsByFirst` counts up to 31 UTF-16 units. */
const WORD = /^[\p{Script=Han}A-Za-z0-9、·+]{1,31}$/u;

/** @throws dictionary.invalid */
export function loadTerms(folder: string): Terms {
  const words = (name: string) => new Set(readWords(folder, name, WORD));
  const terms = words("search/policy-words.txt");
  return { policy: { terms, lengths: lengthsByFirst(terms) }, stop: words("search/stopwords.txt") };
}
