import type { DateWords } from "../../../dictionary/values/date-words.js";
import { oneOf } from "../../../lexicon/alternation.js";
import { skipBlanks } from "../../numbers/characters.js";
import { toNumber } from "../../numbers/decimal.js";
import type { NumberSpan } from "../../numbers/read.js";
import type { NamedDate } from "./date-expression.js";
import { parseNumeral } from "./numerals.js";
import { matchAt, sticky } from "./patterns.js";

export type DurationPatterns = ReturnType<typeof durationPatterns>;

export function durationPatterns({ duration }: DateWords) {
  const units = unitsOf(duration);
  const [back, ahead] = [oneOf(duration.back), oneOf(duration.ahead)];
  return {
    units,
    direction: new RegExp(`(?:(${back}[的这]?)|(${ahead})[的这]?)$`),
    unit: sticky(`(${oneOf([...units.keys()])})(来|以来|间)?(?!${oneOf(duration.notUnit)})`),
    /** 23年来新高, 9年来首次: says how rare, not when */
    rare: sticky(`(?:的)?${oneOf(duration.rare)}`),
    halfYear: sticky(`(?:${back}[的这]?|(${ahead})[的这]?)([一两二三])?(年半|半年)(?:来|以来)?(?!度|期|报)`),
  };
}

interface DurationUnit {
  readonly unit: "year" | "month" | "day";
  readonly times: number;
}

/** 周 is seven days. */
function unitsOf({ years, months, days }: DateWords["duration"]): ReadonlyMap<string, DurationUnit> {
  const of = (unit: DurationUnit["unit"], words: Readonly<Record<string, number>>) =>
    Object.entries(words).map(([word, times]) => [word, { unit, times }] as const);
  return new Map([...of("year", years), ...of("month", months), ...of("day", days)]);
}

/** 近三年, 未来五年, 十年来: years up to the day of the document, or on from it. */
export function readDuration(text: string, number: NumberSpan, patterns: DurationPatterns): NamedDate | null {
  if (number.more || number.kind === "digits" || number.kind === "pair" || number.kind === "some" || number.ordinal) return null;
  const unitAt = skipBlanks(text, number.end);
  const found = matchAt(patterns.unit, text, unitAt);
  if (found === null) return null;
  const [all, unitWord = "", since] = found;
  const amount = toNumber(number.low);
  if (amount > 100 || amount < 1 || !Number.isInteger(amount)) return null;
  const before = patterns.direction.exec(text.slice(Math.max(0, number.start - 3), number.start));
  const end = unitAt + all.length;
  if (before === null && !isDurationAlone(amount, unitWord, since)) return null;
  if (before === null && matchAt(patterns.rare, text, end) !== null) return null;
  const per = patterns.units.get(unitWord);
  if (per === undefined) return null;
  return {
    start: number.start - (before?.[0].length ?? 0),
    end,
    meaning: { kind: "span", amount: amount * per.times, unit: per.unit, direction: before?.[2] === undefined ? -1 : 1 },
    open: null,
  };
}

/** Whether a number of years or days that nothing introduces says when: 十年来. */
function isDurationAlone(amount: number, unit: string, since: string | undefined): boolean {
  // 88年以来 is more likely a year of the Republic
  if (amount >= 60 && since === "以来") return false;
  return since !== undefined && since !== "间" && unit !== "日" && unit !== "月";
}

/** 近半年, 未来一年半 */
export function readHalfYear(text: string, at: number, { halfYear }: DurationPatterns): NamedDate | null {
  const found = matchAt(halfYear, text, at);
  if (found === null) return null;
  const [all, ahead, count = "", half] = found;
  const whole = count === "" ? 0 : parseNumeral(count);
  if ((half === "年半") !== whole > 0) return null;
  return {
    start: at,
    end: at + all.length,
    meaning: { kind: "span", amount: half === "年半" ? whole * 12 + 6 : 6, unit: "month", direction: ahead === undefined ? -1 : 1 },
    open: null,
  };
}
