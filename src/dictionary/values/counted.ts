import * as z from "zod";
import { type WordIndex, wordIndex } from "../../lexicon/longest-match.js";
import { readJson } from "../file.js";

/** `values/subjects.json`: nouns that are counted with 家 户 个 间, each with the decision whether they are businesses and why. */
const subjectsSchema = z.array(
  z.strictObject({
    word: z.string().min(1),
    business: z.boolean(),
    /** the counters with which it is a business; all when absent */
    with: z.string().optional(),
    because: z.string().min(1),
  }),
);

export interface Subject {
  readonly business: boolean;
  readonly with: string | null;
}

export interface Counted {
  /** noun → whether it is a business */
  readonly subjects: WordIndex<Subject>;
}

/** @throws dictionary.invalid */
export function loadCounted(folder: string): Counted {
  const rows = readJson(folder, "values/subjects.json", subjectsSchema);
  return { subjects: wordIndex(rows.map((row) => [row.word, { business: row.business, with: row.with ?? null }] as const)) };
}
