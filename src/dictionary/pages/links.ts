import * as z from "zod";
import { oneOf } from "../../lexicon/alternation.js";
import { readJson } from "../file.js";

const words = z.array(z.string().min(1)).min(1);

/**
 * `dictionaries/pages/links.json`: what links say, folded (Simplified, half-width, no spaces). `nameless`: parts of the text of a link
 * to a file that says only what to do with it; `original`: parts of a link to the first publication, and `hints`, as published in
 * both scripts, one of which is in every line that may hold such a link or its label; `next`: the link to the next page.
 */
const linksSchema = z.strictObject({
  nameless: z.strictObject({ clicks: words, acts: words, things: words }),
  original: z.strictObject({ acts: words, things: words, hints: words }),
  next: words,
});

/** Patterns of what links say. All but `originalHint` are for folded text. */
export interface LinkTexts {
  /** 下载, 附件下载, 点击查看: names no file */
  readonly nameless: RegExp;
  /** 阅读原文 */
  readonly original: RegExp;
  readonly originalHint: RegExp;
  /** 下一页, or the number of a page */
  readonly pageNumber: RegExp;
}

/** @throws dictionary.invalid naming file and line */
export function loadLinks(folder: string): LinkTexts {
  const { nameless, original, next } = readJson(folder, "pages/links.json", linksSchema);
  const { clicks, acts, things } = nameless;
  return {
    nameless: new RegExp(`^${oneOf(clicks)}?(?:附件)?[:(]?${oneOf(acts)}?${oneOf(things)}?[:)\\]】]?$`),
    original: new RegExp(`^${oneOf(original.acts)}?${oneOf(original.things)}$`),
    originalHint: new RegExp(oneOf(original.hints)),
    pageNumber: new RegExp(`^(?:\\d{1,3}|(?:${oneOf(next)}|>>?|»)[>»]*)$`),
  };
}
