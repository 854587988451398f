import type { View } from "../annotator.js";
import { classAt, NONE } from "./characters.js";
import { type NumberSpan, readNumber } from "./read.js";

const scans = new WeakMap<View, readonly NumberSpan[]>();

/** Every number of a view in order, read once and shared by the annotators. */
export function scanNumbers(view: View): readonly NumberSpan[] {
  let numbers = scans.get(view);
  if (numbers === undefined) {
    numbers = scan(view.text);
    scans.set(view, numbers);
  }
  return numbers;
}

function scan(text: string): NumberSpan[] {
  const numbers: NumberSpan[] = [];
  let at = 0;
  while (at < text.length) {
    const number = classAt(text, at) === NONE ? null : readNumber(text, at);
    if (number === null) at++;
    else {
      numbers.push(number);
      at = number.end;
    }
  }
  return numbers;
}
