import { readRows } from "./file.js";

/** Which words make keywords. */
export interface Terms {
  /** terms of policy, preferred */
  readonly policy: ReadonlySet<string>;
  /** words that say nothing */
  readonly stop: ReadonlySet<string>;
}

/** @throws dictionary.invalid */
export function loadTerms(folder: string): Terms {
  const words = (name: string) => new Set(readRows(folder, name).flatMap((row) => row.split(/\s+/)));
  return { policy: words("policy-words.txt"), stop: words("stopwords.txt") };
}
