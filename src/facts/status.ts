import type { FactLists } from "../dictionary/documents/fact-words.js";
import type { Doc } from "../entities/doc.js";
import { oneOf } from "../lexicon/alternation.js";

export interface Status {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

function standingPatterns({ standing: { self, ofSelf, ends, others, ofOthers } }: FactLists) {
  const from = "自[^。;；\\n]{2,30}起";
  return {
    /** clauses that speak of the document itself: 本办法…, 自…起…, 同时… */
    ofSelf: new RegExp(`(?:本(?:${oneOf(self)}|法)|${oneOf(ofSelf)}|${from})[^。;；\\n]{0,40}$`),
    ends: new RegExp(`^${oneOf(ends)}`),
    /** 本办法自…起施行，|《…》同时废止: behind its own beginning the sentence names others that end */
    others: new RegExp(`(?:${oneOf(others)})(?![^，,]{0,40}(?:施行|实施|执行|生效)[，,])[^。;；\\n]{0,60}$`),
    /** 宣布失效的文件自本公告公布之日起停止执行: others end, not this one */
    ofOthers: new RegExp(`${oneOf(ofOthers)}[,，]?${from}[^。;；\\n]{0,40}$`),
  };
}

const sentenceOf = (text: string): string => text.slice(Math.max(...["。", ";", "；", "\n"].map((mark) => text.lastIndexOf(mark))) + 1);

/** Words such as 废止, 修订 and 试行 that say how the document stands, with their spans in the doc's text. */
export function statusOf(doc: Doc): Status[] {
  const { text } = doc;
  const { factWords } = doc.dictionary;
  const { ofSelf, ends, others, ofOthers } = factWords.compiled(standingPatterns);
  const found: Status[] = [];
  for (const word of factWords.standing.words) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      const end = at + word.length;
      const bracketed = text[end] === ")" && /\((?:\d{4}年)?$/.test(text.slice(Math.max(0, at - 6), at));
      const before = text.slice(Math.max(0, at - 60), at);
      if (!bracketed && (!ofSelf.test(before) || ofOthers.test(before))) continue;
      if (!bracketed && ends.test(word) && others.test(sentenceOf(before))) continue;
      found.push({ word, start: at, end });
    }
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  return found.filter(({ start }, i) => i === 0 || start >= (found[i - 1] as Status).end);
}
