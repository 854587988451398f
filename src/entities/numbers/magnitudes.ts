import { ARABIC, classAt, DIGIT, MAGNITUDE, SOME, skipBlanks, UNIT, valueAt } from "./characters.js";
import { type Core, endsNumber, readCore } from "./core.js";
import { add, compare, type Decimal, decimal, shift, zero } from "./decimal.js";

/**
 * A number as written, without bound and unit. `start` and `end` are UTF-16 offsets.
 * `low` and `high` differ in 七八; `some` leaves the digit open (数十: low 10).
 */
export interface NumberSpan {
  readonly start: number;
  readonly end: number;
  /** `fraction`: 三分之一, as a percentage; `code`: 1.2.3; `digits`: 二〇二三; `bare`: 百, 万 without a digit */
  readonly kind: Core["kind"] | "fraction";
  readonly low: Decimal;
  readonly high: Decimal;
  /** 多 余 几: more than the value */
  readonly more: boolean;
  /** 来: about the value */
  readonly about: boolean;
  /** power of ten of 万 or 亿 after a number of one part: a range shares it (100-200万) */
  readonly magnitude: number;
  /** power of ten of 三千: a range of digits shares it (两到三千元) */
  readonly round: number;
  /** 第三 */
  readonly ordinal: boolean;
  readonly padded: boolean;
}

/** 千 and 百 before these begin a unit, not a magnitude: 千瓦, 百帕; so does 兆 (兆瓦) */
const afterPrefix = "瓦米克卡帕伏焦安赫字欧";

const half = decimal("0.5");

/** 万, 亿 with no digit (上万, 数亿) */
export function readBareMagnitude(text: string, at: number): Core | null {
  const some = classAt(text, at) === SOME;
  const from = some ? at + 1 : at;
  if (classAt(text, from) !== MAGNITUDE || startsUnit(text, from)) return null;
  const one = decimal("1");
  return { end: from, kind: some ? "some" : "bare", low: one, high: one, last: 0, more: some, round: 0, padded: false };
}

/** 三点五, 一七二〇点一, 七七‧九: Han decimals */
export function withPoint(text: string, core: Core): Core {
  if ((core.kind !== "han" && core.kind !== "digits") || core.more) return core;
  const point = skipBlanks(text, core.end);
  if (text[point] !== "点" && !isDot(text, point, core)) return core;
  let end = skipBlanks(text, point + 1);
  if (classAt(text, end) !== DIGIT) return core;
  let literal = "";
  while (classAt(text, end) === DIGIT) literal += valueAt(text, end++);
  // 三点五十分, 三点一刻, 一点一滴
  if (classAt(text, end) === UNIT && !(valueAt(text, end) > 1)) return core;
  if ("分刻整半滴线".includes(text[end] ?? " ")) return core;
  const low = add(core.low, decimal(`0.${literal}`));
  return { ...core, kind: "han", end, low, high: low, last: 0 };
}

/** The raised dot that Taiwan writes between Han digits. Remembered days (五·四) have no unit behind them. */
function isDot(text: string, at: number, core: Core): boolean {
  return at === core.end && core.last === 0 && "‧・．·".includes(text[at] ?? "\n");
}

/** A number under construction, part by part; a magnitude closes each: 1亿, 8,000万. */
interface NumberSum {
  low: Decimal;
  high: Decimal;
  end: number;
  kind: NumberSpan["kind"];
  more: boolean;
  about: boolean;
  /** power of ten of the last part */
  magnitude: number;
  parts: number;
}

/** The number that begins with a core, with the magnitudes behind it and the parts behind those. */
export function withMagnitudes(text: string, start: number, first: Core): NumberSpan {
  const sum: NumberSum = { low: zero, high: zero, end: first.end, kind: first.kind, more: false, about: false, magnitude: 0, parts: 0 };
  for (let core: Core | null = first; core !== null; ) core = addPart(text, sum, core);
  if (isAndHalf(text, sum)) {
    sum.low = add(sum.low, half);
    sum.high = add(sum.high, half);
    sum.end += 2;
  }
  const { low, high, end, kind, more, about, magnitude, parts } = sum;
  return {
    start,
    end,
    kind,
    low,
    high,
    more,
    about,
    magnitude: parts === 1 ? magnitude : 0,
    round: parts === 1 ? first.round : 0,
    ordinal: text[start - 1] === "第",
    padded: first.padded,
  };
}

