import iconv from "iconv-lite";

/** The two families of double-byte charsets. Each is read by its largest member. */
export type LegacyFamily = "gb18030" | "big5";

/** First bytes of two-byte characters. */
export const firstLead = 0x81;
export const lastLead = 0xfe;
const firstTrail = 0x40;
const lastTrail = 0xfe;

/** The two-byte characters of a charset, both ways; a code is `lead << 8 | trail`. */
export interface PairTable {
  /** The character of two bytes; `""` where the charset has none. Of GBK also the user-defined rows (U+E000–U+E765). */
  charOf(lead: number, trail: number): string;
  /** The code of a character; -1 where the charset has none (ASCII included). */
  codeOf(char: string): number;
}

/** The tables are constants, but are built when first asked for: it takes some milliseconds, and most pages are UTF-8. */
class LazyPairTable implements PairTable {
  private chars: readonly string[] | undefined;
  private codes: ReadonlyMap<string, number> | undefined;

  /**
   * @param charset by iconv-lite's name
   * @param standard where the rows of the standard itself begin: a few characters stand a second time in rows before or behind
   * @param moved characters that newer decoders give for codes which iconv-lite has as private use
   */
  constructor(
    private readonly charset: string,
    private readonly standard: number,
    private readonly moved: readonly (readonly [firstCode: number, chars: string])[] = [],
  ) {}

  charOf(lead: number, trail: number): string {
    this.chars ??= decodePairs(this.charset);
    return this.chars[(lead << 8) | trail] ?? "";
  }

  codeOf(char: string): number {
    this.codes ??= this.buildCodes();
    return this.codes.get(char) ?? -1;
  }

  private buildCodes(): ReadonlyMap<string, number> {
    const codes = new Map<string, number>();
    const add = (from: number, end: number) => {
      for (let code = from; code < end; code++) {
        const char = this.charOf(code >> 8, code & 0xff);
        if (char !== "" && !codes.has(char)) codes.set(char, code);
      }
    };
    add(this.standard, 0x10000);
    add(0, this.standard);
    for (const [first, chars] of this.moved) for (const [i, char] of [...chars].entries()) codes.set(char, first + i);
    return codes;
  }
}

/** All pairs decoded at once, each on a line of its own: an invalid one spoils no other. */
function decodePairs(charset: string): readonly string[] {
  const bytes: number[] = [];
  for (let lead = firstLead; lead <= lastLead; lead++)
    for (let trail = firstTrail; trail <= lastTrail; trail++) if (trail !== 0x7f) bytes.push(lead, trail, 0x0a);
  const chars = new Array<string>(0x10000).fill("");
  for (const [i, char] of iconv.decode(Buffer.from(bytes), charset).split("\n").entries())
    if (char !== "" && !char.includes("\ufffd")) chars[((bytes[3 * i] as number) << 8) | (bytes[3 * i + 1] as number)] = char;
  return chars;
}

/** GBK, with GB 18030's characters of two bytes. */
export const gbk: PairTable = new LazyPairTable("gbk", 0, [
  [0xa6d9, "︐︒︑︓︔︕︖"],
  [0xa6ec, "︗︘"],
  [0xa6f3, "︙"],
  [0xfe59, "龴"],
  [0xfe61, "龵"],
  [0xfe66, "龶龷"],
  [0xfe6d, "龸"],
  [0xfe7e, "龹"],
  [0xfe90, "龺"],
  [0xfea0, "龻"],
]);

/** Big5 with Hong Kong's supplement, which lies before and behind the rows of Big5 itself. */
export const big5: PairTable = new LazyPairTable("big5-hkscs", 0xa440);

/** The table of a family's largest member. */
export function pairTable(family: LegacyFamily): PairTable {
  return family === "gb18030" ? gbk : big5;
}
