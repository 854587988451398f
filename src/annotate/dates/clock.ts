import { toNumber } from "../numbers/decimal.js";
import { readNumber } from "../numbers/read.js";

const number = "(?:\\d{1,2}|[零一二三四五六七八九十两]{1,3})";
const clock = new RegExp(
  `[ \\u00a0T]{0,2}(?:[(（](?:星期|周)[一二三四五六日天][)）])?[ ]{0,2}(凌晨|早上|早|上午|中午|下午|傍晚|晚上|晚|夜间)?[ ]{0,2}` +
    `(?:(\\d{1,2})[:：](\\d{2})(?:[:：]\\d{2}(?:\\.\\d+)?)?(?!\\d)时?|(${number})[点时](?!间|候|代|段|期|刻|许|有|常|效|任)(?:(${number})分|(半)|(整))?)`,
  "y",
);

export interface Clock {
  /** `HH:MM` */
  readonly time: string;
  readonly end: number;
}

/** The clock time after a date: 下午3时30分, 15:30. Null where none follows. */
export function readClock(text: string, at: number): Clock | null {
  clock.lastIndex = at;
  const found = clock.exec(text);
  if (found === null) return null;
  const [, part = "", hour, minute, hourWord, minuteWord, half] = found;
  const minutes = minute ?? (half ? "30" : minuteWord);
  let hours = numberSaid(hour ?? hourWord);
  if (/下午|傍晚|晚|夜/.test(part) && hours < 12) hours += 12;
  if (hours > 24 || numberSaid(minutes) > 59) return null;
  return { time: `${two(hours)}:${two(numberSaid(minutes))}`, end: clock.lastIndex };
}

function numberSaid(said: string | undefined): number {
  const read = said === undefined ? null : readNumber(said, 0);
  return read === null ? 0 : toNumber(read.low);
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
