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
/** 1 to 31, and 0 for the last */
const dayOfMonth = z.int().min(0).max(31);
/** word → a number of years, months or days: how far from the reference date it is, or how long it lasts */
const offsets = z.record(word, z.int());

/** `values/dates.json`: the words of date expressions; dictionaries/README.md says what each list holds. */
const dateWordsSchema = z.strictObject({
  behindNumber: characters,
  clock: z.strictObject({ dayparts: list, afternoon: list, notHour: list }),
  day: z.strictObject({ notDay: list, notNumbered: list, dayparts: list, openBehind: list, rangeBehind: list }),
  bareDay: z.strictObject({ dayparts: list, lead: list, notRange: list, lasts: list, counting: characters }),
  year: z.strictObject({
    eras: list,
    ofSchoolOrFinance: list,
    ofAccounts: list,
    whole: list,
    ofReports: list,
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
    ofMonth: z.record(word, z.tuple([dayOfMonth, dayOfMonth])),
    /** what runs from its own beginning, so that its first months are not the year's: 首3个月免租 */
    notFirstBehind: list,
    notFirstAfter: characters,
    notEdge: z.record(word, list),
    notMonth: list,
    notListedMonth: list,
    notThisMonth: list,
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
    opening: list,
    yearly: list,
    beforeYear: characters,
  }),
  duration: z.strictObject({ days: offsets, months: offsets, years: offsets, back: list, ahead: list, notUnit: list, rare: list }),
  lunar: z.strictObject({ calendar: list, notAfter: characters, notBehindDay: characters, behindMonth: list }),
  festival: z.strictObject({
    daysOff: list,
    onDay: list,
    onTerm: list,
    beforeAfter: list,
    since: list,
    dayparts: list,
    rangeEnds: list,
    lastSigns: characters,
  }),
  plan: z.strictObject({ whole: z.array(word), since: z.array(word), first: z.array(word), last: z.array(word) }),
  event: z.strictObject({ held: list, since: list }),
  issue: z.strictObject({ acts: list, effects: list }),
  open: z.strictObject({
    until: list,
    since: list,
    before: list,
    validUntil: list,
    notSince: list,
    notAfter: list,
    notBefore: list,
    notUntil: list,
  }),
  roles: z.strictObject({
    effective: z.strictObject({ behind: list, manner: list, onDay: list, label: list, labelNoun: list }),
    deadline: z.strictObject({ label: list, labelNoun: list, subject: list, subjectNoun: list, acts: list, end: list }),
    expires: z.strictObject({ label: list, manner: list, behind: list }),
    published: z.strictObject({ label: list, labelNoun: list, behind: list }),
    signed: z.strictObject({ label: list, labelNoun: list }),
  }),
  recurring: z.strictObject({ spans: list, each: list, every: list }),
  past: list,
  forecast: list,
});

export type DateWords = z.infer<typeof dateWordsSchema>;

/** @throws dictionary.invalid */
export function loadDateWords(folder: string): DateWords {
  return readJson(folder, "values/dates.json", dateWordsSchema);
}
