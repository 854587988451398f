import { fold } from "./fold.js";
import { findMoment } from "./moment.js";

const day = /^\d{4}年\d{1,2}月\d{1,2}日\s?[（(]星期.[)）]$/;
const zone = /^(?:香港|澳门)时间/;

/** Whether a line is the date below the text of a press release: 2023年11月21日（星期二）. The weekday sets it apart from other dates. */
export const isDayOfPress = (text: string): boolean => text.length <= 60 && /^\d{4}年/.test(text) && day.test(fold(text).text);

/** That date with the time of day from the line below it (香港時間15時30分); `timed` is whether that line has one. */
export function pressMoment(text: string, below: string): { readonly iso: string; readonly timed: boolean } | null {
  const time = fold(below.slice(0, 40)).text.replace(zone, "");
  const timed = /^\d/.test(time) && time.length < 20;
  const iso = findMoment(timed ? `${fold(text).text} ${time}` : fold(text).text)?.iso;
  return iso === undefined ? null : { iso, timed };
}
