import type { PostTimes } from "../../dictionary/pages/post-times.js";
import { findMoment } from "../moment.js";
import type { Container } from "./container.js";
import { isEntry, type PageLine } from "./lines.js";
import type { Element } from "./page.js";
import { isPostTime } from "./thread.js";

// a date line is at most this many lines above the body, and a title at most this many below its beginning
const headAbove = 14;
const headBelow = 3;
// the time of a post is above or below it, its author above
const postLines = 40;
// the label of the last reply's date is short
const longestLabel = 12;

/** Indices of lines: from shortly above the title to shortly below the beginning of the body, and the first line below the body. */
export interface Region {
  readonly from: number;
  readonly title: number;
  readonly end: number;
  readonly below: number;
}

/** The lines that may state the facts of a document: around its title, above its body and below it. */
export function regionOf(lines: readonly PageLine[], title: number, { elements }: Container): Region {
  const firstRun = elements[0]?.firstRun ?? 0;
  const endRun = elements.at(-1)?.endRun ?? 0;
  const found = lines.findIndex((line) => line.firstRun >= firstRun);
  const body = found < 0 ? lines.length : found;
  const near = title >= 0 && title <= body + headBelow && body - title <= headAbove * 2;
  const from = Math.max(0, near ? title - 2 : body - headAbove);
  const last = lines.findIndex((line) => line.firstRun >= endRun);
  // a container chosen by its score may include the title and the line below it
  const end = near && title >= body ? title + headBelow * 2 : body + headBelow;
  return { from, title: near ? title : from, end: Math.min(lines.length, end), below: last < 0 ? lines.length : last };
}

/** The lines about the first post, up to its time, wherever that is. Below them are other posts. */
export function regionOfPost(lines: readonly PageLine[], title: number, posts: readonly Element[], postTimes: PostTimes): Region {
  const top = lines.findIndex(({ endRun }) => endRun > (posts[0]?.firstRun ?? 0));
  const from = title >= 0 ? title + 1 : Math.max(0, top - headAbove);
  const first = lines[from]?.firstRun ?? 0;
  // the first may be the title
  const [, second] = posts.filter(({ endRun }) => endRun > first);
  const end = second?.firstRun ?? Number.POSITIVE_INFINITY;
  const found = lines.findIndex(
    ({ text, firstRun }, i) =>
      i >= from &&
      i < from + postLines &&
      firstRun < end &&
      !isEntry(lines, i) &&
      isPostTime(text, postTimes) &&
      findMoment(text) !== null &&
      !postTimes.other.test(text) &&
      !postTimes.other.test((lines[i - 1]?.text ?? "").slice(0, longestLabel)),
  );
  return { from, title: from, end: found < 0 ? from : found + 1, below: lines.length };
}
