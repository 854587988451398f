import * as z from "zod";
import { type CompileOnce, compileOnce } from "../../lexicon/compile-once.js";
import { readJson } from "../file.js";

const words = z.array(z.string().min(1)).min(1);

const schema = z.strictObject({
  jurisdiction: z.strictObject({ bodies: words, acts: words, national: words }),
  ownNumber: z.strictObject({ labels: words, kinds: words, eras: words, promulgated: words }),
  signature: z.strictObject({ bodies: words, officials: words, enacted: words, promulgated: words, seals: words, otherDates: words }),
  standing: z.strictObject({ words, self: words, ofSelf: words, ends: words, others: words, ofOthers: words }),
  term: z.strictObject({
    validity: words,
    lasts: words,
    inForce: words,
    begins: words,
    ends: words,
    issued: words,
    days: words,
    months: words,
    years: words,
  }),
  deadline: z.strictObject({
    due: words,
    handedIn: words,
    /** characters behind 报 with which it is another word than *to report* */
    notReported: z.string().min(1),
    asked: words,
    periods: words,
    spans: words,
  }),
  keywords: z.strictObject({ papers: words, named: words, namedShortly: words, sites: words }),
});

/** The words by which a document states who issued it, when, and for how long; see `documents/facts.json`. */
export type FactLists = z.infer<typeof schema>;

export interface FactWords extends FactLists {
  /** what a rule makes of the lists, made once */
  readonly compiled: CompileOnce<FactLists>;
}

/** @throws dictionary.invalid */
export function loadFactWords(folder: string): FactWords {
  const lists = readJson(folder, "documents/facts.json", schema);
  return { ...lists, compiled: compileOnce(lists) };
}
