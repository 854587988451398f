import type { Doc } from "../doc.js";
import { classAt, NONE } from "./characters.js";
import { type NumberSpan, readNumber } from "./read.js";

/** Every number of a doc in order. */
export function numbersOf(doc: Doc): readonly NumberSpan[] {
  return doc.part(scan);
}

function scan({ text }: Doc): NumberSpan[] {
  const numbers: NumberSpan[] = [];
  let at = 0;
  while (at < text.length) {
    const number = classAt(text, at) === NONE ? null : readNumber(text, at);
    if (number === null) at++;
    else {
      const last = numbers.at(-1);
      numbers.push(last?.ordinal && isListedWith(text, last, number) ? { ...number, ordinal: true } : number);
      at = number.end;
    }
  }
  return numbers;
}

/** 第三十三条、三十四条: what follows an ordinal in its list is one. */
function isListedWith(text: string, last: NumberSpan, number: NumberSpan): boolean {
  return number.start - last.end <= 3 && /^\p{Script=Han}{0,2}[、和及或至-]$/u.test(text.slice(last.end, number.start));
}
