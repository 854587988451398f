import type { Chrome } from "../dictionary/chrome.js";
import type { Labels } from "../dictionary/labels.js";

/** The words by which lines are recognised. */
export interface Lexicon {
  readonly chrome: Chrome;
  readonly labels: Labels;
}
