import { readCore } from "./core.js";
import { readFraction, readMixed } from "./fractions.js";
import { type NumberSpan, readBareMagnitude, withMagnitudes, withPoint } from "./magnitudes.js";

export type { NumberSpan } from "./magnitudes.js";

/** Reads the number at `at` by one grammar: Arabic, Han, formal and mixed numerals. Null where none stands. */
export function readNumber(text: string, at: number): NumberSpan | null {
  const first = readCore(text, at) ?? readBareMagnitude(text, at);
  if (first === null) return null;
  const number = withMagnitudes(text, at, withPoint(text, first));
  return readFraction(text, number) ?? readMixed(text, number) ?? number;
}
