import type { DateWords } from "../../../dictionary/values/date-words.js";
import { oneOf } from "../../../lexicon/alternation.js";
import { parseNumeral, quarterNumeral } from "./numerals.js";
import type { ParseState, Precision } from "./partial-date.js";
import { matchAt, sticky } from "./patterns.js";

export type QuarterPatterns = ReturnType<typeof quarterPatterns>;

/** 上个, 下下一个: what counts quarters and months from this one */
export const lastOrNext = "上上?一?个?|下下?一?个?";

export function quarterPatterns({ quarter }: DateWords) {
  return {
    quarter: sticky(
      `(?:(?:第(${quarterNumeral})个?|(${quarterNumeral}))季度(?!假)|[首头]季度?(?!节)|(?<!是)第(${quarterNumeral})季(?!${oneOf(quarter.notSeason)}))(末|初)?`,
    ),
  };
}

const halfYear = /的?(上|下)半年/y;
/** 一、二季度, 一至三季度: the first of quarters that share their sign */
const shared = sticky(`第?(${quarterNumeral})(?=(?:、${quarterNumeral}){0,2}(?:、|和|及|至|到|—|-)第?${quarterNumeral}季度)`);
const several = /[前首头]([一二两三23])个?季度?(?!节)/y;
const relative = sticky(`(本|这一?个?|${lastOrNext})季(?:度|(?=[末初]))(末|初)?`);

/** Half-years and quarters: 上半年, 第一季度, 前三季度, 上季度末. Moves on behind them. */
export function readQuarter(text: string, state: ParseState, patterns: QuarterPatterns): boolean {
  const { at } = state;
  const half = matchAt(halfYear, text, at);
  if (half !== null) return setMonths(state, half, half[1] === "上" ? [1, 6] : [7, 12], "half-year");
  const one = matchAt(patterns.quarter, text, at);
  if (one !== null) {
    const numeral = one[1] ?? one[2] ?? one[3];
    return setQuarter(state, one, numeral === undefined ? 1 : parseNumeral(numeral), one[4]);
  }
  const listed = matchAt(shared, text, at);
  if (listed !== null) return setQuarter(state, listed, parseNumeral(listed[1] ?? ""), undefined);
  const ofThis = state.years === null ? matchAt(relative, text, at) : null;
  if (ofThis !== null) {
    state.quarterOffset = relativeOffset(ofThis[1]);
    return setQuarter(state, ofThis, 1, ofThis[2]);
  }
  const first = matchAt(several, text, at);
  return first !== null && setMonths(state, first, [1, parseNumeral(first[1] ?? "") * 3], "quarter");
}

/** 一季度末 is its last day, 四季度初 its first month. */
function setQuarter(state: ParseState, found: RegExpExecArray, number: number, edge: string | undefined): true {
  const [first, last] = [number * 3 - 2, number * 3];
  if (edge === "初") return setMonths(state, found, [first, first], "month");
  if (edge !== "末") return setMonths(state, found, [first, last], "quarter");
  state.days = [0, 0];
  return setMonths(state, found, [last, last], "day");
}

function setMonths(state: ParseState, found: RegExpExecArray, months: readonly [number, number], precision: Precision): true {
  state.months = months;
  state.precision = precision;
  state.at += found[0].length;
  return true;
}

/** 上 is one back, 下 one on, each as often as it is written; anything else is this one. */
export function relativeOffset(word = ""): number {
  const back = /^上+/.exec(word)?.[0].length ?? 0;
  return back > 0 ? -back : (/^下+/.exec(word)?.[0].length ?? 0);
}
