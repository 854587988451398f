import type { Mend } from "../mend.js";
import { glossAt } from "../model/gloss.js";
import { isCommonBy, type Judge } from "../model/language-model.js";
import { isReadAs } from "../model/pinyin.js";
import { latticeOf } from "../search/build-lattice.js";
import { rank } from "../search/n-best.js";
import { markAt, type Reader } from "../search/stretch.js";

/** Characters that are looked at, those with which a word may end that they would cut, and what sound ones cost at most: so much each, and a little more. */
const span = 4;
const wide = 6;
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
  const ends: number[] = [];
  for (let i = at; i < text.length && next.length < (sure ? span : wide); i++) {
    const char = text.charAt(i);
    const gloss = glossAt(text, i);
    if (gloss) {
      if (i === at || !isReadAs(text.charAt(i - 1), gloss.syllable)) {
        if (next.length < span) return true;
        break;
      }
      i = gloss.end - 1;
      ends[next.length] = gloss.end;
      continue;
    }
    if (char === "\n" || markAt(reader, i) !== undefined) break;
    next += char;
    ends[next.length] = i + 1;
  }
  if (next === "") return !sure;
  if (next.length === 1 && !sure) return true;
  if (sure ? /^[@-Z[-~]\p{Script=Han}/u.test(next) : /^[@-Z[-~]/.test(next)) return true;
  const isDear = (length: number) => {
    const [reading] = rank(latticeOf({ ...reader, marks: new Set(), text: text.slice(at, ends[length]) }), judge, 1);
    return reading !== undefined && reading.cost > (sure ? broken * length : usual * length + spare);
  };
  return isDear(Math.min(span, next.length)) && (next.length <= span || isDear(next.length));
}

/** So many question marks before other marks tell what a text without glosses is like. */
const judged = 40;

/**
 * Whether question marks before other marks mostly came of damage: who types such pairs goes on soundly behind most of them.
 * The question mark behind what is odd is its end.
 */
export function isMostlyOdd(reader: Reader, judge: Judge): boolean {
  const { text } = reader;
  const pair = /\?[，；？！、。,;?!]/g;
  let odd = 0;
  let all = 0;
  let wasOdd = false;
  let last = 0;
  for (let hit = pair.exec(text); hit && all < judged; hit = pair.exec(text)) {
    const goesOn: boolean = wasOdd && !/[\n，；？！、。,;?!]/.test(text.slice(last, hit.index));
    wasOdd = !goesOn && isOdd(reader, pair.lastIndex, judge, true);
    last = pair.lastIndex;
    if (goesOn) continue;
    all++;
    if (wasOdd) odd++;
  }
  return 2 * odd >= all;
}

/** Characters beside what was found that are looked at with it, and what all may cost: so much for each Han character and each mark. */
const beside = 2;
const tolerated = { han: 7, mark: 3 };

/**
 * Whether what was found where nothing else tells of damage can be sound itself. What was written in jest, in dialect or in
 * another language is odd too, and the best of the readings that it does not have is odder.
 */
export function isSound(text: string, mends: readonly Mend[], judge: Judge): boolean {
  const isCommon = isCommonBy(judge);
  return mends.every(({ kind, start, end, from, to }, i) => {
    if (kind === "swallowed") return true;
    // nothing but question marks holds no byte of what was lost
    if (!/[^?？!！]/.test(from) || ![...to].every((char) => char.charCodeAt(0) < 0x80 || isCommon(char))) return false;
    const next = mends[i + 1]?.start ?? text.length;
    const behind = /^\p{Script=Han}*/u.exec(text.slice(end, Math.min(next, end + beside)))?.[0] ?? "";
    const before = /\p{Script=Han}*$/u.exec(text.slice(Math.max(0, start - beside), start))?.[0] ?? "";
    const found = before + to + behind;
    const plain: Reader = { text: found, marks: new Set(), glosses: sound, cuts: sound, isCommon, folds: false };
    const [reading] = rank(latticeOf(plain), judge, 1);
    const han = found.match(/\p{Script=Han}/gu)?.length ?? 0;
    return reading !== undefined && reading.cost <= tolerated.han * han + tolerated.mark * (found.length - han);
  });
}

/** Nothing is looked for. */
const sound = { dropped: true, lost: { vanished: false, marked: false } };