/** 一个半小时 */
function isAndHalf(text: string, { parts, magnitude, kind, more, end }: NumberSum): boolean {
  if (parts !== 1 || magnitude !== 0 || more || (kind !== "han" && kind !== "arabic")) return false;
  return /^个半(?:小时|钟头)/.test(text.slice(end, end + 4));
}

/** Adds a core with its magnitude to a number. @returns the core that goes on with the number, null where it ends */
function addPart(text: string, sum: NumberSum, given: Core): Core | null {
  sum.more ||= given.more;
  const open = openAfter(text, given.end, given);
  const counter = open > 0 ? null : skipCounter(text, given.end);
  if (counter?.more) sum.more = true;
  const { unit, power, end } = readPower(text, counter?.end ?? (open > 0 ? given.end + 1 : given.end), given);
  const scaled = unit > 0 ? { ...given, low: shift(given.low, unit), high: shift(given.high, unit) } : given;
  const isPlain = power === 0 && unit === 0;
  const core = isPlain && sum.parts > 0 ? lastPart(text, sum.end, scaled, sum.magnitude) : scaled;
  if (core === null) return null;
  leaveOpen(sum, open);
  if (sum.parts > 0 && power === 0 && unit >= sum.magnitude) return null;
  const before = { low: sum.low, high: sum.high, magnitude: sum.magnitude };
  accumulate(sum, core, power);
  sum.end = end;
  sum.parts++;
  sum.magnitude = power + unit;
  if (isPlain || sum.more || sum.about || closeOpen(text, sum, { core, power, before })) return null;
  return sum.kind === "code" || sum.kind === "bare" ? null : readNext(text, sum.end);
}

function leaveOpen(sum: NumberSum, open: 0 | 1 | 2): void {
  if (open === 2) sum.about = true;
  else if (open === 1) sum.more = true;
}

function accumulate(sum: NumberSum, core: Core, power: number): void {
  // 一万二千亿: a larger magnitude applies to everything before it
  const ofAll = sum.parts > 0 && power > sum.magnitude;
  sum.low = ofAll ? shift(add(sum.low, core.low), power) : add(sum.low, shift(core.low, power));
  sum.high = ofAll ? shift(add(sum.high, core.high), power) : add(sum.high, shift(core.high, power));
  if (core.kind === "pair" || core.kind === "some") sum.kind = core.kind;
  else if (sum.kind === "digits" && power > 0) sum.kind = "han";
}

interface NumberPart {
  readonly core: Core;
  readonly power: number;
  /** the number before this part */
  readonly before: Readonly<Pick<NumberSum, "low" | "high" | "magnitude">>;
}

/** 多 or 来 behind a magnitude, which ends a number, with the magnitude behind it: 三十万多亿. */
function closeOpen(text: string, sum: NumberSum, { core, power, before }: NumberPart): boolean {
  const open = openAfter(text, sum.end, core, true);
  if (open === 0) return false;
  leaveOpen(sum, open);
  sum.end++;
  const rest = readPower(text, sum.end, core);
  if (rest.power <= sum.magnitude) return true;
  // 1亿2千余万: 万 applies to the last part, but to everything in 三十万多亿
  const ofPart = sum.parts > 1 && rest.power < before.magnitude;
  sum.low = ofPart ? add(before.low, shift(core.low, power + rest.power)) : shift(sum.low, rest.power);
  sum.high = ofPart ? add(before.high, shift(core.high, power + rest.power)) : shift(sum.high, rest.power);
  sum.end = rest.end;
  sum.magnitude = rest.power;
  return true;
}

/** 1 for 多 余 (over), 2 for 来 (about), 0 for neither, after a round number. */
function openAfter(text: string, at: number, core: Core, round = false): 0 | 1 | 2 {
  const mark = text[at];
  if (mark !== "多" && mark !== "余" && mark !== "来") return 0;
  if (!round && core.kind !== "arabic" && core.kind !== "bare" && core.last === 0) return 0;
  if (!round && core.kind === "bare" && mark !== "余") return 0;
  if (mark !== "来") return 1;
  // 三十来个, but 2023来自
  return core.kind === "han" && core.last === 1 && !"自年临到源".includes(text[at + 1] ?? "") ? 2 : 0;
}

