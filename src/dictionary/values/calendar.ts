import * as z from "zod";
import { type CompileOnce, compileOnce } from "../../lexicon/compile-once.js";
import { type WordIndex, wordIndex } from "../../lexicon/longest-match.js";
import { type Region, regionSchema } from "../../model/enums.js";
import { readJson } from "../file.js";
import { type DateWords, loadDateWords } from "./date-words.js";
import { branches, type LunarCalendar, lunarCalendar, stems } from "./lunar-calendar.js";

const word = z.string().min(1);
const iso = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** Days off are counted from the festival: [-1, 6] is the eve and six days after. One of the four says when it is. */
const festivalSchema = z
  .strictObject({
    name: word,
    also: z.array(word).optional(),
    /** month and day */
    solar: z
      .string()
      .regex(/^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/)
      .optional(),
    /** lunar month and day */
    lunar: z.tuple([z.int().min(1).max(12), z.int().min(1).max(30)]).optional(),
    /** one of the 24 solar terms */
    term: word.optional(),
    /** month, which one, day of the week (0 is Sunday) */
    weekday: z.tuple([z.int().min(1).max(12), z.int(), z.int().min(0).max(6)]).optional(),
    offset: z.int().optional(),
    /** where it is on this day or has this name; everywhere that no other row of the name holds, when left out */
    in: z.array(regionSchema).min(1).optional(),
    days: z.tuple([z.int(), z.int()]),
  })
  .refine(
    ({ solar, lunar, term, weekday }) => [solar, lunar, term, weekday].filter((day) => day !== undefined).length === 1,
    "one of solar, lunar, term and weekday says when it is",
  );

/** year → festival → first and last day off, as the State Council set them */
function holidaysSchema(festivals: readonly Festival[]) {
  const known = z.string().refine((each) => festivals.some(({ name }) => name === each), "no festival has this name");
  return z.record(z.string().regex(/^\d{4}$/), z.record(known, z.tuple([iso, iso])));
}

const periodsSchema = z.strictObject({
  plans: z.array(z.strictObject({ name: word, from: z.int(), to: z.int() })),
  events: z.array(z.strictObject({ names: z.array(word).min(1), on: iso })),
  acts: z.array(word),
  tenses: z.strictObject({ due: z.array(word), future: z.array(word), event: z.array(word) }),
  starts: z.array(word),
});

export interface Festival extends z.infer<typeof festivalSchema> {
  /** days off by year, where they were set; elsewhere `days` holds */
  readonly off?: ReadonlyMap<number, readonly [string, string]>;
}

export interface Calendar {
  /** by the document's country */
  readonly festivals: Readonly<Record<Region, WordIndex<Festival>>>;
  /** 十四五 → first and last year */
  readonly plans: WordIndex<{ readonly from: number; readonly to: number }>;
  /** 党的十八大 → its first day */
  readonly events: WordIndex<string>;
  /** what news reports of a day: 8日宣布, 周三表示 */
  readonly acts: WordIndex<true>;
  /** words by which a clause says that something is due or to come, or names an event that may be to come */
  readonly tenses: { readonly due: readonly string[]; readonly future: readonly string[]; readonly event: readonly string[] };
  /** words at which a date without a leading number may begin */
  readonly starts: WordIndex<true>;
  /** 1 for every UTF-16 code unit with which one of `starts` begins */
  readonly startUnits: Uint8Array;
  /** what a rule compiles of the words of date expressions */
  readonly compiled: CompileOnce<DateWords>;
  readonly lunar: LunarCalendar;
}

/** 甲子年 to 癸亥年 */
const cycle = Array.from({ length: 60 }, (_, i) => `${stems[i % 10]}${branches[i % 12]}年`);

/** @throws dictionary.invalid */
export function loadCalendar(folder: string): Calendar {
  const festivals: Festival[] = readJson(folder, "values/festivals.json", z.array(festivalSchema));
  const holidays = Object.entries(readJson(folder, "values/holidays.json", holidaysSchema(festivals)));
  const { plans, events, acts, tenses, starts } = readJson(folder, "values/periods.json", periodsSchema);
  const namesOf = (each: readonly Festival[]) =>
    each.flatMap((festival) => [festival.name, ...(festival.also ?? [])].map((name) => [name, festival] as const));
  const named = namesOf(festivals);
  // the days off that the State Council sets are those of the mainland
  const withDaysOff = festivals.map((festival): Festival => {
    const off = holidays.flatMap(([year, set]) =>
      set[festival.name] ? [[Number(year), set[festival.name] as [string, string]] as const] : [],
    );
    return off.length === 0 || festival.in !== undefined ? festival : { ...festival, off: new Map(off) };
  });
  const namedIn = (country: Region) => {
    const all = country === "CN" ? namesOf(withDaysOff) : named;
    return wordIndex([...all.filter(([, festival]) => festival.in?.includes(country)), ...all.filter(([, festival]) => !festival.in)]);
  };
  const days = events.flatMap(({ names, on }) => names.map((name) => [name, on] as const));
  const words = [
    ...starts,
    ...cycle,
    ...named.map(([name]) => name),
    ...days.map(([name]) => name),
    ...plans.flatMap(({ name }) => [`“${name}”`, `「${name}」`]),
  ];
  const firsts = new Uint8Array(0x10000);
  for (const first of words) firsts[first.charCodeAt(0)] = 1;
  return {
    starts: wordIndex(words.map((first) => [first, true] as const)),
    startUnits: firsts,
    festivals: { CN: namedIn("CN"), HK: namedIn("HK"), MO: namedIn("MO"), TW: namedIn("TW") },
    plans: wordIndex(plans.map(({ name, from, to }) => [name, { from, to }] as const)),
    events: wordIndex(days),
    acts: wordIndex(acts.map((act) => [act, true] as const)),
    tenses,
    compiled: compileOnce(loadDateWords(folder)),
    lunar: lunarCalendar(),
  };
}
