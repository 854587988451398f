/** A point in time as written on a page: in ISO form, with its place in the line (UTF-16). */
export interface Moment {
  readonly iso: string;
  readonly start: number;
  readonly end: number;
}

const written =
  /(?<!\d)((?:19|20)\d{2})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d{2,})\s?日?(?:[\sT(（]{0,3}(?:星期.|周.)?[)）\s]{0,3}(\d{1,2})\s?[:：时時]\s?(\d{2})(?:\s?[:：分]\s?(\d{2}))?(?:\.\d{1,6})?秒?\s?(Z|[+-]\d{2}:?\d{2})?)?/g;
const republic = /民[国國]\s?(\d{2,3})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日/g;
const republicDigits = /^(1[01]\d|[89]\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/;
const compact = /^((?:19|20)\d{2})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?$/;

const year = /[12１２][\d０-９]{3}|民[国國]/;

const two = (n: string): string => n.padStart(2, "0");

function valid(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function iso(parts: readonly (string | undefined)[]): string | null {
  const [year = "", month = "", day = "", hour, minute, second, zone] = parts;
  if (!valid(Number(year), Number(month), Number(day))) return null;
  const date = `${year}-${two(month)}-${two(day)}`;
  if (hour === undefined || minute === undefined || Number(hour) > 23 || Number(minute) > 59) return date;
  // systems that only know the day write midnight to the second
  if (Number(hour) === 0 && Number(minute) === 0 && Number(second ?? 0) === 0) return date;
  const time = `${two(hour)}:${minute}${second === undefined || Number(second) > 59 ? "" : `:${second}`}`;
  return `${date}T${time}${zone === undefined ? "+08:00" : zone === "Z" ? "Z" : zone.replace(/^([+-]\d{2}):?/, "$1:")}`;
}

/** Makes full-width digits and punctuation half-width, unit by unit, so that offsets stay the same. */
const halfWidth = (line: string): string =>
  /[\uff01-\uff5e]/.test(line) ? line.replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)) : line;

/**
 * The first full date in a line, with the time where one follows; +08:00 where no zone is stated.
 * Linear in the line.
 */
export function findMoment(line: string): Moment | null {
  // most lines have no year
  if (!year.test(line)) return null;
  const text = halfWidth(line);
  for (const match of text.matchAll(written)) {
    const found = iso(match.slice(1));
    if (found) return { iso: found, start: match.index, end: match.index + match[0].trimEnd().length };
  }
  for (const match of text.matchAll(republic)) {
    const found = iso([String(1911 + Number(match[1])), match[2], match[3]]);
    if (found) return { iso: found, start: match.index, end: match.index + match[0].length };
  }
  return null;
}

/** The value of a tag that holds a date and nothing else, or null. */
export function readMoment(value: string): string | null {
  const text = halfWidth(value).trim();
  const digits = compact.exec(text);
  if (digits) return iso(digits.slice(1));
  return text.length <= 60 ? (findMoment(text)?.iso ?? republicMoment(text)) : null;
}

/** A date of the Republican calendar in digits, 112-04-20, at the beginning of a value: only a label sets it apart from other numbers. */
function republicMoment(value: string): string | null {
  const match = republicDigits.exec(halfWidth(value).trim());
  return match ? iso([String(1911 + Number(match[1])), match[2], match[3]]) : null;
}

/** Whether a text ends with the line of a date, as a document that is signed does. */
export function endsDated(paragraphs: readonly string[]): boolean {
  const last = paragraphs.at(-1)?.trim() ?? "";
  return paragraphs.length > 1 && last.length <= longestDateLine && findMoment(last) !== null;
}

const longestDateLine = 16;
