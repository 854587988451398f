import { glossAt } from "./gloss.js";
import { rank } from "./judge.js";
import type { Judge } from "./model.js";
import { markAt, type Reader } from "./reader.js";
import { isReadAs } from "./readings.js";
import { latticeOf } from "./shift.js";

/** Characters that are looked at, and what sound ones cost at most: so much each, and a little more. */
const span = 4;
const usual = 5;
const spare = 4;
/** What they cost each where they are hardly sound, names included. */
const broken = 10;

/**
 * Whether what follows a mark is hardly Chinese: only then is it worth asking what an orphan that vanished may have done to it.
 * @param sure whether names must not look odd
 */
export function isOdd(reader: Reader, at: number, judge: Judge, sure = false): boolean {
  const { text } = reader;
  let next = "";
  let end = at;
  for (let i = at; i < text.length && next.length < span; i++) {
    const char = text.charAt(i);
    const gloss = glossAt(text, i);
    if (gloss) {
      if (i === at || !isReadAs(text.charAt(i - 1), gloss.syllable)) return true;
      i = gloss.end - 1;
      end = gloss.end;
      continue;
    }
    if (char === "\n" || markAt(reader, i) !== undefined) break;
    next += char;
    end = i + 1;
  }
  if (next === "") return !sure;
  if (next.length === 1 && !sure) return true;
  if (sure ? /^[@-Z[-~]\p{Script=Han}/u.test(next) : /^[@-Z[-~]/.test(next)) return true;
  const [reading] = rank(latticeOf({ ...reader, marks: new Set(), text: text.slice(at, end) }), judge, 1);
  return reading !== undefined && reading.cost > (sure ? broken * next.length : usual * next.length + spare);
}
