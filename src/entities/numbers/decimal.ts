/** An exact decimal: `digits` × 10^`exponent`. Amounts are computed in it, never in floats. */
export interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

export const zero: Decimal = { digits: 0n, exponent: 0 };

/** Reads `1530`, `1,530.25`, `-5.2`; separators other than digits and the point are ignored. */
export function decimal(literal: string): Decimal {
  const plain = /[^\d.-]/.test(literal) ? literal.replace(/[^\d.-]/g, "") : literal;
  const point = plain.indexOf(".");
  if (point < 0) return { digits: BigInt(plain || "0"), exponent: 0 };
  const fraction = plain.slice(point + 1);
  return { digits: BigInt(plain.slice(0, point) + fraction || "0"), exponent: -fraction.length };
}

/** `a` × 10^`power` */
export function shift(a: Decimal, power: number): Decimal {
  return power === 0 ? a : { digits: a.digits, exponent: a.exponent + power };
}

export function add(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent);
  return { digits: at(a, exponent) + at(b, exponent), exponent };
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, exponent: a.exponent + b.exponent };
}

export function negate(a: Decimal): Decimal {
  return { digits: -a.digits, exponent: a.exponent };
}

/** negative, zero or positive as `a` is less than, equal to or greater than `b` */
export function compare(a: Decimal, b: Decimal): number {
  const exponent = Math.min(a.exponent, b.exponent);
  const difference = at(a, exponent) - at(b, exponent);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The nearest double, which prints as the decimal does up to 15 digits. */
export function toNumber(a: Decimal): number {
  return a.exponent === 0 ? Number(a.digits) : Number(`${a.digits}e${a.exponent}`);
}

function at(a: Decimal, exponent: number): bigint {
  return a.exponent === exponent ? a.digits : a.digits * 10n ** BigInt(a.exponent - exponent);
}
