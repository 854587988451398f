import type { KindLists, Kinds } from "../dictionary/documents/kinds.js";
import { oneOf } from "../lexicon/alternation.js";
import type { Relation } from "../model/enums.js";

function titlePatterns({ relations }: KindLists) {
  return {
    explaining: new RegExp(oneOf(relations.explaining)),
    /** the last word before the title inside says what is done with it */
    before: relations.title.map(([relation, words]) => [new RegExp(`${oneOf(words)}[^《〈]{0,12}$`), relation] as const),
  };
}

/**
 * What a document's title says that it does with a title inside it, `before` being the words before that one: of
 * 关于废止《…》的决定 `repeals`. Null where it says nothing.
 */
export function relationInTitle(title: string, before: string, kinds: Kinds): Relation | null {
  const { explaining, before: words } = kinds.compiled(titlePatterns);
  if (explaining.test(title)) return "interprets";
  return words.find(([pattern]) => pattern.test(before))?.[1] ?? null;
}
