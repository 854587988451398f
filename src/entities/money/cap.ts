import type { Cap, Per } from "../../model/amount.js";
import type { Span } from "../../text/offset-map.js";
import type { Doc } from "../doc.js";
import { type Kind, type Passage, said } from "./passages.js";

/** How far from a sum its cap may stand. */
const reach = 40;

/** What each sum of a passage comes to at most together with others like it, where the next sum says so: 每人1000元，累计不超过5万元. */
export function capsOf(
  doc: Doc,
  passage: Passage,
  kinds: readonly Kind[],
  pers: readonly Per[][],
  recipients: readonly (Span | null)[],
): (Cap | null)[] {
  return passage.sums.map((sum, index) => {
    const next = passage.sums[index + 1];
    const { text } = doc;
    if (next === undefined || kinds[index]?.kind !== kinds[index + 1]?.kind) return null;
    const { max, bound, currency, start, end } = next.mention;
    const own = sum.mention.max ?? sum.mention.min;
    if (bound !== "at-most" || max === null || own === null || own >= max || currency !== sum.mention.currency) return null;
    const [receiver, nextReceiver] = [recipients[index], recipients[index + 1]];
    if (receiver && nextReceiver && receiver.start !== nextReceiver.start) return null;
    const gap = text.slice(sum.mention.end, next.numberStart);
    if (gap.length > reach || /[。；;\n：对]/.test(gap) || !/[，,、（(]/.test(gap)) return null;
    const isWider = differs(pers[index] ?? [], pers[index + 1] ?? []) || holdsCap(doc, sum.mention.end, next.numberStart);
    return isWider ? { max, currency, ...said(text, start, end) } : null;
  });
}

function differs(own: readonly Per[], next: readonly Per[]): boolean {
  return own.length > 0 && own.map(({ unit }) => unit).join() !== next.map(({ unit }) => unit).join();
}

function holdsCap({ text, dictionary }: Doc, start: number, end: number): boolean {
  const { caps } = dictionary.instruments;
  for (let at = start; at < end; at++) if (caps.at(text, at) !== null) return true;
  return false;
}
