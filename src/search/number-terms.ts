/**
 * How a number of a document is found: by its letters, year and serial, whatever its brackets, or by year and serial alone.
 * 国办发〔2017〕47号, 国办发2017年第47号 and 国办发(2017)47号 are the same.
 */
const yearAndSerial =
  /^(.{0,40}?)[^\p{L}\p{N}]{0,3}((?:18|19|20)\d\d)[^\p{L}\p{N}]{0,3}年?第?\s*0{0,4}([1-9]\d{0,5})(?:-[1-9]\d{0,5})?号?$/u;
const kept = /[\p{L}\p{N}]+/gu;

/** Keys that a record with this number is found by. */
export function numberTerms(number: string): string[] {
  const parts = yearAndSerial.exec(number.trim());
  const whole = keyOf(number);
  if (parts === null) return whole === "" ? [] : [whole];
  const [, letters = "", year, serial] = parts;
  return [...new Set([`${keyOf(letters)}|${year}|${serial}`, `|${year}|${serial}`])];
}

/** The key of a number that is asked for; null for what is none. */
export function numberTerm(asked: string): string | null {
  return numberTerms(asked)[0] ?? null;
}

/** Letters of a number, by which nobody means a text: 国办发〔2017〕47号, 国令第706号. */
const wholeNumber = /^\p{Script=Han}[\p{Script=Han}\p{P}\p{S}]{0,40}[\p{Nd}][\p{Nd}\p{P}\p{S}年第]{0,20}号?$/u;

/** The facet term of a number that is typed as a word among others; null for a term that is none, or a year and serial alone. */
export function ownNumberTerm(term: string): string | null {
  const key = wholeNumber.test(term.replace(/\s+/g, "")) ? numberTerm(term.replace(/\s+/g, "")) : null;
  return key === null ? null : `${numberFacet}${key}`;
}

export const numberFacet = "number:";

function keyOf(text: string): string {
  return (text.normalize("NFKC").toLowerCase().match(kept) ?? []).join("");
}
