import * as z from "zod";
import { type CompileOnce, compileOnce } from "../../lexicon/compile-once.js";
import { type WordIndex, wordIndex, wordList } from "../../lexicon/longest-match.js";
import { type Instrument, instrumentSchema } from "../../model/enums.js";
import { readJson } from "../file.js";

const words = z.array(z.string().min(1)).min(1);

const instrumentsSchema = z.strictObject({
  kinds: z.record(instrumentSchema, words),
  ignored: words,
  direct: z.partialRecord(instrumentSchema, words),
  behind: z.partialRecord(instrumentSchema, words),
  given: z.array(instrumentSchema),
  giving: words,
  handing: words,
  getting: words,
  glue: words,
  totals: words,
  reported: words,
  caps: words,
  replaced: words,
  terms: z.string().min(1),
});

const perSchema = z.strictObject({
  counters: words,
  measures: words,
  times: words,
  singles: words,
  nouns: words,
  notNouns: words,
  rated: z.record(z.string().min(1), words),
});

const recipientsSchema = z.strictObject({
  ends: words,
  costs: words,
  prepositions: words,
  notPrepositions: words,
  leads: words,
  notInside: words,
  gets: words,
  closes: words,
  columns: words,
  places: z.string().min(1),
  schemes: words,
});

type InstrumentLists = z.infer<typeof instrumentsSchema>;

/** The words that show what kind of sum an amount of money is, what it is counted for and who receives it. */
export interface Instruments {
  /** a word → what kind of sum it names; null for a longer word that names none (免费) */
  readonly kinds: WordIndex<Instrument | null>;
  /** words that name a kind only right before the sum: 处2万元 */
  readonly direct: WordIndex<Instrument>;
  /** words that name a kind only right behind the sum: 1000万元支持 */
  readonly behind: WordIndex<Instrument>;
  /** kinds of sums that someone receives */
  readonly given: ReadonlySet<Instrument>;
  readonly lists: InstrumentLists;
  /** words that may stand between a sum and the word for its kind */
  readonly glue: readonly string[];
  readonly giving: WordIndex<true>;
  readonly getting: WordIndex<true>;
  readonly totals: WordIndex<true>;
  readonly caps: WordIndex<true>;
  readonly per: PerWords;
  readonly recipients: Recipients;
  /** what a rule makes of the lists, made once */
  readonly compiled: CompileOnce<InstrumentLists>;
}

/** What a sum may be counted for. */
export interface PerWords {
  /** measure words, behind which a noun may follow: 家 in 每家企业 */
  readonly counters: WordIndex<true>;
  /** units that stand alone: 平方米, 月 */
  readonly units: WordIndex<true>;
  readonly times: WordIndex<true>;
  /** 单个, 同一: like 每 before a noun */
  readonly singles: WordIndex<true>;
  readonly nouns: WordIndex<true>;
  /** words that are no part of the noun behind a counter */
  readonly notNouns: WordIndex<true>;
  /** 月 in 月最低工资标准: unit and noun together */
  readonly rated: WordIndex<string>;
}

/** Words of those who receive. */
interface Recipients {
  /** how a noun ends that names one */
  readonly ends: WordIndex<true>;
  /** how a noun ends that names what is paid for instead */
  readonly costs: WordIndex<true>;
  readonly prepositions: WordIndex<true>;
  readonly notPrepositions: WordIndex<true>;
  /** where the noun behind 对 ends */
  readonly closes: WordIndex<true>;
  /** words before the noun at the beginning of a clause that are no part of it */
  readonly leads: WordIndex<true>;
  /** words that a noun phrase without a preposition before it does not hold */
  readonly notInside: readonly string[];
  /** words in the header of a column that says who receives */
  readonly columns: readonly string[];
  /** what money is given by, behind a word for a gift: 补助|项目 */
  readonly schemes: readonly string[];
  /** characters behind a noun that is where another one is: 孵化器|内 */
  readonly places: string;
  /** where the subject of a clause ends */
  readonly gets: WordIndex<true>;
}

/** @throws dictionary.invalid */
export function loadInstruments(folder: string): Instruments {
  const lists = readJson(folder, "values/instruments.json", instrumentsSchema);
  const per = readJson(folder, "values/per-units.json", perSchema);
  const recipients = readJson(folder, "values/recipients.json", recipientsSchema);
  const none = lists.ignored.map((word): [string, Instrument | null] => [word, null]);
  return {
    kinds: wordIndex<Instrument | null>([...none, ...entriesOf(lists.kinds)]),
    direct: wordIndex(entriesOf(lists.direct)),
    behind: wordIndex(entriesOf(lists.behind)),
    given: new Set(lists.given),
    lists,
    glue: lists.glue.filter((word) => word !== "的"),
    giving: wordList(lists.giving),
    getting: wordList(lists.getting),
    totals: wordList(lists.totals),
    caps: wordList(lists.caps),
    per: {
      counters: wordList(per.counters),
      units: wordList([...per.measures, ...per.times]),
      times: wordList(per.times),
      singles: wordList(per.singles),
      nouns: wordList(per.nouns),
      notNouns: wordList(per.notNouns),
      rated: wordIndex(Object.entries(per.rated).flatMap(([unit, nouns]) => nouns.map((noun): [string, string] => [unit + noun, unit]))),
    },
    recipients: {
      columns: recipients.columns,
      places: recipients.places,
      schemes: recipients.schemes,
      ends: wordList(recipients.ends),
      costs: wordList(recipients.costs),
      prepositions: wordList(recipients.prepositions),
      notPrepositions: wordList(recipients.notPrepositions),
      closes: wordList(recipients.closes),
      leads: wordList(recipients.leads),
      notInside: recipients.notInside,
      gets: wordList([...recipients.gets, ...recipients.closes, ...lists.getting, ...lists.giving]),
    },
    compiled: compileOnce(lists),
  };
}

function entriesOf(table: Partial<Record<Instrument, string[]>>): [string, Instrument][] {
  return Object.entries(table).flatMap(([kind, list]) => list.map((word): [string, Instrument] => [word, kind as Instrument]));
}
