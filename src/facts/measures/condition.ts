import type { Doc } from "../../entities/doc.js";
import { clauseStart, isListed, segmentBreaks, sentenceStart } from "../../entities/money/passages.js";
import { skipLeads } from "../../entities/money/recipients.js";
import type { Mention } from "../../model/entity.js";
import type { Span } from "../../text/offset-map.js";
import { firstFrom } from "./row.js";

const reach = 240;
const longestList = 12;

/** The clauses before a place in its sentence that end in 的, 者, 时 or 后: what must be so, or what is punished. `other` is no condition. */
export function conditionOf(doc: Doc, at: number, other: Span | null): Span | null {
  const { text } = doc;
  const floor = sentenceStart(text, at, Math.max(0, at - reach), segmentBreaks);
  let start = clauseStart(text, at, floor);
  let found: Span | null = null;
  while (start > floor) {
    const end = start - 1;
    const mark = text[end];
    start = clauseStart(text, end, floor);
    if (mark === "，" && "的者时后".includes(text[end - 1] ?? " ")) {
      const from = skipLeads(doc, start, end);
      if (other === null || from !== other.start || end !== other.end) found = { start: from, end };
      break;
    }
  }
  if (found === null || other !== null) return found;
  // 违反本条例规定，未按要求…的: what is punished begins with its sentence
  const from = skipLeads(doc, floor, found.start);
  return { start: from, end: found.end };
}

/** The tier that a sum of a list belongs to, where as many stand before it: 国家级、省级 … 分别给予100万元、50万元. */
export function tierOf(doc: Doc, sums: readonly Mention<"money">[], sum: Mention<"money">): Span | null {
  const index = firstFrom(sums, sum.start);
  const [first, last] = listAround(doc, sums, index);
  const size = last - first + 1;
  if (size < 2) return null;
  const floor = sentenceStart(doc.text, sum.start, Math.max(0, sum.start - reach), segmentBreaks);
  const before = sums[first - 1];
  if (before !== undefined && before.start >= floor) {
    const [from, to] = listAround(doc, sums, first - 1);
    const threshold = sums[from + index - first];
    if (to - from + 1 === size && threshold !== undefined) return { start: threshold.start, end: threshold.end };
  }
  const beneficiary = sum.beneficiary;
  return beneficiary === undefined ? null : itemOf(doc.text, beneficiary, { size, index: index - first });
}

function listAround({ text }: Doc, sums: readonly Mention<"money">[], index: number): [number, number] {
  let [first, last] = [index, index];
  while (first > Math.max(0, index - longestList) && joined(text, sums[first - 1], sums[first])) first--;
  while (last < index + longestList && joined(text, sums[last], sums[last + 1])) last++;
  return [first, last];
}

function joined(text: string, one: Mention<"money"> | undefined, next: Mention<"money"> | undefined): boolean {
  if (one === undefined || next === undefined) return false;
  return isListed(text, { mention: one, numberStart: one.start }, { mention: next, numberStart: next.start });
}

/** The item of a list in a noun phrase: 省级 of 新认定的国家级、省级企业技术中心. */
function itemOf(text: string, { start, end }: Span, { size, index }: { size: number; index: number }): Span | null {
  const items: Span[] = [];
  let from = start;
  for (let at = start; at <= end; at++) {
    if (at < end && !"、和及或".includes(text[at] ?? " ")) continue;
    if (at > from) items.push({ start: from, end: at });
    from = at + 1;
  }
  if (items.length !== size) return null;
  const item = items[index] as Span;
  const of = index === 0 ? text.slice(item.start, item.end).lastIndexOf("的") : -1;
  return { start: of < 0 ? item.start : item.start + of + 1, end: item.end };
}
