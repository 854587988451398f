/**
 * The tuned numbers of the search for repairs. A cost is a negative logarithm of a probability, in nats: of two readings the
 * cheaper one is the likelier, and a difference of 7 is a factor of about 1,000.
 *
 * How they were found: word frequencies and pairs are counted (`scripts/bigrams.ts`); everything here was set by hand, one
 * number at a time, by reading what the evaluation got wrong. No program fitted them, and no record was kept of the seeds that
 * were used. To check them again, on seeds of your choice, with and without real pages (ZHENGWEN_CORPUS):
 *
 *     npm run eval:repair -- --seed N --rounds 2 --misses
 *
 * It prints, for each kind of decoder, what share of glosses (`intact`, `broken`) and of cut marks (`cuts`) came back, how many
 * repairs were called certain and were wrong, and the misses. `test/repair/damage.test.ts` holds the shares that must be
 * reached (`SEED=N npx vitest run --project unit test/repair/damage.test.ts`). Each group says which of these figures it moves.
 */

/** Leaving the text as it stands. Lower finds more cuts and breaks more sound text: `cuts`, and test/repair/clean.test.ts. */
export const outOfStep = {
  /** what a repair must be worth, against the text as it stands */
  entry: 6,
  /** the same at ！ and ？, which such texts hardly use: where they stand, an orphan may have vanished */
  entryAtRareMark: 5,
  /** the same where the site has been seen to split at the mark */
  entryAtSplitMark: 0,
  /** an orphan byte that vanished was 0x80, alone */
  loneByte: 2,
  /** the decoder had no character for a pair and left a `?` … */
  markedPair: 0.3,
  /** … or nothing */
  vanishedPair: 1.2,
  /** an ASCII character was taken for the second byte of a pair */
  eatenAscii: 2,
  /** what a `?` swallowed was a bracket */
  swallowedBracket: 1,
  /** a `?` is a folded mark although the site does not fold */
  foldedMark: 6,
} as const;

/** Taking damage for sound text: `broken` and `cuts`. */
export const soundReading = {
  /** a gloss without its bracket, or behind a character that it does not fit */
  brokenGloss: 25,
  /** a mark behind a question mark, a gloss behind a letter */
  strayMark: 12,
  /** a letter between a mark and Han: not rare, but rare enough where orphans vanish */
  strayLetter: 7,
} as const;

/** A character stands without a gloss although the site glosses it elsewhere: `broken`. */
export const unglossed = 12;

/** Pairs in a row that may have been lost: those that left nothing, and those that left a `?` each. Bounds of the search. */
export const lostInARow = { vanished: 2, marked: 6 } as const;

/** What a word costs: by the language, and by the document. `cuts` and `wrong certain`. */
export const wordCosts = {
  /** the frequency of a character that is no word of the dictionary */
  rarest: Math.exp(-2.5),
  /** weight of the document's own words, against the language */
  document: 0.1,
  /** share of a character's occurrences in the document that count as a word of its own */
  aloneShare: 0.3,
  /** a character that is a word of its own: most are not, and those counted as such often were parts of unknown words */
  alone: 0.5,
  /** a character that the document's script does not write */
  wrongScript: 5,
  /** what is usual for marks weighs as much as so many characters of the document */
  usualText: 800,
} as const;

/** What stands once in a damaged document may have come of the damage: its counts are lowered by this. */
export const chanceCount = 0.6;

/** What stands before a word makes it likelier or less likely. `cuts` and `wrong certain`. */
export const contextCosts = {
  /** weight of what the document has side by side, against the language */
  pairs: 0.2,
  /** the same of three in a row */
  triples: 0.6,
  /** the most that a word can gain by its context */
  mostGain: 8,
  /** one of two words was never counted beside others */
  unknownPair: -0.7,
  /** a digit behind 第, or what was swallowed there: mostly it was a digit */
  ordinal: 6,
} as const;

/** Variants in Traditional text by how a converter comes to write them (variant-status.ts): `wrong certain`. */
export const variantCosts = { unknown: 12, other: 4, never: 7 } as const;

/**
 * The beam. Wider is slower and finds hardly more: the evaluation prints milliseconds for 1,000 characters, and
 * `npm run bench:text` what damaged pages take beside segmentation.
 */
export const beam = {
  /** a hypothesis that is so much worse than the best one of its position is given up */
  width: 10,
  /** the same for two that end in the same node */
  nodeWidth: 10,
  /** the most that a word is expected to gain by its context: what is too costly even so is not looked at */
  slack: 5,
  /** hypotheses that are compared */
  nBest: 8,
  /** a character costs so much less inside a word than alone: for the estimate of what is still to come */
  inWord: 0.6,
  /** up to so many candidates are looked up one by one, more by walking the trie */
  fewCandidates: 24,
} as const;

/** What a repair must show to be certain. A wider margin leaves more to the reader and errs less: `wrong certain`, `certain`. */
export const certainty = {
  /** how much worse every other reading must be */
  margin: 9,
  /** the same where pairs may have been lost although no place of the document showed it */
  marginIfLost: 5,
  /** so many characters beside it must be common: what is odd there may be damage too */
  beside: 4,
  /** from how many occurrences in the counted text a character that makes no word with its neighbours may be one itself */
  aloneCount: 10_000,
  /** readings that are given for one that is not certain */
  mostCandidates: 4,
} as const;

/** What is searched at once, in characters. Longer stretches are slower and hardly better. */
export const stretchBounds = {
  /** before and behind the damage, for the language model */
  context: 8,
  /** how far a bracket's partner is looked for */
  sentence: 400,
  /** a run out of step ends at the next ASCII character; none that is searched at once is longer */
  longest: 160,
} as const;

/** Searches in one document: a text made to be searched without end stays linear and bounded. */
export const mostSearches = 4000;
/** Damaged places from which it is found out what a decoder did. */
export const mostTrials = 40;

/** From how many occurrences in the counted text a character is common, and below which cost a mark is. */
export const commonCharacter = { count: 5000, markCost: 9 } as const;

/** A character of a site's table is glossed in so large a share of its occurrences: the others came of damage. */
export const glossedShare = 0.85;

/**
 * Marks, in nats, rounded by hand from how often they stand in running text. What a pair of marks costs is a judgement: what no
 * sentence has costs more. `cuts`, and the brackets that the evaluation of excerpts reports as lost.
 */
export const punctuation = {
  doubled: 7,
  rare: 14,
  ascii: 5,
  letter: 6.5,
  sign: 10,
  /** a part ends where none began, or a mark follows that does not go with it */
  misplaced: 8,
  /** a bracket opens behind a mark that ends no sentence, and the like */
  unusual: 3,
  /** a sentence goes on behind a quotation that closed one */
  sentenceGoesOn: 6,
  /** gained: an ideographic space at the start of a line, or behind another one or a typed one, since an indent is two */
  indent: 5,
  /** gained: a semicolon at the end of a line */
  listItem: 2,
  /** gained: a bracket that is closed */
  closed: 4,
  /** a bracket that closes nothing … */
  unopened: 6,
  /** … or a quotation mark, whose quotation may have begun on a line before */
  unopenedQuote: 3,
  /** a bracket that stays open */
  unclosed: 5,
  /** gained: brackets that number a part of the text, behind an indent or at the start of a line or sentence */
  numbered: 5,
  /** a quotation of more than one part that does not end with the mark of a sentence */
  abrupt: 4,
} as const;
