import * as z from "zod";
import { type CompileOnce, compileOnce } from "../../lexicon/compile-once.js";
import { readJson } from "../file.js";

const words = z.array(z.string().min(1)).min(1);
const lines = { acts: words, bodies: words, joins: words, versions: words };
const schema = z.strictObject({
  endings: words,
  headEndings: words,
  contents: words,
  marks: words,
  signatures: words,
  captions: words,
  ...lines,
});

/** The lists of words that patterns are made of. */
export type TitleLists = Pick<z.infer<typeof schema>, keyof typeof lines>;

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
  /** what the bodies at the head of a title do: 关于 */
  readonly acts: readonly string[];
  /** how names of bodies end that have a line of their own above the rest of the title */
  readonly bodies: readonly string[];
  /** how a line begins that can only go on with the one above it */
  readonly joins: readonly string[];
  /** what stands in brackets on a line below the title and belongs to it: 试行 */
  readonly versions: readonly string[];
  /** what a rule makes of the lists, made once */
  readonly compiled: CompileOnce<TitleLists>;
}

/** @throws dictionary.invalid */
export function loadTitleWords(folder: string): TitleWords {
  const { contents, marks, ...lists } = readJson(folder, "documents/titles.json", schema);
  return { ...lists, contents: new Set(contents), marks: new Set(marks), compiled: compileOnce(lists) };
}
