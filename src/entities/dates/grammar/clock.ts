import { toNumber } from "../../numbers/decimal.js";
import { readNumber } from "../../numbers/read.js";
import { matchAt } from "./partial-date.js";

const number = "(?:\\d{1,2}|[零一二三四五六七八九十两]{1,3})";
const part = "(凌晨|清晨|清早|早上|早晨|早|上午|中午|正午|午间|午后|下午|傍晚|晚上|晚间|晚|深夜|夜间|半夜|夜里)?";
const hour =
  `(?:(\\d{1,2})[:：](\\d{2})(?:[:：]\\d{2}(?:\\.\\d+)?)?(?!\\d)时?|` +
  `(${number})[点时](?!间|候|代|段|期|刻|许多|有|常|效|任|政|事|装|评|要求|意见|建议|共识|措施|希望)钟?(?:(${number})分|(半)|(整)|([一三13])刻)?)(?:许|左右)?`;
const clock = new RegExp(`[ \\u00a0T]{0,2}(?:大?约)?[ ]{0,2}${part}[ ]{0,2}${hour}`, "y");
const until = new RegExp(`[ ]{0,2}(?:--|——|-|–|—|~|～|至|到)[ ]{0,2}${part}[ ]{0,2}${hour}`, "y");

export interface ClockTime {
  /** `HH:MM` */
  readonly time: string;
  readonly end: number;
}

/** The clock time after a date, with the one that ends it: 下午3时30分, 15:30, 上午9时至11时. Null where none follows. */
export function readClocks(text: string, at: number): ClockTime | null {
  const first = read(clock, text, at);
  if (first === null) return null;
  return { time: first.time, end: read(until, text, first.end)?.end ?? first.end };
}

function read(rule: RegExp, text: string, at: number): ClockTime | null {
  const found = matchAt(rule, text, at);
  if (found === null) return null;
  const [all, said = "", digits, minutesSaid, hourWord, minuteWord, half, , quarter] = found;
  let minutes = half ? 30 : parseNumeral(minutesSaid ?? minuteWord);
  if (quarter) minutes = /[一1]/.test(quarter) ? 15 : 45;
  let hours = parseNumeral(digits ?? hourWord);
  if (/下午|午后|傍晚|晚|夜/.test(said) && hours < 12 && !(/夜/.test(said) && hours < 6)) hours += 12;
  if (hours > 24 || minutes > 59) return null;
  return { time: `${two(hours)}:${two(minutes)}`, end: at + all.length };
}

function parseNumeral(said: string | undefined): number {
  const read = said === undefined ? null : readNumber(said, 0);
  return read === null ? 0 : toNumber(read.low);
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
