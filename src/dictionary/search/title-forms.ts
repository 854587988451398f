import * as z from "zod";
import { type CompileOnce, compileOnce } from "../../lexicon/compile-once.js";
import { readJson } from "../file.js";

const word = z.string().regex(/^\p{Script=Han}{1,8}$/u);
const schema = z.strictObject({
  about: word,
  of: word,
  numberEnd: word,
  bringsOut: z.array(word).min(1),
  drafts: z.array(word).min(1),
  partly: z.array(word).min(1),
  extends: z.array(word).min(1),
});

export type TitleFormLists = z.infer<typeof schema>;

/** What shows how the title of a document and a citation of it may differ. */
export interface TitleForms extends TitleFormLists {
  /** what a rule makes of the lists, made once */
  readonly compiled: CompileOnce<TitleFormLists>;
}

/** @throws dictionary.invalid */
export function loadTitleForms(folder: string): TitleForms {
  const lists = readJson(folder, "search/title-forms.json", schema);
  return { ...lists, compiled: compileOnce(lists) };
}
