import * as z from "zod";
import { words } from "../lists.js";

/** What the press is called where a reporter or a dateline shows it. */
export const pressSchema = z.strictObject({
  /** what a paper, an agency, a channel or a site ends with, and places that end so */
  ends: words,
  notEnds: words,
  /** between the name and 记者 */
  roles: words,
  /** what begins a word for a paper and no name: 本报, 多家媒体 */
  notNames: words,
});

export type Press = z.infer<typeof pressSchema>;
