import * as z from "zod";
import { readJson } from "../file.js";

const word = z.string().min(1);

/**
 * A word, or one that only counts in some surroundings: `not` and `only` are characters that must not or must follow it
 * (for `only` the end of the text will do), `notAfter` characters that must not precede it.
 */
const entrySchema = z.union([
  word,
  z.strictObject({ word, not: word.optional(), only: word.optional(), notAfter: word.optional() }).refine((entry) => {
    return entry.not !== undefined || entry.only !== undefined || entry.notAfter !== undefined;
  }, "says nothing of the word's surroundings"),
]);

const list = z
  .array(entrySchema)
  .min(1)
  .superRefine((entries, check) => {
    const words = entries.map((entry) => (typeof entry === "string" ? entry : entry.word));
    for (const [index, each] of words.entries()) {
      if (words.indexOf(each) < index) check.addIssue({ code: "custom", message: `${each} stands twice`, path: [index] });
    }
  });

/** a class of single characters, written in one string */
const characters = word;
/** word → how many years or days it is away from the reference date */
const offsets = z.record(word, z.int());

/** `values/dates.json`: the words of date expressions; dictionaries/README.md says what each list holds. */
export const dateWordsSchema = z.strictObject({
  clock: z.strictObject({ dayparts: list, afternoon: list, notHour: list }),
  day: z.strictObject({ notDay: list, notNumbered: list, dayparts: list }),
  bareDay: z.strictObject({ dayparts: list, lead: list, notRange: list, lasts: list, counting: characters }),
  year: z.strictObject({
    notYear: list,
    notListed: list,
    notRepublic: list,
    notFullYear: list,
    notEdge: list,
    festivals: list,
    counted: list,
    lasting: list,
    counting: list,
    notAfter: characters,
  }),
  partOfYear: z.strictObject({
    notFirstAfter: characters,
    notEdge: list,
    notMonth: list,
    notListedMonth: list,
    notThisMonth: list,
    notPartOfMonth: list,
    notMonthAfter: characters,
  }),
  quarter: z.strictObject({ notSeason: list }),
  relative: z.strictObject({
    dayparts: list,
    notDay: list,
    years: offsets,
    yearsOfText: offsets,
    notWeek: list,
    notWeekday: list,
    notOrdinalWeek: list,
    recurringAfter: characters,
  }),
  duration: z.strictObject({ back: list, ahead: list, notUnit: list, rare: list }),
  lunar: z.strictObject({ calendar: list, notAfter: characters }),
  festival: z.strictObject({ daysOff: list, onDay: list, onTerm: list, beforeAfter: list, since: list, dayparts: list }),
  plan: z.strictObject({ whole: z.array(word), since: z.array(word), first: z.array(word), last: z.array(word) }),
  issue: z.strictObject({ acts: list, effects: list }),
  open: z.strictObject({ validUntil: list, notSince: list, notAfter: list, notBefore: list, notUntil: list }),
  roles: z.strictObject({
    effective: z.strictObject({ behind: list, manner: list, onDay: list, label: list }),
    deadline: z.strictObject({ label: list, subject: list, subjectLabel: list, acts: list, end: list }),
    expires: z.strictObject({ label: list, manner: list, behind: list }),
    published: z.strictObject({ label: list, behind: list }),
    signed: z.strictObject({ label: list }),
  }),
  past: list,
});

export type DateWords = z.infer<typeof dateWordsSchema>;

/** @throws dictionary.invalid */
export function loadDateWords(folder: string): DateWords {
  return readJson(folder, "values/dates.json", dateWordsSchema);
}
