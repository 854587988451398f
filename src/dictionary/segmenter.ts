import { join } from "node:path";
import { openSegmenter, type Segmenter } from "../text/segment.js";
import { checkLines } from "./file.js";

/** A frequency without a tag would be read as the tag; an empty line as a word. */
const word = /^[^\s#]\S*(?: (?:[1-9]\d* )?[a-z]+)?$/;
const weight = /^\S+ \d+(?:\.\d+)?$/;

/**
 * The segmenter with the project's words. They are checked here; the segmenter loads them when it is first used.
 * @throws dictionary.invalid naming file and line
 */
export function loadSegmenter(folder: string): Segmenter {
  checkLines(folder, "words.txt", word, "`word [[frequency] tag]`");
  checkLines(folder, "keyword-weights.txt", weight, "`word weight`");
  return openSegmenter({ words: join(folder, "words.txt"), keywordWeights: join(folder, "keyword-weights.txt") });
}
