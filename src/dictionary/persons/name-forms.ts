import * as z from "zod";
import { wordList } from "../../lexicon/longest-match.js";
import { characters, words } from "../lists.js";

/** Words of two characters, by the classes of the first and of the second: 年初, 年末, 月初. */
const pairs = z
  .array(z.strictObject({ first: characters, second: characters }))
  .transform((rows) => wordList(rows.flatMap(({ first, second }) => [...first].flatMap((one) => [...second].map((other) => one + other)))));

/** What no name is made of, and what the segmenter glues to names. */
export const personNameFormsSchema = z.strictObject({
  /** a surname with a title, a paper, an office: 李先生, 钱报, 于某局 */
  notNames: z.strictObject({ starts: words, ends: words, offices: characters }),
  /** characters that no given name holds, or ends with */
  notGiven: z.strictObject({ anywhere: characters, last: characters }),
  /** characters and verbs that the segmenter takes into one word with the name before them: 王晓晖|将, 张锦|致|欢迎辞 */
  glued: z.strictObject({ next: characters, verbs: words }),
  /** times, which a preposition that is a surname too leads to: 于|年结, 于|会上, 于|昨日 */
  times: pairs,
  /** what makes a place of a Japanese surname before it: 山口|县 */
  divisions: characters,
  /** what leads to a row of names: 向|黄健、张煜 */
  rowLeads: characters,
  /** what makes a row of two names: 议员如|陈婉娴、麦美娟, 两人：|许晴、徐仁标 */
  rowOpens: words,
});

export type PersonNameForms = z.infer<typeof personNameFormsSchema>;
