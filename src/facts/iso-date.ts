/** A day as metadata tables write it: 2019-03-01, 2019年3月1日, 2019/3/1, 中华民国112年2月2日. @returns ISO date */
export function isoOf(written: string | undefined): string | null {
  const found = /(?<!\d)(\d{4}|\d{2,3}(?=\s?年))\s?[-年/.]\s?(\d{1,2})\s?[-月/.]\s?(\d{1,2})/.exec(written ?? "");
  if (!found) return null;
  const counted = Number(found[1]);
  // a year of two or three digits is counted from 1912
  const [year, month, day] = [counted < 1000 ? counted + 1911 : counted, Number(found[2]), Number(found[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null;
}
