import * as z from "zod";
import { oneOf } from "../../lexicon/alternation.js";
import { readJson } from "../file.js";

const words = z.array(z.string().min(1)).min(1);

/**
 * `dictionaries/pages/post-times.json`: how forums date posts, as published, in both scripts. `units` of time come between a number
 * and 前, `recent` is enough alone; `floors` follow a post's number, `posted` precedes its date. `replies` are counted and `others`
 * precede a date that is not the post's own: the last reply's, the day on which its author joined.
 */
const postTimesSchema = z.strictObject({ units: words, recent: words, floors: words, posted: words, replies: words, others: words });

/** Patterns of the short lines that say when a post was written. */
export interface PostTimes {
  /** what every such line holds one of: a cheap test before the others */
  readonly hint: RegExp;
  /** 3小时前, 昨天 */
  readonly ago: RegExp;
  /** #3, 第5楼 */
  readonly floor: RegExp;
  /** 发表于 */
  readonly posted: RegExp;
  /** a date of something else: 7 条回复 • 2024-05-01, 註冊時間 */
  readonly other: RegExp;
}

/** @throws dictionary.invalid naming file and line */
export function loadPostTimes(folder: string): PostTimes {
  const { units, recent, floors, posted, replies, others } = readJson(folder, "pages/post-times.json", postTimesSchema);
  const firsts = [...new Set(recent.map((word) => word.charAt(0)))];
  return {
    hint: new RegExp(`\\d|${oneOf(firsts)}`),
    ago: new RegExp(`(?:\\d\\s?${oneOf(units)}前|${oneOf(recent)})(?:\\s|$)`),
    floor: new RegExp(`^\\s*(?:#|第\\s?)?\\d{1,6}\\s?${oneOf(floors)}`),
    posted: new RegExp(oneOf(posted)),
    other: new RegExp(`\\d\\s?[条條个個则則]\\s?${oneOf(replies)}|${oneOf(others)}`),
  };
}