/** The powers of ten after a core: of 百 or 千 after an Arabic one, of 万 and 亿. 千万 → 3 and 4, 万亿 → 12. */
function readPower(text: string, at: number, core: Core): { unit: number; power: number; end: number } {
  let unit = 0;
  let power = 0;
  let end = at;
  if (core.kind === "code") return { unit, power, end };
  if (core.kind === "arabic") {
    const english = readEnglish(text, at);
    if (english !== null) return english;
  }
  const apart = skipBlanks(text, end);
  // 7 百元
  if (apart > end && core.kind === "arabic" && classAt(text, apart) === UNIT && text[apart + 1] === "元") end = apart;
  if (core.kind === "arabic" && classAt(text, end) === UNIT && valueAt(text, end) > 1 && !startsUnit(text, end)) {
    unit = valueAt(text, end++);
  }
  // 两个亿
  if (text[end] === "个" && text[end + 1] === "亿" && core.kind !== "bare") return { unit, power: 8, end: end + 2 };
  // 1530 万元
  const spaced = skipBlanks(text, end);
  if (spaced > end && core.kind === "arabic" && classAt(text, spaced) === MAGNITUDE) end = spaced;
  while (classAt(text, end) === MAGNITUDE && !startsUnit(text, end) && !(text[end] === "万" && power >= 8)) {
    power += valueAt(text, end++);
  }
  return power === 0 && unit === 0 ? { unit, power, end: at } : { unit, power, end };
}

const english: Readonly<Record<string, number>> = { million: 6, billion: 9, trillion: 12 };

/** $3.5 million */
function readEnglish(text: string, at: number): { unit: number; power: number; end: number } | null {
  const start = skipBlanks(text, at);
  const first = text[start];
  if (first !== "m" && first !== "b" && first !== "t") return null;
  const word = /^(?:m|b|tr)illion(?![a-z])/.exec(text.slice(start, start + 9))?.[0];
  return word === undefined ? null : { unit: 0, power: english[word] ?? 0, end: start + word.length };
}

/** 3个亿, 3个多亿: how the spoken language counts hundreds of millions; 3个亿元项目 counts projects. */
function skipCounter(text: string, at: number): { end: number; more: boolean } | null {
  const found = /^个([多几]?)亿(?![元级吨])/.exec(text.slice(at, at + 4));
  return found === null ? null : { end: at + found[0].length - 1, more: found[1] !== "" };
}

function startsUnit(text: string, at: number): boolean {
  return text[at] !== "万" && text[at] !== "亿" && afterPrefix.includes(text[at + 1] ?? " ");
}

/** The core that continues a number after 万 or 亿: 8,000 in 1亿8,000万; there is none in 万元一次性. */
function readNext(text: string, at: number): Core | null {
  const kind = classAt(text, at);
  if (kind === DIGIT && valueAt(text, at) === 0) {
    const core = readCore(text, at + 1);
    return core === null ? null : withPoint(text, core);
  }
  if (kind !== ARABIC && kind !== DIGIT) return null;
  const core = readCore(text, at);
  return core === null ? null : withPoint(text, core);
}

/** A core without a magnitude of its own as the last part of a number, or null: 五百 in 一万五百, and 三万五 is 35,000. */
function lastPart(text: string, at: number, core: Core, magnitude: number): Core | null {
  if (compare(core.low, shift(decimal("1"), magnitude)) >= 0) return null;
  if (core.kind === "arabic") {
    // 13万2
    const isShort = core.end - at === 1 && magnitude === 4 && /[，。；、）)\n]/.test(text[core.end] ?? "\n");
    if (isShort) return { ...core, low: shift(core.low, magnitude - 1), high: shift(core.high, magnitude - 1) };
    return core.end - at >= 3 || classAt(text, at) === DIGIT ? core : null;
  }
  if (core.kind !== "han") return null;
  const isComplete = core.last > 0 || core.end - at > 1;
  if (isComplete) return core;
  return endsNumber(text, core.end) ? { ...core, low: shift(core.low, magnitude - 1), high: shift(core.high, magnitude - 1) } : null;
}
