import type { MeasureLists } from "../../dictionary/documents/measure-words.js";
import { clauseEnd, clauseStart, kindWordsIn } from "../../entities/money/passages.js";
import { nounAfterPreposition, recipientAtHead, recipientBeforeVerb } from "../../entities/money/recipients.js";
import { oneOf } from "../../lexicon/alternation.js";
import type { Measure } from "../../model/measure.js";
import type { Span } from "../../text/offset-map.js";
import { conditionOf } from "./condition.js";
import { isShare } from "./rate.js";
import { deadlineIn, holdsWord, type Row, type Source, saidAt, sentenceAround } from "./row.js";

/** A heading names measures and states none. */
const shortest = 8;

function reliefPattern({ notRelief, relief }: MeasureLists): RegExp {
  const groups = Object.entries(relief).map(([kind, words]) => `(?<${kind}>${oneOf(words)})`);
  return new RegExp(`${oneOf(notRelief)}|${groups.join("|")}`, "g");
}

/** One row for each sentence that relieves or prefers without a sum: 免收, 减半征收, 优先安排, 绿色通道. */
export function reliefRows(source: Source, isRule: boolean): Row[] {
  const { doc } = source;
  const rows: Row[] = [];
  const { measureWords, instruments } = doc.dictionary;
  for (const match of doc.text.matchAll(measureWords.compiled(reliefPattern))) {
    const kind = Object.entries(match.groups ?? {}).find(([, word]) => word !== undefined)?.[0] as Measure["instrument"] | undefined;
    if (kind === undefined) continue;
    const { index: at } = match;
    const word = { start: at, end: at + match[0].length };
    const sentence = sentenceAround(doc, at, true);
    if (sentence.end - sentence.start < shortest || isHeading(source, sentence)) continue;
    // the name of a document
    const head = doc.text.slice(sentence.start, at);
    if (head.lastIndexOf("《") > head.lastIndexOf("》")) continue;
    const clause = clauseAt(source, word);
    if (holdsWord(doc, { start: clause.start, end: at }, instruments.lists.reported)) continue;
    const isWeak = measureWords.weakRelief.includes(match[0]) || kind === "service";
    const beneficiary = receiverOf(source, word, sentence.start);
    if (beneficiary === null && (kind !== "exemption" || isWeak)) continue;
    if (isWeak && !(isRule && kind !== "service") && !isTold(source, beneficiary, word)) continue;
    rows.push(rowOf(source, kind, clause, beneficiary));
  }
  return rows;
}

/** Whether a preposition says to whom the relief is (对老年人免费), or the receiver stands right before it. */
function isTold({ doc: { text, dictionary } }: Source, receiver: Span | null, { start }: Span): boolean {
  if (receiver === null) return false;
  return (
    dictionary.instruments.recipients.prepositions.before(text, receiver.start) !== null ||
    /^[^，。；]{0,12}$/.test(text.slice(receiver.end, start))
  );
}

function isHeading({ doc: { text } }: Source, { start, end }: Span): boolean {
  return (
    (text[end] ?? "\n") === "\n" && (start === 0 || text[start - 1] === "\n") && end - start < 24 && !/[，：]/.test(text.slice(start, end))
  );
}

function clauseAt({ doc: { text } }: Source, { start, end }: Span): Span {
  return {
    start: clauseStart(text, start, Math.max(0, start - 120)),
    end: clauseEnd(text, end, Math.min(text.length, end + 120)),
  };
}

/** Who is relieved or preferred: named before the word, or behind it with a preposition (优先为在孵企业推荐融资机构). */
function receiverOf({ doc }: Source, { start: at, end: close }: Span, floor: number): Span | null {
  const { text, dictionary } = doc;
  let start = clauseStart(text, at, floor);
  const stop = clauseEnd(text, close, Math.min(text.length, close + 60));
  if (dictionary.instruments.recipients.prepositions.at(text, close) !== null) {
    const next = nounAfterPreposition(doc, close, stop);
    if (next !== null) return next;
  }
  const own = nounAfterPreposition(doc, start, at) ?? recipientBeforeVerb(doc, start, at);
  if (own !== null) return own;
  const behind = nounAfterPreposition(doc, close, stop);
  if (behind !== null) return behind;
  while (start > floor) {
    const end = start - 1;
    start = clauseStart(text, end, floor);
    const found = nounAfterPreposition(doc, start, end) ?? recipientAtHead(doc, start, end) ?? recipientBeforeVerb(doc, start, end);
    if (found !== null) return found;
  }
  return null;
}

function rowOf(source: Source, instrument: Measure["instrument"], clause: Span, beneficiary: Span | null): Row {
  const { doc } = source;
  const condition = conditionOf(doc, clause.start + 1, beneficiary ?? clause);
  const start = Math.min(clause.start, beneficiary?.start ?? clause.start, condition?.start ?? clause.start);
  const deadline = deadlineIn(source, { start, end: clause.end });
  return {
    instrument,
    amounts: [],
    ...(beneficiary && { beneficiary: saidAt(doc, beneficiary) }),
    ...(condition && { condition: saidAt(doc, condition) }),
    ...(deadline && { deadline }),
    ...saidAt(doc, { start, end: clause.end }),
  };
}

/** One row for each sentence that gives a share and no sum: 按实际支出的50%给予补助, 减按15%的税率. `isTaken`: what has rows already. */
export function rateRows(source: Source, isTaken: (span: Span) => boolean): Row[] {
  const { doc, rates } = source;
  const { given, lists } = doc.dictionary.instruments;
  const rows: Row[] = [];
  for (const [index, rate] of rates.entries()) {
    const sentence = sentenceAround(doc, rate.start, true);
    const next = rates[index + 1];
    if (next !== undefined && next.start < sentence.end && isShare(source, next)) continue;
    if (!isShare(source, rate) || isTaken(sentence)) continue;
    if (holdsWord(doc, { start: sentence.start, end: rate.start }, lists.reported)) continue;
    const words = kindWordsIn(doc, doc.text, sentence.start, sentence.end).filter(
      ({ kind }) => given.has(kind) && kind !== "fund" && kind !== "loan",
    );
    const word = words.find(({ start }) => start >= rate.end) ?? words.at(-1);
    const beneficiary = receiverOf(source, rate, sentence.start);
    if (word === undefined || beneficiary === null) continue;
    const { min, max, bound } = rate;
    const clause = clauseAt(source, rate);
    rows.push({ ...rowOf(source, word.kind, clause, beneficiary), rate: { ...saidAt(doc, rate), min, max, bound } });
  }
  return rows;
}
