import type { ParseContext } from "./partial-date.js";
import { matchAt, small } from "./partial-date.js";

const day = new RegExp(`(${small})[ ]?[日号]`, "y");
const daypart = /(?:上午|下午|中午|凌晨|清晨|早上|早晨|晚上|晚间|傍晚|深夜|夜间|夜晚|午后|午间|整天|全天|晚|早(?!已)|夜(?!班)|当天|当晚)/y;
const clockBehind = /(?:\d{1,2}|[零一二三四五六七八九十]{1,3})[时点:：]|[(（][^)）\n]{0,6}时间[)）]/y;
/** a clause begins here, or a word that leads to a day */
const opens =
  /(?:^|[\n，,、。；;：:！!？?“”"「」『（(）)【】\]］·•▲▼/—\s]|(?<![多少大高低早晚长短迟优等不关限自属对基至])于|(?<!存|所|不)在|(?<![甚截不乃以短缩长延增减少高达降升扩加])至|从|自(?!然)|(?<![达得不短缩长延增减少高降升扩加])到|由|者|(?<![参给赠])与|(?<![规限固])定|和|及|会|院|局|府|部|厅|委|社|台|队|方|司)$/;
const rangeBehind =
  /[ ]?(?:[至到~～—–]|-{1,2})[ ]?(?:\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号](?!内|以|后|前|游|行程)/y;
/** the end of a range whose beginning is none: 每月1日至5日 */
const rejected = /[日号][至到~～—–-]$/;
/** 22至24日 */
const shared = /(\d{1,2})[ ]?(?:[至到~～—–]|-{1,2})[ ]?(\d{1,2})[日号]/y;
/** 3日内, 5日游, 10日以上: so many days */
const lasts =
  /^(?:内|之?后|之?前|来|游|以|均|间|龄|元|圆|薪|租|程|票|照|班|产|耗|本|语|军|报(?![告导道请名称案警销])|志|记|常|食|的?(?:期|时限|时间|公示|假)|为|不|未|无|就?可|左右|上下|多|余|过|行程|拘留|有期|徒刑|套票|通票|线|杀|签|免|缩短|缩减|缩至|延长|延至|压缩|减至|减为|减少|增至|增为|增加|提前|提高|改为|调整|封顶|存款|拆借)/;
/** 公示5日, 第3日, 满30日: what stands before such a number of days */
const counts = /[\d每第约近满逾超共个为期后续作年月足达少多数几连隔历提延缓停休假留限示间短长时离息牌用迟误一二三四五六七八九十零.·/-]$/;

/**
 * Whether a number of days names a day of the month (记者8日从…, 十四日表示) and counts none (3日内, 公示5日).
 * A clause that begins with it, or a time of day or an act after it, shows that.
 */
export function isBareDay(text: string, start: number, context: ParseContext): boolean {
  const row = matchAt(shared, text, start);
  const found = row !== null && Number(row[1]) < Number(row[2]) && Number(row[2]) <= 31 ? row : matchAt(day, text, start);
  if (found === null) return false;
  const end = start + found[0].length;
  const before = text.slice(Math.max(0, start - 2), start);
  if (counts.test(before) || rejected.test(before)) return false;
  const behind = text.slice(end, end + 5);
  if (matchAt(daypart, text, end) !== null || matchAt(clockBehind, text, end) !== null || matchAt(rangeBehind, text, end) !== null)
    return true;
  if (found[0].endsWith("号") || lasts.test(behind)) return false;
  if (context.calendar.acts.at(text, end) !== null) return true;
  if (!opens.test(before)) return /^\d/.test(found[0]) && context.verbAt(end);
  // 三日, 十日 at the head of a clause are rather so many days; a cell of a table says a term
  if (!/^\d/.test(found[0])) return found[0].length >= 3 && !/^[\n的]/.test(behind);
  return !(/^(?:\n|$)/.test(behind) && (before === "" || before.endsWith("\n"))) && !/^的/.test(behind);
}

/** Whether an act of the news follows: 周三表示, 星期二上午. */
export function isFramed(text: string, end: number, context: ParseContext): boolean {
  return (
    matchAt(daypart, text, end) !== null ||
    context.calendar.acts.at(text, end) !== null ||
    context.verbAt(end) ||
    /^[（(，,]/.test(text[end] ?? " ")
  );
}
