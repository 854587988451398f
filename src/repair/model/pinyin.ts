import { pinyin } from "pinyin-pro";
import { gbk } from "../../text/double-byte.js";

const known = new Map<string, ReadonlySet<string>>();

/** All readings of a Han character, toned (`huì`, `kuài`). Empty for anything else. */
export function readingsOf(char: string): ReadonlySet<string> {
  let readings = known.get(char);
  if (!readings) {
    readings = new Set(pinyin(char, { multiple: true, type: "array", nonZh: "removed" }));
    known.set(char, readings);
  }
  return readings;
}

/** A syllable without its tone, as a keyboard writes it: `lǜ` → `lü`, `ɡuì` → `gui`. */
export function toneless(syllable: string): string {
  return syllable
    .normalize("NFD")
    .replace(/[\u0300\u0301\u0304\u030c]/g, "")
    .normalize("NFC")
    .replaceAll("ɑ", "a")
    .replaceAll("ɡ", "g");
}

/** Whether a character has a reading. A site's table may give another tone than the dictionary does. */
export function isReadAs(char: string, syllable: string): boolean {
  const readings = readingsOf(char);
  if (readings.has(syllable)) return true;
  return isReadPlainly(char, toneless(syllable));
}

/** Whether a character has a reading, whatever the tone: `syllable` has none. */
export function isReadPlainly(char: string, syllable: string): boolean {
  for (const reading of readingsOf(char)) if (toneless(reading) === syllable) return true;
  return false;
}

/** How many readings of a character a site's table may have: of 樂, lè and yuè, but not yào. */
const usualReadings = 2;

/** Whether a reading is one of a character's usual ones, whatever the tone: tables are made by machines, which know no rare ones. */
export function isUsuallyReadAs(char: string, syllable: string): boolean {
  const plain = toneless(syllable);
  return [...readingsOf(char)].slice(0, usualReadings).some((reading) => toneless(reading) === plain);
}

const byLead = new Map<string, string[]>();

/** The Han characters whose first GBK byte is `lead` and that have a reading. */
export function charsReadAs(lead: number, syllable: string): readonly string[] {
  const key = `${lead} ${syllable}`;
  let found = byLead.get(key);
  if (!found) {
    found = [];
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const char = gbk.charOf(lead, trail);
      if (/^\p{Script=Han}$/u.test(char) && isReadAs(char, syllable)) found.push(char);
    }
    byLead.set(key, found);
  }
  return found;
}
