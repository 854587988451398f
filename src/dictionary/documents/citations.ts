import * as z from "zod";
import { type WordIndex, wordIndex } from "../../lexicon/longest-match.js";
import { readJson } from "../file.js";

const words = z.array(z.string().min(1));

const numbersSchema = z.strictObject({
  /** short agency of a number → the form under which both are one */
  aliases: z.record(z.string(), z.string()),
  /** words that may stand before an agency and are none of it */
  notAgency: words,
  /** kinds of documents that are numbered by 第…号 */
  orders: words,
  /** prefixes of standards */
  standards: words,
});

const worksSchema = z.strictObject({ other: words, suffixes: words, policy: words });

/** What document numbers and titles in 《》 are recognised by. */
export interface Citations {
  readonly aliases: ReadonlyMap<string, string>;
  readonly notAgency: readonly string[];
  readonly orders: WordIndex<true>;
  readonly standards: WordIndex<true>;
  /** books, newspapers, films */
  readonly works: ReadonlySet<string>;
  readonly workSuffixes: readonly string[];
  readonly policyWords: readonly string[];
}

/** @throws dictionary.invalid */
export function loadCitations(folder: string): Citations {
  const numbers = readJson(folder, "documents/document-numbers.json", numbersSchema);
  const works = readJson(folder, "documents/works.json", worksSchema);
  return {
    aliases: new Map(Object.entries(numbers.aliases)),
    notAgency: numbers.notAgency,
    orders: wordIndex(numbers.orders.map((word) => [word, true] as const)),
    standards: wordIndex(numbers.standards.map((word) => [word, true] as const)),
    works: new Set(works.other),
    workSuffixes: works.suffixes,
    policyWords: works.policy,
  };
}
