import * as z from "zod";
import { readJson } from "../file.js";

const words = z.array(z.string().min(1)).min(1);
const schema = z.strictObject({ endings: words, headEndings: words, contents: words, marks: words, signatures: words, captions: words });

/** What tells the title of a document among the lines at its top, in both scripts. */
export interface TitleWords {
  /** what a title ends in; one of several lines ends with the first that does */
  readonly endings: readonly string[];
  /** what the head of official paper ends in, which is no title: …文件 */
  readonly headEndings: readonly string[];
  /** the heading of the contents */
  readonly contents: ReadonlySet<string>;
  /** what stands above a title, alone or with a number: 附件2, 特急 */
  readonly marks: ReadonlySet<string>;
  /** how the line below or above a picture begins */
  readonly captions: readonly string[];
  /** words of a line to be signed or sealed */
  readonly signatures: readonly string[];
}

/** @throws dictionary.invalid */
export function loadTitleWords(folder: string): TitleWords {
  const { endings, headEndings, contents, marks, signatures, captions } = readJson(folder, "documents/titles.json", schema);
  return { endings, headEndings, contents: new Set(contents), marks: new Set(marks), signatures, captions };
}
