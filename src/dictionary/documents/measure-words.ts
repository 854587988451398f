import * as z from "zod";
import { type CompileOnce, compileOnce } from "../../lexicon/compile-once.js";
import { readJson } from "../file.js";

const words = z.array(z.string().min(1)).min(1);

const schema = z.strictObject({
  relief: z.strictObject({ exemption: words, priority: words, service: words }),
  notRelief: words,
  weakRelief: words,
  modals: words,
  notModals: words,
  limits: words,
  duties: words,
  vague: words,
  deductions: words,
  timed: words,
  authorities: words,
  decided: words,
  multiples: words,
});

/** The words by which a document relieves, prefers and obliges; `dictionaries/README.md` says what each list holds. */
export type MeasureLists = z.infer<typeof schema>;

export interface MeasureWords extends MeasureLists {
  /** what a rule makes of the lists, made once */
  readonly compiled: CompileOnce<MeasureLists>;
}

/** @throws dictionary.invalid */
export function loadMeasureWords(folder: string): MeasureWords {
  const lists = readJson(folder, "documents/measure-words.json", schema);
  return { ...lists, compiled: compileOnce(lists) };
}
