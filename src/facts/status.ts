import type { Kinds } from "../dictionary/documents/kinds.js";
import type { Doc } from "../entities/doc.js";

export interface Status {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** Clauses that speak of the document itself: 本办法…, in brackets behind a title (试行), 自…起…, 同时…. */
const OF_ITSELF =
  /(?:本(?:办法|通知|意见|规定|条例|方案|细则|规则|决定|通告|公告|文件|标准|措施|规划|指引|法)|原|同时|自[^。;；\n]{2,30}起|此前|有效期)[^。;；\n]{0,40}$/;

/** 宣布失效的文件自本公告公布之日起停止执行: others end, not this one. */
const OF_OTHERS = /(?:文件|的|者)[,，]?自[^。;；\n]{2,30}起[^。;；\n]{0,40}$/;

/** Words such as 废止, 修订 and 试行 that say how the document stands, with their spans in the doc's text. */
export function statusOf(doc: Doc, { status }: Kinds): Status[] {
  const { text } = doc;
  const found: Status[] = [];
  for (const word of status) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      const end = at + word.length;
      const bracketed = text[end] === ")" && /\((?:\d{4}年)?$/.test(text.slice(Math.max(0, at - 6), at));
      const before = text.slice(Math.max(0, at - 60), at);
      if (!bracketed && (!OF_ITSELF.test(before) || OF_OTHERS.test(before))) continue;
      found.push({ word, start: at, end });
    }
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  return found.filter(({ start }, i) => i === 0 || start >= (found[i - 1] as Status).end);
}
