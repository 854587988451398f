import type { Chrome } from "../dictionary/pages/chrome.js";
import type { Labels } from "../dictionary/pages/labels.js";
import type { PostTimes } from "../dictionary/pages/post-times.js";

/** The words by which lines are recognised. */
export interface PageLexicon {
  readonly chrome: Chrome;
  readonly labels: Labels;
  readonly postTimes: PostTimes;
}
