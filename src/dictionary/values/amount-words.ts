import * as z from "zod";
import { type CompileOnce, compileOnce } from "../../lexicon/compile-once.js";
import { readJson } from "../file.js";

const words = z.array(z.string().min(1)).min(1);

const schema = z.strictObject({
  ordinals: z.strictObject({
    meetings: words,
    hanMeetings: words,
    plans: words,
    magnitudes: words,
    parts: words,
    addresses: words,
    addressed: words,
  }),
  changes: z.strictObject({ verbs: words, bounds: words }),
  columns: z.strictObject({ plain: words, plainEndings: words, money: words, rates: words }),
  subjects: z.strictObject({
    modifiers: words,
    lists: words,
    comparing: words,
    sums: words,
    notSum: z.string().min(1),
    linking: words,
    leading: words,
  }),
  contacts: z.strictObject({ hotlines: words, phones: words, notHotline: z.string().min(1) }),
});

/** The words around numbers that decide what they are; `dictionaries/README.md` says what each list holds. */
export type AmountLists = z.infer<typeof schema>;

export interface AmountWords extends AmountLists {
  /** what a rule makes of the lists, made once */
  readonly compiled: CompileOnce<AmountLists>;
}

/** @throws dictionary.invalid */
export function loadAmountWords(folder: string): AmountWords {
  const lists = readJson(folder, "values/amounts.json", schema);
  return { ...lists, compiled: compileOnce(lists) };
}
