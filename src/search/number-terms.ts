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

function keyOf(text: string): string {
  return (text.normalize("NFKC").toLowerCase().match(kept) ?? []).join("");
}
