import iconv from "iconv-lite";

/** Bytes that begin a pair in GBK. */
export const firstLead = 0x81;
export const lastLead = 0xfe;

let chars: string[] | undefined;
let pairs: Map<string, number> | undefined;

/** All two-byte characters, by `(lead - 0x81) * 256 + trail`: built once, and only for a text that is damaged. */
function table(): string[] {
  if (chars) return chars;
  chars = new Array<string>(126 * 256).fill("");
  for (let lead = firstLead; lead <= lastLead; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const char = iconv.decode(Buffer.from([lead, trail]), "gbk");
      if (char.length === 1 && char !== "�") chars[(lead - firstLead) * 256 + trail] = char;
    }
  }
  return chars;
}

/** The character of a pair of bytes, also one of the user-defined rows (U+E000–U+E765); `""` where GBK has none. */
export function charOf(lead: number, trail: number): string {
  return lead < firstLead || lead > lastLead ? "" : (table()[(lead - firstLead) * 256 + trail] ?? "");
}

/** The two bytes of a character as `lead << 8 | trail`; -1 where GBK has none (ASCII included). */
export function pairOf(char: string): number {
  if (!pairs) {
    pairs = new Map();
    table().forEach((known, index) => {
      // a few characters stand in two places: the first one is the standard's
      if (known !== "" && !pairs?.has(known)) pairs?.set(known, ((((index / 256) | 0) + firstLead) << 8) | (index % 256));
    });
  }
  return pairs.get(char) ?? -1;
}

/** Whether a character is of GBK's user-defined rows. */
export function isUserDefined(char: string): boolean {
  const code = char.charCodeAt(0);
  return code >= 0xe000 && code <= 0xf8ff;
}
