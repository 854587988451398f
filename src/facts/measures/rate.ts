import { clauseStart } from "../../entities/money/passages.js";
import type { Mention } from "../../model/entity.js";
import type { Measure } from "../../model/measure.js";
import type { Span } from "../../text/offset-map.js";
import { type Source, saidAt, within } from "./row.js";

/** The share by which a measure is reckoned, stated in a stretch: 按研发投入的10%给予补助. */
export function rateBefore(source: Source, span: Span): Measure["rate"] {
  const rate = within(source.rates, span).findLast((mention) => isShare(source, mention));
  if (rate === undefined) return undefined;
  const { min, max, bound } = rate;
  return { ...saidAt(source.doc, rate), min, max, bound };
}

/** Whether a percentage is what something is reckoned by, and not a threshold (增长10%以上的企业). */
export function isShare({ doc: { text, dictionary } }: Source, { start, end, bound }: Mention<"quantity">): boolean {
  if (bound === "at-most" || /(?:率|比例)(?:为|是|按|[:：])?$/.test(text.slice(Math.max(0, start - 4), start))) return true;
  const before = text.slice(clauseStart(text, start, Math.max(0, start - 40)), start);
  if (/按|依|以[^，]{0,12}的$|减半|不超过/.test(before)) return true;
  const { giving } = dictionary.instruments;
  for (let at = end; at <= end + 6; at++) if (giving.at(text, at) !== null) return true;
  return false;
}
