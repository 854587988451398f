import type { Calendar } from "../../dictionary/values/calendar.js";

/** Whether the clause around a date reports the past, says what is due or to come, or names an event (举行), which may be either. */
export type Tense = "past" | "due" | "future" | "event";

/** The sentences of a text by number, and the tenses of its clauses. */
export interface Sentences {
  /** the number of the sentence that holds an offset */
  at(offset: number): number;
  /** the number of the part of a sentence, up to a semicolon, that holds an offset */
  part(offset: number): number;
  /** the clause around a span, without it */
  clause(start: number, end: number): string;
  /** the tense of that clause; a limit (年底前) is to come unless it has been kept */
  tense(start: number, end: number): Tense;
}

const clauseEnd = /[,，;；:：。！!?？\n]/;
const clauseLength = 60;

export function sentencesOf(text: string, { tenses }: Calendar): Sentences {
  const sentences = startsOf(text, /[。！!\n]|[?？](?!月)/g);
  const parts = startsOf(text, /[。！!\n；;]|[?？](?!月)/g);
  return {
    at: (offset) => numberOf(sentences, offset),
    part: (offset) => numberOf(parts, offset),
    clause: (start, end) => clauseAround(text, start, end),
    tense(start, end) {
      const clause = clauseAround(text, start, end);
      if (text[end - 1] === "前" && !/已|曾|了/.test(clause)) return "future";
      if (tenses.due.some((word) => clause.includes(word))) return "due";
      // 到5月2日止, 5月2日止，已… tell how far something has come; 5月2日止 is a limit
      if (text[end - 1] === "止") return text[start - 1] === "到" || clause.includes("已") ? "event" : "due";
      if (tenses.future.some((word) => clause.includes(word))) return "future";
      // what begins on a day may be to come
      return text[end - 1] === "起" || tenses.event.some((word) => clause.includes(word)) ? "event" : "past";
    },
  };
}

function startsOf(text: string, end: RegExp): number[] {
  const starts = [0];
  for (let found = end.exec(text); found !== null; found = end.exec(text)) {
    // blank lines are no sentences
    if (found.index === starts.at(-1)) starts[starts.length - 1] = found.index + 1;
    else starts.push(found.index + 1);
  }
  return starts;
}

function numberOf(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The clause that holds a span: with the next one where it says nothing but the date, and with the label before it (截止日期：). */
function clauseAround(text: string, start: number, end: number): string {
  const parts = text.slice(Math.max(0, start - clauseLength), start).split(clauseEnd);
  const label = /[:：]\s?$/.test(text.slice(Math.max(0, start - 2), start)) ? (parts.at(-2) ?? "") : "";
  const before = label + (parts.at(-1) ?? "");
  const [first = "", second = ""] = text.slice(end, end + clauseLength).split(clauseEnd);
  return before.length + first.length <= 4 ? `${before} ${first} ${second}` : `${before} ${first}`;
}
