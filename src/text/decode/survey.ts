import iconv from "iconv-lite";

/** How many characters of each telling kind a text holds. One pass over it. */
export interface Survey {
  /** control characters other than white space and escape */
  readonly controls: number;
  /** U+FFFD, whoever put it there */
  readonly replaced: number;
  /** longest run of U+FFFD */
  readonly replacedRun: number;
  /** letters of Latin-1: among what bytes from C0 look like, every second or third byte of Chinese, when read as Latin-1 or cp1252 */
  readonly latin: number;
  /** signs of Latin-1 and cp1252, C1 controls among them */
  readonly signs: number;
  /** Han whose GBK code is the first two bytes of a character in UTF-8; a third of all where UTF-8 was read as GBK */
  readonly halves: number;
  /** all others outside Latin-1 and cp1252 */
  readonly wide: number;
}

const control = 1;
const replaced = 2;
const latin = 3;
const half = 4;
const wide = 5;
const sign = 6;

const kinds = buildKinds();

function buildKinds(): Uint8Array {
  const table = new Uint8Array(0x10000);
  table.fill(control, 0x00, 0x09).fill(control, 0x0e, 0x1b).fill(control, 0x1c, 0x20);
  table[0x7f] = control;
  table.fill(wide, 0x100);
  table.fill(sign, 0x80, 0xc0).fill(latin, 0xc0, 0x100);
  for (const character of iconv.decode(Buffer.from(Array.from({ length: 32 }, (_, i) => 0x80 + i)), "win1252")) {
    table[character.charCodeAt(0)] = sign;
  }
  const gbk = new TextDecoder("gb18030");
  for (const lead of [0xe3, 0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9, 0xef]) {
    for (let trail = 0x80; trail < 0xc0; trail++) table[gbk.decode(Uint8Array.of(lead, trail)).charCodeAt(0)] = half;
  }
  table[0xfffd] = replaced;
  return table;
}

export function survey(text: string): Survey {
  const counts = [0, 0, 0, 0, 0, 0, 0];
  let run = 0;
  let replacedRun = 0;
  for (let i = 0; i < text.length; i++) {
    const kind = kinds[text.charCodeAt(i)] as number;
    if (kind === 0) continue;
    counts[kind] = (counts[kind] as number) + 1;
    if (kind === replaced) {
      run = i > 0 && text.charCodeAt(i - 1) === 0xfffd ? run + 1 : 1;
      if (run > replacedRun) replacedRun = run;
    }
  }
  return {
    controls: counts[control] as number,
    replaced: counts[replaced] as number,
    replacedRun,
    latin: counts[latin] as number,
    signs: counts[sign] as number,
    halves: counts[half] as number,
    wide: counts[wide] as number,
  };
}
