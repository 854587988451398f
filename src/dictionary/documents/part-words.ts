import * as z from "zod";
import { type CompileOnce, compileOnce } from "../../lexicon/compile-once.js";
import { readJson } from "../file.js";

const words = z.array(z.string().min(1)).min(1);

const guardedWords = z
  .array(
    z.union([
      z.string().min(1),
      z.strictObject({ word: z.string().min(1), not: z.string().min(1).optional(), notAfter: z.string().min(1).optional() }),
    ]),
  )
  .min(1);

const schema = z.strictObject({
  attachments: words,
  attachmentKinds: words,
  contents: words,
  boxes: words,
  captions: words,
  footer: z.strictObject({ begins: words, ends: words }),
  closing: words,
  contacts: words,
  closingSection: words,
  remarks: words,
  unit: z.strictObject({ labels: words, ends: words }),
  statements: guardedWords,
  notArticle: words,
  notDecimal: words,
  references: z.strictObject({ own: words, leads: words, joins: words }),
  ordinals: words,
});

/** The words by which the parts of a document are known; see `documents/parts.json`. */
export type PartLists = z.infer<typeof schema>;

export interface PartWords extends PartLists {
  /** what a rule makes of the lists, made once */
  readonly compiled: CompileOnce<PartLists>;
}

/** @throws dictionary.invalid */
export function loadPartWords(folder: string): PartWords {
  const lists = readJson(folder, "documents/parts.json", schema);
  return { ...lists, compiled: compileOnce(lists) };
}
