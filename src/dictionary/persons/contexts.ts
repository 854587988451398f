import * as z from "zod";
import { words } from "../lists.js";

/** What stands right behind a name and shows whose it is. */
export const personContextsSchema = z.strictObject({
  /** what often follows persons' names, beside marks and numbers */
  behind: words,
  /** what persons say or do, and what may stand between: 王凯|说, 陈炳辰|也|指出 */
  speaks: z.strictObject({ verbs: words, adverbs: words }),
  /** what only persons do or suffer */
  acts: words,
  /** what makes a place or a firm of two characters behind a surname */
  placeBehind: words,
  /** what makes something else of a foreign name */
  notPersonBehind: words,
  /** prizes, places and things that bear a person's name */
  namesakes: words,
});

export type PersonContexts = z.infer<typeof personContextsSchema>;
