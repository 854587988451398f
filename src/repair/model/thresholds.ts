/**
 * The tuned numbers that decide whether, and how, a document is damaged. All were set by hand: shares and densities between
 * what damaged pages show and what sound texts of seven kinds do. Check them again with
 *
 *     SEED=N npx vitest run --project unit test/repair/clean.test.ts test/repair/tables.test.ts test/repair/stable.test.ts
 *     npm run eval:repair -- --seed N --rounds 2
 *
 * The tests take sound text for damaged when a number is too low; the evaluation loses whole documents when it is too high.
 */

/** Glosses with tone marks, per 1,000 Han characters. Damaged pages show 10 to 290. */
export const tonedGlosses = {
  density: 5,
  /** below this many Han characters a text is too short for a density */
  shortText: 150,
  /** a site that glosses few characters shows less, but glosses each of them nearly wherever it stands; a lesson does it once */
  thinDensity: 1,
  thinShare: 0.8,
  thinCount: 2,
  /** fewer must all be characters that sites are known to gloss, and so must those of a long text that shows less still */
  unknownCount: 3,
  thinnestDensity: 0.5,
  /** share of the glossed characters that must differ from their Simplified form: a poem or a lesson glosses all alike */
  convertedShare: 0.8,
} as const;

/** Glosses without tone marks: a lesson has few, or one character after another, or rare ones; names stand in lists. */
export const plainGlosses = {
  count: 4,
  characters: 3,
  /** more characters in a row with a gloss each are a lesson, unless words are glossed in part too */
  longestRun: 3,
  /** a site has one reading for each character; what else is glossed may be the text's own */
  conflictShare: 0.02,
  commonShare: 0.8,
  /** from this share in lists on they are names or a lesson */
  listedShare: 0.5,
  /** share that must stand inside words, as names do not: 王(wang)先生 */
  insideShare: 0.5,
} as const;

/** Readings that belong to the text: a lesson, a list of words, names. */
export const ownReadings = {
  /** from so many glosses on a text is no lesson, whatever words it holds */
  manyGlosses: 20,
  /** fewer than this must all look inserted */
  few: 3,
  insertedShare: 0.5,
  listShare: 0.75,
  /** what is glossed more than once, and nearly wherever it stands, comes of a site's table */
  everywhereShare: 0.8,
  repeatedShare: 0.25,
  /** different words that a table shows that it glosses in part, and their number against what chance would make */
  partedWords: 3,
  partedShare: 0.5,
  /** the longest word of a list, in characters */
  longestListed: 4,
} as const;

/** An edit that a site makes throughout shows so often, and before so large a share of the marks; more where these are folded. */
export const siteEdits = { count: 3, share: 0.3, indentShare: 0.5, doubledShare: 0.7 } as const;

/** Lines broken at a width in columns. */
export const hardWraps = {
  /** broken lines that a text must show, and the columns that the longest of them must fill */
  lines: 3,
  narrowest: 36,
  /** columns that a broken line may lack: a mark or a word did not fit; and the indent of a paragraph, which may be gone */
  slack: 4,
  indent: 4,
  /** share of the broken lines that hold marks, as prose does and a list of names does not */
  markedShare: 0.5,
  /** share of the breaks that part a word, and how many different words */
  partedShare: 0.15,
  partedWords: 2,
  longestIndent: 16,
} as const;

/** Cuts at marks of one group that show a site to split at all of them. */
export const splitMarksShown = 2;

/** What became of orphan bytes, in nats: each place is read both ways, and what one way is worth more is summed. */
export const orphanEvidence = {
  /** no more places are read from here on */
  enough: 25,
  /** the most that one place may say */
  mostOfOne: 15,
  /** what it says that only one of the two ways leads anywhere */
  onlyWay: 6,
  /** how much likelier it is that one decoder read both than that glosses and cuts fared differently */
  sameDecoder: 9,
  /** places that are read, and marks of a kind that are looked at, at most */
  searches: 24,
  marks: 2000,
} as const;

/** What the decoder did with pairs that it had no character for, in nats, summed over the first damaged places. */
export const decoderEvidence = {
  /** below this no pair is taken to be lost */
  least: 4,
  /** so much more one way must be worth than the other to be the only one */
  decisive: 3,
  /** the most that one place may say: where nothing else can be read, what is read may still be wrong */
  mostOfOne: 20,
} as const;

/** Text behind a mark that is hardly Chinese: only then is an orphan that vanished looked for. Costs in nats a character. */
export const implausible = {
  /** characters that are read, and those read where a word would be cut at the end */
  span: 4,
  wideSpan: 6,
  /** what sound text costs at most, and a little more for the whole */
  perCharacter: 5,
  extra: 4,
  /** what it costs where it is hardly sound, names included */
  certainPerCharacter: 10,
  /** question marks before other marks that show what a text without glosses is like */
  judgedPairs: 40,
} as const;

/** What a repair may cost where nothing but question marks shows damage: more, and it is odd text left alone. */
export const tolerated = { beside: 2, perHan: 7, perMark: 3 } as const;
