import * as z from "zod";
import { type WordIndex, wordList } from "../../lexicon/longest-match.js";
import { characters, words } from "../lists.js";

const none = wordList([]);

/** What no name is: words that it holds nowhere, does not begin with and does not end with. */
const notNames = z.strictObject({ anywhere: words.default(none), starts: words.default(none), ends: words.default(none) });

/** A list of what no name is, see `isExcluded`. */
export type NotNames = z.infer<typeof notNames>;

/** What names of places are made of, and what stands beside them. */
export const placeNameFormsSchema = z.strictObject({
  /** what a division's name ends with, by its level: 市, 自治州 */
  suffixes: words,
  /** peoples, whose names stand in those of autonomous divisions */
  peoples: words,
  /** characters that the segmenter glues to an unknown name behind them: 赴临泉县 */
  leading: characters,
  /** what follows the suffix of a place within its last segment: 佛山|市政府, 赵|县委 */
  offices: words,
  /** first characters of one-character counties that are words before 县委 and 县政府: 应|县委, 随|县委 */
  notCounties: characters,
  /** an island, a bay or a hill is no division: 长兴|岛, 金州|湾 */
  features: words,
  /** a word that the end of a district's name may begin: 光明区|域 */
  area: z.string().min(2),
  /** parks and sights that bear the name before them: 国家|森林|公园 */
  parks: z.strictObject({ adjectives: words, words, named: words, trades: words }),
  /** housing estates that bear a district's short name: 萝岗|和苑 */
  estates: words,
  /** how development zones end that are named after a place: 苏州|高新区 */
  zones: words,
  /** what may stand right before a town's name: a preposition, a conjunction, a verb of movement */
  townLeads: characters,
  /** no names of towns that stand alone */
  notTowns: notNames,
  /** no names of villages: 城中村 */
  notVillages: notNames,
  /** what stands before 镇, 村 or 社区 behind a division where no name is: 各镇, 重点镇, 特色小镇, 乡镇 */
  notBelow: notNames,
});

export type PlaceNameForms = z.infer<typeof placeNameFormsSchema>;

/** Whether a list says that a word is no name. */
export function isExcluded(word: string, { anywhere, starts, ends }: NotNames): boolean {
  if (starts.at(word, 0) || ends.before(word, word.length)) return true;
  for (let at = 0; at < word.length; at++) if (anywhere.at(word, at)) return true;
  return false;
}

/**
 * Makes the short name out of a division's: 开平市 → 开平, 海南藏族自治州 → 海南; 内蒙古自治区 → 内蒙古, for what is left has two
 * characters at least.
 */
export function stemmer(suffixes: WordIndex<true>, peoples: WordIndex<true>): (name: string) => string {
  return (name) => {
    let end = name.length - (suffixes.before(name, name.length)?.word.length ?? 0);
    for (;;) {
      const people = peoples.allBefore(name, end).find(({ word }) => end > word.length + 1);
      if (!people) return name.slice(0, end);
      end -= people.word.length;
    }
  };
}
