import { createRequire } from "node:module";
import { gbk } from "../../text/double-byte.js";

const require = createRequire(import.meta.url);

/** How many readings of a character a site's table may have: of 樂, lè and yuè, but not yào. */
const usualReadings = 2;

/** The library, loaded when a text first has a gloss. */
const library = () => require("pinyin-pro") as typeof import("pinyin-pro");

/** How characters are read. Looking a reading up costs more than reading a line, so what was looked up is kept. */
export class Pinyin {
  private readonly readings = new Map<string, ReadonlySet<string>>();
  private readonly byLead = new Map<string, readonly string[]>();

  /** Whether a character has a reading. A site's table may give another tone than the dictionary does. */
  isReadAs(char: string, syllable: string): boolean {
    return this.readingsOf(char).has(syllable) || this.isReadPlainly(char, toneless(syllable));
  }

  /** Whether a character has a reading, whatever the tone: `syllable` has none, and may have `v` for `ü`. */
  isReadPlainly(char: string, syllable: string): boolean {
    const typed = syllable.replace("v", "ü");
    for (const reading of this.readingsOf(char)) if (toneless(reading) === typed) return true;
    return false;
  }

  /** Whether a reading is one of a character's usual ones, whatever the tone: tables are made by machines, which know no rare ones. */
  isUsuallyReadAs(char: string, syllable: string): boolean {
    const plain = toneless(syllable);
    return [...this.readingsOf(char)].slice(0, usualReadings).some((reading) => toneless(reading) === plain);
  }

  /** The Han characters whose first GBK byte is `lead` and that have a reading. */
  charsReadAs(lead: number, syllable: string): readonly string[] {
    const key = `${lead} ${syllable}`;
    let found = this.byLead.get(key);
    if (!found) {
      found = this.findChars(lead, syllable);
      this.byLead.set(key, found);
    }
    return found;
  }

  private findChars(lead: number, syllable: string): readonly string[] {
    const found: string[] = [];
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const char = gbk.charOf(lead, trail);
      if (/^\p{Script=Han}$/u.test(char) && this.isReadAs(char, syllable)) found.push(char);
    }
    return found;
  }

  /** All readings of a Han character, toned (`huì`, `kuài`). Empty for anything else. */
  private readingsOf(char: string): ReadonlySet<string> {
    let readings = this.readings.get(char);
    if (!readings) {
      readings = new Set(library().pinyin(char, { multiple: true, type: "array", nonZh: "removed" }));
      this.readings.set(char, readings);
    }
    return readings;
  }
}

/** A syllable without its tone, as a keyboard writes it: `lǜ` → `lü`, `ɡuì` → `gui`. */
function toneless(syllable: string): string {
  return syllable
    .normalize("NFD")
    .replace(/[\u0300\u0301\u0304\u030c]/g, "")
    .normalize("NFC")
    .replaceAll("ɑ", "a")
    .replaceAll("ɡ", "g");
}
