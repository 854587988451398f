import type { Festival } from "../../../dictionary/values/calendar.js";
import type { WordIndex } from "../../../lexicon/longest-match.js";
import { blank, matchAt, type ParseState } from "./partial-date.js";

const off = /(?:假期|假日|期间|长假|小长假|黄金周|放假|连假|连续假期)/y;
/** what says that a festival is a time and not a name: 春节前, 元旦起, 中秋节当天, 除夕晚上 */
const when =
  /(?:当天|当日|当晚|前夕|前后|起|(?:之|以)?前(?!夜|景|往|沿)|(?:之|以)?后(?!续|勤|期|街)|至今|以来|来临|到来)|(?=(?:上午|下午|中午|晚上|晚间|傍晚|凌晨|清晨|早上|晚)?\d{1,2}(?:[:：]\d\d|[点时]))/y;
/** 春节至元宵节期间, 自元旦起至年底止 */
const ranged = new RegExp(
  `(?=${blank}起?[至到—~～-]${blank}(?:(?:\\d{1,4}|[〇零一二三四五六七八九十]{1,4})[年月]|年底|年末|月底|[\u4e00-\u9fff“「]{0,4}[节旦夕宵午秋]))`,
  "y",
);

/**
 * A festival after its year (2024年春节), as the end of a range, or alone where the words after it say when and not
 * what. Moves on behind it and the words that belong to it.
 */
export function readFestival(text: string, state: ParseState, festivals: WordIndex<Festival>, yearSaid: boolean, second: boolean): boolean {
  const found = festivals.at(text, state.at);
  if (found === null) return false;
  const end = state.at + found.word.length;
  const days = matchAt(off, text, end) ?? sharedOff(text, end, festivals);
  const word = matchAt(when, text, end);
  // 大年初一 is the name of the day itself
  const isDay = found.word.startsWith("大年");
  // 大雪后, 立秋前: rather the weather
  const isTerm = found.value.term === found.word && found.word !== "清明";
  if (isTerm && !yearSaid && !/^(?:当天|当日|前后)/.test(word?.[0] ?? "")) return false;
  if (!yearSaid && !second && !isDay && days === null && word === null && !matchAt(ranged, text, end)) return false;
  state.movable = { kind: "festival", festival: found.value, whole: days !== null };
  state.precision = "day";
  const taken = days ?? /^(?:当天|当日|当晚|前夕|前后)/.exec(word?.[0] ?? "");
  // what a list shares stands behind its last name
  state.at = end + (taken !== null && text.startsWith(taken[0], end) ? taken[0].length : 0);
  return true;
}

/** 元旦、春节期间: the words behind the second name hold for the first as well. */
function sharedOff(text: string, end: number, festivals: WordIndex<Festival>): RegExpExecArray | null {
  if (!"、和及与".includes(text[end] ?? " ")) return null;
  const next = festivals.at(text, end + 1);
  return next === null ? null : matchAt(off, text, end + 1 + next.word.length);
}
