import type { MeasureLists } from "../../dictionary/documents/measure-words.js";
import { clauseStart } from "../../entities/money/passages.js";
import { skipLeads } from "../../entities/money/recipients.js";
import { oneOf } from "../../lexicon/alternation.js";
import type { Span } from "../../text/offset-map.js";
import { conditionOf } from "./condition.js";
import { deadlineIn, type Row, type Source, saidAt, sentenceAround } from "./row.js";

function dutyPatterns({ modals, notModals, limits, duties, vague, multiples, timed, authorities }: MeasureLists) {
  return {
    modal: new RegExp(`${oneOf(notModals)}|(?<modal>${oneOf(modals)})`, "g"),
    limit: new RegExp(`^${oneOf(limits)}`),
    duty: new RegExp(`^[^。；\\n]{0,40}?${oneOf(duties)}`),
    timed: new RegExp(oneOf(timed)),
    authority: new RegExp(oneOf(authorities)),
    vague: new RegExp(oneOf(vague)),
    forbids: /^(?:不得|严禁|禁止)/,
    multiple: new RegExp(`处以?[^。；，\\n]{0,20}倍[^。；，\\n]{0,12}${oneOf(multiples)}`, "g"),
  };
}

/**
 * One row for each sentence that obliges someone to do or leave something that is named: report, submit by a day, keep. What
 * agencies are to do counts only within a time; where the document is no rule (`isRule`), so does all.
 */
export function dutyRows(source: Source, isRule: boolean): Row[] {
  const { doc } = source;
  const patterns = doc.dictionary.measureWords.compiled(dutyPatterns);
  const rows: Row[] = [];
  let free = 0;
  for (const match of doc.text.matchAll(patterns.modal)) {
    const modal = match.groups?.modal;
    const { index: at } = match;
    if (modal === undefined || at < free) continue;
    const sentence = sentenceAround(doc, at, true);
    const end = at + modal.length;
    const rest = doc.text.slice(end, sentence.end);
    if (rest.length < 3 || patterns.limit.test(rest) || patterns.vague.test(rest)) continue;
    if (!patterns.forbids.test(modal) && !patterns.duty.test(rest)) continue;
    // 依法应当清算的，: a condition
    if (/^[^，。；\n]{0,40}的[，,]/.test(rest)) continue;
    const subject = subjectOf(source, at, sentence.start);
    const isTimed = patterns.timed.test(doc.text.slice(sentence.start, sentence.end));
    const isAgency = subject !== null && patterns.authority.test(doc.text.slice(subject.start, subject.end));
    if ((!isRule || isAgency) && !isTimed) continue;
    if (subject === null && at - sentence.start > 40) continue;
    rows.push(rowOf(source, { modal: at, sentence, subject }));
    free = sentence.end;
  }
  return rows;
}

interface Duty {
  readonly modal: number;
  readonly sentence: Span;
  readonly subject: Span | null;
}

/** What stands before 应当 in its clause: who is obliged. */
function subjectOf({ doc }: Source, modal: number, floor: number): Span | null {
  const { text } = doc;
  const start = skipLeads(doc, clauseStart(text, modal, floor), modal);
  const close = /(?:一律|均|都|也|还|并)$/.exec(text.slice(start, modal))?.index ?? modal - start;
  return close >= 2 && close <= 40 ? { start, end: start + close } : null;
}

function rowOf(source: Source, { modal, sentence, subject }: Duty): Row {
  const { doc } = source;
  const start = skipLeads(doc, sentence.start, modal);
  const condition = conditionOf(doc, modal, subject ?? { start: modal, end: modal });
  const deadline = deadlineIn(source, { start, end: sentence.end });
  return {
    instrument: "obligation",
    amounts: [],
    ...(subject && { subject: saidAt(doc, subject) }),
    ...(condition && { condition: saidAt(doc, condition) }),
    ...(deadline && { deadline }),
    ...saidAt(doc, { start, end: sentence.end }),
  };
}

/** Fines that are a multiple of something and name no sum: 处违法所得一倍以上三倍以下罚款. `isTaken`: what has rows already. */
export function multipleRows({ doc }: Source, isTaken: (span: Span) => boolean): Row[] {
  const { multiple } = doc.dictionary.measureWords.compiled(dutyPatterns);
  const rows: Row[] = [];
  for (const match of doc.text.matchAll(multiple)) {
    const span = { start: match.index, end: match.index + match[0].length };
    if (isTaken(span)) continue;
    const condition = conditionOf(doc, span.start, null);
    rows.push({
      instrument: "fine",
      amounts: [],
      ...(condition && { condition: saidAt(doc, condition) }),
      ...saidAt(doc, { start: condition?.start ?? span.start, end: span.end }),
    });
  }
  return rows;
}
