import { classAt, DIGIT, NONE, skipBlanks, valueAt } from "./characters.js";
import { readCore } from "./core.js";
import { add, compare, type Decimal, decimal, shift, toNumber } from "./decimal.js";
import { type NumberSpan, withMagnitudes, withPoint } from "./magnitudes.js";

/** 一又二分之一, 3又1/3: a whole and a fraction, as a percentage. */
export function readMixed(text: string, whole: NumberSpan): NumberSpan | null {
  if (text[whole.end] !== "又" || whole.more || (whole.kind !== "han" && whole.kind !== "arabic")) return null;
  const first = readCore(text, whole.end + 1);
  const fraction = first && readFraction(text, withMagnitudes(text, whole.end + 1, withPoint(text, first)));
  if (fraction === null || compare(fraction.low, fraction.high) !== 0) return null;
  const low = add(shift(whole.low, 2), fraction.low);
  return { ...fraction, start: whole.start, low, high: low, ordinal: whole.ordinal };
}

/** 三分之一 → 33.3…, 百分之五 → 5, 千分之五 → 0.5: all as percentages. */
export function readFraction(text: string, below: NumberSpan): NumberSpan | null {
  if (text[below.end] === "/") return readSlash(text, below);
  const short = readShort(text, below);
  if (short !== null) return short;
  const sign = skipBlanks(text, below.end);
  if (!text.startsWith("分之", sign) || below.kind === "some" || below.low.digits <= 0n) return null;
  const at = skipBlanks(text, sign + 2);
  const first = readCore(text, at);
  if (first === null) return null;
  const above = withMagnitudes(text, at, withPoint(text, first));
  // 百分之三至五
  const next = /[至到-]/.test(text[above.end] ?? " ") ? readCore(text, above.end + 1) : null;
  const upper = next === null ? null : withMagnitudes(text, above.end + 1, withPoint(text, next));
  const ranged =
    upper !== null &&
    compare(upper.high, above.high) > 0 &&
    !text.startsWith("分之", upper.end) &&
    !/[年月日家个人]/.test(text[upper.end] ?? " ");
  return {
    ...above,
    start: below.start,
    end: ranged ? upper.end : above.end,
    kind: "fraction",
    low: percentage(above.low, below.low),
    high: percentage(ranged ? upper.high : above.high, below.low),
    ordinal: false,
  };
}

/** 三分一, as Hong Kong says a third; 三分二秒 is a time. */
function readShort(text: string, below: NumberSpan): NumberSpan | null {
  const { start, end, low, kind } = below;
  if (text[end] !== "分" || kind !== "han" || end - start !== 1 || !"二三四五".includes(text[start] ?? " ")) return null;
  const above = valueAt(text, end + 1);
  if (classAt(text, end + 1) !== DIGIT || above === 0 || above > 4 || compare(decimal(String(above)), low) >= 0) return null;
  if (classAt(text, end + 2) !== NONE || "秒钟刻角之".includes(text[end + 2] ?? " ") || "元角点时第".includes(text[start - 1] ?? " "))
    return null;
  const share = percentage(decimal(String(above)), low);
  return { ...below, end: end + 2, kind: "fraction", low: share, high: share };
}

/** 2/3以上: a proper fraction of small numbers, which a date or a rate is not. */
function readSlash(text: string, above: NumberSpan): NumberSpan | null {
  const found = /\/(?:10|[2-9])(?![\d./A-Za-z月日号年栋版层])/y;
  found.lastIndex = above.end;
  const below = found.exec(text);
  if (below === null || above.kind !== "arabic" || above.end - above.start !== 1 || /[\d./]/.test(text[above.start - 1] ?? " "))
    return null;
  const divisor = decimal(below[0].slice(1));
  if (above.low.digits <= 0n || compare(above.low, divisor) >= 0) return null;
  const low = percentage(above.low, divisor);
  return { ...above, end: found.lastIndex, kind: "fraction", low, high: low };
}

function percentage(above: Decimal, below: Decimal): Decimal {
  const divisor = toNumber(below);
  if (/^10+$/.test(String(divisor))) return shift(above, 2 - Math.round(Math.log10(divisor)));
  const [mantissa, exponent] = ((100 * toNumber(above)) / divisor).toExponential(16).split("e");
  return shift(decimal(mantissa ?? "0"), Number(exponent));
}
