import type { Doc } from "../../entities/doc.js";
import { isThreshold } from "../../entities/money/beneficiary.js";
import { clauseEnd, clauseStart } from "../../entities/money/passages.js";
import type { Mention } from "../../model/entity.js";
import type { Measure } from "../../model/measure.js";
import type { Span } from "../../text/offset-map.js";
import { conditionOf, tierOf } from "./condition.js";
import { rateBefore } from "./rate.js";
import { deadlineIn, type Row, type Source, saidAt, sentenceAround, within } from "./row.js";

/** What no one gives to anyone in particular is no row where it is this much. */
const large = 1e8;

/** One row for each sum that the text grants or threatens with; its cap, and what it is raised to, belong to the row of the sum. */
export function rowsFromSums(source: Source): Row[] {
  const { sums } = source;
  const rows: Row[] = [];
  let free = 0;
  for (let index = 0; index < sums.length; ) {
    const first = sums[index] as Mention<"money">;
    let last = index;
    while (belongsTo(source, sums[last], sums[last + 1])) last++;
    const amounts = sums.slice(index, last + 1);
    index = last + 1;
    const isRow = first.instrument === "fine" ? isThreat(source, first) : isGrant(source, first);
    if (!isRow) continue;
    const row = rowOf(source, amounts, free);
    rows.push(row);
    free = row.end;
  }
  return rows;
}

/** Whether a sum is the cap of the one before it, or what that is raised to. */
function belongsTo({ doc }: Source, sum: Mention<"money"> | undefined, next: Mention<"money"> | undefined): boolean {
  if (sum === undefined || next === undefined) return false;
  if (sum.cap?.start === next.start) return true;
  const gap = doc.text.slice(sum.end, next.start);
  return gap.length <= 8 && doc.dictionary.instruments.lists.replaced.some((word) => gap.includes(word));
}

function isGrant(source: Source, sum: Mention<"money">): boolean {
  const { doc } = source;
  const { instruments, measureWords } = doc.dictionary;
  const { instrument, beneficiary, per, bound, instrumentSaid } = sum;
  if (instrument === undefined || !instruments.given.has(instrument)) return false;
  if (instrument === "loan" || instrument === "fund" || instrument === "tax") {
    const isDeduction = instrument === "tax" && per !== undefined && measureWords.deductions.includes(instrumentSaid?.quote ?? "");
    if (beneficiary === undefined && !isDeduction) return false;
  }
  if (isReported(source, sum)) return false;
  if (beneficiary !== undefined) return true;
  if (isThreshold(doc, sum, instrument) || isCell(doc, sum)) return false;
  if (per !== undefined) return true;
  if (isTotal(source, sum)) return false;
  return (sum.max ?? 0) < large && (bound === "at-most" || says(source, sum));
}

/** A cell of a table is a row of its own that says who gets it elsewhere. */
function isCell({ text }: Doc, { start, end }: Span): boolean {
  return text[start - 1] === "\t" || text[end] === "\t";
}

function clauseOf({ doc }: Source, { start, end }: Span): Span {
  const floor = Math.max(0, start - 120);
  return { start: clauseStart(doc.text, start, floor), end: clauseEnd(doc.text, end, Math.min(doc.text.length, end + 60)) };
}

/** Whether the clause itself, or the word that names the kind of the sum, gives: 奖励50万元. */
function says(source: Source, sum: Mention<"money">): boolean {
  const { doc } = source;
  const { giving } = doc.dictionary.instruments;
  const clause = clauseOf(source, sum);
  for (let at = clause.start; at < clause.end; at++) if (giving.at(doc.text, at) !== null) return true;
  return sum.instrumentSaid !== undefined;
}

function isTotal(source: Source, sum: Mention<"money">): boolean {
  const { doc } = source;
  if (sum.bound === "at-most") return false;
  const { totals } = doc.dictionary.instruments;
  const { start } = clauseOf(source, sum);
  for (let at = start; at < sum.start; at++) if (totals.at(doc.text, at) !== null) return true;
  return false;
}

/** Whether the sentence tells what was given: it has words of a report before the sum, or begins with a day. */
function isReported(source: Source, { start, bound }: Mention<"money">): boolean {
  const { doc, dates } = source;
  const sentence = sentenceAround(doc, start, false);
  const { reported } = doc.dictionary.instruments.lists;
  const clause = clauseStart(doc.text, start, sentence.start);
  const lead = doc.text.slice(sentence.start, Math.min(start, sentence.start + 24));
  if (bound !== "at-most" && reported.some((word) => doc.text.slice(clause, start).includes(word) || lead.startsWith(word))) return true;
  if (/^[^，]{1,20}(?:表示|指出|称|介绍)[，：]/.test(lead)) return true;
  const day = within(dates, { start: sentence.start, end: sentence.start + 4 })[0];
  return day !== undefined && day.precision === "day" && day.from !== null && day.from === day.to && doc.text[day.end] === "，";
}

/** Fines that a rule threatens with: within limits, behind what is punished, or imposed by the document itself. */
function isThreat(source: Source, sum: Mention<"money">): boolean {
  const { doc } = source;
  const sentence = sentenceAround(doc, sum.start, false);
  const { decided } = doc.dictionary.measureWords;
  const head = doc.text.slice(sentence.start, sum.start);
  if (decided.some((word) => head.includes(word))) return true;
  if (isReported(source, sum) || isTotal(source, sum)) return false;
  if (sum.bound !== "exact") return true;
  return conditionOf(doc, sum.start, null) !== null;
}

function rowOf(source: Source, amounts: readonly Mention<"money">[], free: number): Row {
  const { doc, sums } = source;
  const first = amounts[0] as Mention<"money">;
  const last = amounts.at(-1) as Mention<"money">;
  const segment = sentenceAround(doc, first.start, true);
  const { beneficiary } = first;
  const rate = rateBefore(source, { start: Math.max(free, segment.start), end: first.start });
  const condition = tierOf(doc, sums, first) ?? conditionOf(doc, first.start, beneficiary ?? null);
  const clause = clauseOf(source, { start: first.start, end: last.end });
  const near = [beneficiary, rate, condition].filter(
    (span) => span !== undefined && span !== null && span.start >= segment.start && span.end <= first.end,
  );
  const start = Math.min(clause.start, ...near.map((span) => clauseStart(doc.text, (span as Span).start, segment.start)));
  const end = Math.max(clause.end, last.end);
  const deadline = deadlineIn(source, { start, end });
  return {
    instrument: first.instrument ?? "other",
    amounts: amounts.map((sum) => amountOf(source, sum)),
    ...(rate && { rate }),
    ...(beneficiary && { beneficiary: saidAt(doc, beneficiary) }),
    ...(condition && { condition: saidAt(doc, condition) }),
    ...(deadline && { deadline }),
    ...saidAt(doc, { start, end }),
  };
}

function amountOf({ doc }: Source, sum: Mention<"money">): Measure["amounts"][number] {
  const { min, max, bound, currency, per } = sum;
  return { ...saidAt(doc, sum), min, max, bound, currency, ...(per && { per }) };
}
