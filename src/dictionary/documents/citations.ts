import * as z from "zod";
import { type CompileOnce, compileOnce } from "../../lexicon/compile-once.js";
import { type WordIndex, wordIndex } from "../../lexicon/longest-match.js";
import { readJson } from "../file.js";

const words = z.array(z.string().min(1)).min(1);

const numbersSchema = z.strictObject({
  /** short agency of a number → the form under which both are one */
  aliases: z.record(z.string(), z.string()),
  /** words that may precede an agency but do not belong to it */
  notAgency: words,
  /** kinds that a number follows (公告2023年第5号), that an agency leads to behind one, and that follow one at once */
  announced: words,
  beforeOrder: words,
  afterNumber: words,
  /** words that an agency does not begin with; `not`: characters behind which they belong to it (经信发) */
  leading: z.array(z.union([z.string().min(1), z.strictObject({ word: z.string().min(1), not: z.string().min(1) })])).min(1),
  /** 等八部门: what ends a list of bodies before the code */
  severalBodies: words,
  /** what a number of a court's case belongs to */
  judgments: words,
  /** words after 号 that make it an address or a thing, not a document: of a further serial, of a year's number */
  notSerial: words,
  notYearly: words,
  /** how names end that stand between a number and its kind, and of bodies before a number */
  orderAgencies: words,
  orderBodies: words,
  /** what Macau numbers as 第45/2024号 */
  macau: words,
  /** how full names of issuing bodies end that stand before a code */
  issuers: z.strictObject({ endings: words, bodies: words, courts: words, ministries: words }),
  /** beginnings of what is no code */
  notCode: words,
  /** how names of agencies end that announce together */
  jointEndings: words,
  /** kinds of documents that are numbered by 第…号 */
  orders: words,
  /** prefixes of standards */
  standards: words,
});

const worksSchema = z.strictObject({ other: words, suffixes: words, policy: words });

/** The lists that rules compile their patterns from. */
export type NumberLists = z.infer<typeof numbersSchema>;

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
  /** what a rule makes of the lists of document numbers, made once */
  readonly compiled: CompileOnce<NumberLists>;
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
    compiled: compileOnce(numbers),
  };
}
