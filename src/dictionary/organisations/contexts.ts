import * as z from "zod";
import { characters, words } from "../lists.js";

/** What stands beside the names of bodies and shows what they are, or that they are none. */
export const bodyContextsSchema = z.strictObject({
  /** what the segmenter takes into one word with the end of a name, or with the word that leads to it */
  glued: z.strictObject({
    /** posts: 协会|会长 */
    posts: words,
    /** bodies below it, and people in it: 北京大学|党委 */
    parts: words,
    /** characters that take the last one of a name with them: 经济部|将 */
    next: characters,
    /** characters that take the first one of a name with them: 由|腾讯 */
    ahead: characters,
  }),
  /** what says ahead of a known name that many are meant: 各国|央行 */
  ofMany: words,
  /** posts and words for people behind a body: 市委|书记 */
  posts: words,
  /** posts that are called after no body: 财政司|司长 */
  titles: words,
  /** who founded it, ahead of its name: 国立|台湾大学 */
  founders: words,
  /** what makes a body of a name that is a word too: 小米|集团 */
  shows: words,
  /** what bodies do, which shows them as well: 小米|今日|发布 */
  acts: z.strictObject({ verbs: words, adverbs: words }),
  /** companies of a group that bear its name: 腾讯|音乐; `not`: words that begin so */
  subsidiaries: z.strictObject({ words, not: words }),
  /** what bears the name of a company and is a building: 招商局|大厦 */
  buildings: words,
  /** what is built, and no body yet: …中心|项目 */
  projects: words,
  /** what a bracket says of those who are in charge */
  inCharge: words,
});

export type BodyContexts = z.infer<typeof bodyContextsSchema>;
