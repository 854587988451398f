import { readRows } from "./file.js";

/** Which words make keywords. */
export interface Terms {
  /** terms of policy, preferred; 1 for each character that one begins with; the length of the longest */
  readonly policy: { readonly terms: ReadonlySet<string>; readonly beginnings: Uint8Array; readonly longest: number };
  /** words that say nothing */
  readonly stop: ReadonlySet<string>;
}

/** @throws dictionary.invalid */
export function loadTerms(folder: string): Terms {
  const words = (name: string) => new Set(readRows(folder, name).flatMap((row) => row.split(/\s+/)));
  const terms = words("policy-words.txt");
  const beginnings = new Uint8Array(0x10000);
  let longest = 0;
  for (const term of terms) {
    beginnings[term.charCodeAt(0)] = 1;
    longest = Math.max(longest, term.length);
  }
  return { policy: { terms, beginnings, longest }, stop: words("stopwords.txt") };
}
