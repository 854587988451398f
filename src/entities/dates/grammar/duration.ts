import { skipBlanks } from "../../numbers/characters.js";
import { toNumber } from "../../numbers/decimal.js";
import type { NumberSpan } from "../../numbers/read.js";
import type { NamedDate } from "./date-expression.js";
import { matchAt } from "./partial-date.js";

const spanBefore = /(?:((?:最近|近|过去)[的这]?)|(未来|今后|此后)[的这]?)$/;
const spanUnit = /(年|个月|月|天|日|周|个?星期)(来|以来|间)?(?!度|级|期|代|报|初|底|份)/y;
/** 23年来新高, 9年来首次: says how rare, not when */
const rare = /^(?:的)?(?:最|新[高低]|首|第[一1]|头一|少见|罕见|单月|单季|同期)/;
const perUnit: Record<string, { unit: "year" | "month" | "day"; times: number }> = {
  年: { unit: "year", times: 1 },
  个月: { unit: "month", times: 1 },
  月: { unit: "month", times: 1 },
  天: { unit: "day", times: 1 },
  日: { unit: "day", times: 1 },
  周: { unit: "day", times: 7 },
  星期: { unit: "day", times: 7 },
  个星期: { unit: "day", times: 7 },
};

/** 近三年, 未来五年, 十年来: years back from the document's day to it, or on from it. */
export function readDuration(text: string, number: NumberSpan): NamedDate | null {
  if (number.more || number.kind === "digits" || number.kind === "pair" || number.kind === "some" || number.ordinal) return null;
  const unit = matchAt(spanUnit, text, skipBlanks(text, number.end));
  if (unit === null) return null;
  const before = spanBefore.exec(text.slice(Math.max(0, number.start - 3), number.start));
  const amount = toNumber(number.low);
  if (amount > 100 || amount < 1 || !Number.isInteger(amount)) return null;
  // 88年以来 is rather a year of the Republic
  if (before === null && amount >= 60 && unit[2] === "以来") return null;
  if (before === null && (unit[2] === undefined || unit[2] === "间" || unit[1] === "日" || unit[1] === "月")) return null;
  const end = spanUnit.lastIndex;
  if (before === null && rare.test(text.slice(end, end + 4))) return null;
  const per = perUnit[unit[1] ?? ""];
  if (per === undefined) return null;
  return {
    start: number.start - (before?.[0].length ?? 0),
    end,
    meaning: { kind: "span", amount: amount * per.times, unit: per.unit, direction: before?.[2] === undefined ? -1 : 1 },
    open: null,
  };
}

const halfYear = /(?:(?:最近|近|过去)[的这]?|(未来|今后)[的这]?)(一|两|二|三)?(年半|半年)(?:来|以来)?(?!度|期|报)/y;

/** 近半年, 未来一年半 */
export function readHalfYear(text: string, at: number): NamedDate | null {
  const found = matchAt(halfYear, text, at);
  if (found === null) return null;
  const [all, ahead, count = "", half] = found;
  const whole = count === "" ? 0 : "一二三".indexOf(count.replace("两", "二")) + 1;
  if ((half === "年半") !== whole > 0) return null;
  return {
    start: at,
    end: at + all.length,
    meaning: { kind: "span", amount: half === "年半" ? whole * 12 + 6 : 6, unit: "month", direction: ahead === undefined ? -1 : 1 },
    open: null,
  };
}
