import iconv from "iconv-lite";

/**
 * The forward model: damages clean text exactly as the sites do. The text is held as GBK bytes; glosses are put in byte by byte, one
 * entry of a table after another; then it is split at marks, byte by byte, and each piece is decoded alone. Some sites decode the
 * text with its glosses first, and a second program encodes it again, splits it, and decodes the pieces in its own way.
 */

/** What one decoder does with an orphan lead byte and with the user-defined rows. */
type Pass = "mb" | "mb-pua" | "mb-pua-kept" | "ignore";

/** What decodes the pieces; or what decodes the text with its glosses, and what the pieces: `mb-pua, ignore`. */
export type Decoder = Pass | `${Pass}, ${Pass}`;

export interface Site {
  /** glossed character and its reading, in the order in which the site replaces them */
  readonly glosses: readonly (readonly [char: string, reading: string])[];
  /** full-width marks that the site splits at */
  readonly marks: string;
  readonly decoder: Decoder;
  /** whether full-width marks are folded to half-width afterwards */
  readonly fold: boolean;
  /** whether the gloss is written with a space: `(huì )` */
  readonly space?: boolean;
  /** what the site puts before each full-width mark of the decoded text, before it folds them */
  readonly beforeMarks?: "," | "\n";
}

/** A stretch of the clean text whose characters did not come through in one piece. */
interface Harm {
  readonly kind: "broken" | "cut";
  readonly start: number;
  readonly end: number;
}

export interface Damaged {
  readonly text: string;
  /** the clean text, with `?` where a character was swallowed and nothing shows which */
  readonly expected: string;
  readonly intact: number;
  readonly harms: readonly Harm[];
}

/** Bytes, each with the index of the clean byte that it is; -1 where the site put it in, less where a `?` swallowed one. */
interface Traced {
  readonly bytes: string;
  readonly origin: Int32Array;
}

/** How the origin of a `?` tells what it swallowed. */
const swallowing = -2;

const half: Readonly<Record<string, string>> = { "，": ",", "；": ";", "？": "?", "！": "!", "：": ":", "（": "(", "）": ")" };

/** A text with its full-width marks folded to half-width. */
export function fold(text: string): string {
  return text.replace(/[，；？！：（）]/g, (mark) => half[mark] ?? mark);
}

export function damage(clean: string, site: Site): Damaged {
  const starts = startsOf(clean);
  const encoded = iconv.encode(clean, "gbk").toString("latin1");
  let traced: Traced = { bytes: encoded, origin: Int32Array.from({ length: encoded.length }, (_, i) => i) };
  const broken = new Uint8Array(clean.length);
  let intact = 0;
  for (const [char, reading] of site.glosses) {
    const gloss = iconv.encode(`(${reading}${site.space ? " " : ""})`, "gbk").toString("latin1");
    const code = iconv.encode(char, "gbk").toString("latin1");
    traced = insert(traced, code, gloss, (origin) => {
      if (origin >= 0 && starts.isStart[origin] === 0) broken[starts.charAt[origin] as number] = 1;
      else intact++;
    });
  }
  const [first, second] = site.decoder.split(", ") as [Pass, Pass?];
  const whole = second ? decode(traced, first) : traced;
  const parts = pieces(whole, site.marks).flatMap(({ piece, mark }) => [decode(piece, second ?? first), mark]);
  const fate = fatesOf(parts, starts, clean.length);
  const text = parts.map(({ bytes }) => iconv.decode(Buffer.from(bytes, "latin1"), "gbk")).join("");
  const edited = site.beforeMarks ? text.replace(/[，。、；：？！]/g, `${site.beforeMarks}$&`) : text;
  const expected = [...clean].map((char, i) => (fate[i] === swallowed ? "?" : char)).join("");
  return { text: site.fold ? fold(edited) : edited, expected, intact, harms: harmsOf(clean, fate, broken) };
}

interface Starts {
  /** by clean byte: whether a character begins there */
  readonly isStart: Uint8Array;
  /** by clean byte: index of its character */
  readonly charAt: Int32Array;
}

function startsOf(clean: string): Starts {
  const isStart: number[] = [];
  const charAt: number[] = [];
  for (let i = 0; i < clean.length; i++) {
    const wide = clean.charCodeAt(i) >= 0x80;
    isStart.push(1);
    charAt.push(i);
    if (!wide) continue;
    isStart.push(0);
    charAt.push(i);
  }
  return { isStart: Uint8Array.from(isStart), charAt: Int32Array.from(charAt) };
}

function insert({ bytes, origin }: Traced, code: string, gloss: string, seen: (origin: number) => void): Traced {
  const parts: string[] = [];
  const origins: Int32Array[] = [];
  const none = new Int32Array(gloss.length).fill(-1);
  let from = 0;
  for (let at = bytes.indexOf(code); at >= 0; at = bytes.indexOf(code, at + code.length)) {
    const end = at + code.length;
    seen(origin[at] as number);
    parts.push(bytes.slice(from, end), gloss);
    origins.push(origin.subarray(from, end), none);
    from = end;
  }
  if (from === 0) return { bytes, origin };
  parts.push(bytes.slice(from));
  origins.push(origin.subarray(from));
  const joined = new Int32Array(origins.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of origins) {
    joined.set(part, at);
    at += part.length;
  }
  return { bytes: parts.join(""), origin: joined };
}

function pieces({ bytes, origin }: Traced, marks: string): { readonly piece: Traced; readonly mark: Traced }[] {
  const codes = new Set([...marks].map((mark) => iconv.encode(mark, "gbk").toString("latin1")));
  const found: { piece: Traced; mark: Traced }[] = [];
  const part = (from: number, to: number): Traced => ({ bytes: bytes.slice(from, to), origin: origin.subarray(from, to) });
  let from = 0;
  for (let at = 0; at + 1 < bytes.length; at++) {
    if (!codes.has(bytes.slice(at, at + 2))) continue;
    found.push({ piece: part(from, at), mark: part(at, at + 2) });
    from = at + 2;
    at++;
  }
  found.push({ piece: part(from, bytes.length), mark: part(0, 0) });
  return found;
}

/** Whether a byte and the next are of the form of a character of GBK, assigned or not. */
function isPair(lead: number, trail: number): boolean {
  return lead > 0x80 && lead < 0xff && trail >= 0x40 && trail !== 0x7f && trail !== 0xff;
}

function isUserDefined(lead: number, trail: number): boolean {
  return /[\ue000-\uf8ff\ufffd]/.test(iconv.decode(Buffer.from([lead, trail]), "gbk"));
}

/** What a decoder makes of bytes: pairs and ASCII as they came, and its `?`. */
function decode({ bytes, origin }: Traced, decoder: Pass): Traced {
  let text = "";
  const origins: number[] = [];
  const put = (byte: string, from: number) => {
    text += byte;
    origins.push(from);
  };
  /** `mb` swallows what follows an orphan, `ignore` drops only the orphan. @returns how many bytes that takes */
  const putOrphan = (at: number): number => {
    if (decoder === "ignore") return 1;
    const lead = bytes.charCodeAt(at);
    const swallows = lead !== 0x80 && lead !== 0xff && at + 1 < bytes.length;
    const next = swallows ? (origin[at + 1] as number) : -1;
    put("?", next >= 0 && bytes.charCodeAt(at + 1) < 0x80 ? swallowing - next : -1);
    return swallows ? 2 : 1;
  };
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes.charCodeAt(at);
    if (lead < 0x80) {
      put(bytes.charAt(at), origin[at] as number);
      at++;
      continue;
    }
    // NaN behind the end, which is no part of a pair
    const trail = bytes.charCodeAt(at + 1);
    if (!isPair(lead, trail)) {
      at += putOrphan(at);
      continue;
    }
    if (decoder === "mb-pua-kept" || !isUserDefined(lead, trail)) {
      put(bytes.charAt(at), origin[at] as number);
      put(bytes.charAt(at + 1), origin[at + 1] as number);
    } else if (decoder === "mb") put("?", -1);
    at += 2;
  }
  return { bytes: text, origin: Int32Array.from(origins) };
}

const through = 1;
const swallowed = 2;

/** What became of each clean character; 0 where it did not come through. */
function fatesOf(parts: readonly Traced[], { isStart, charAt }: Starts, length: number): Uint8Array {
  const fate = new Uint8Array(length);
  for (const { bytes, origin } of parts) {
    for (let at = 0; at < bytes.length; at++) {
      const from = origin[at] as number;
      if (from <= swallowing) fate[charAt[swallowing - from] as number] = swallowed;
      // the second byte of a pair goes with its first
      else if (from >= 0 && isStart[from] === 1) fate[charAt[from] as number] = through;
      if (bytes.charCodeAt(at) >= 0x80) at++;
    }
  }
  return fate;
}

/** Neighbouring characters that did not come through are one harm; it is a cut unless a gloss broke its first character. */
function harmsOf(clean: string, fate: Uint8Array, broken: Uint8Array): Harm[] {
  const harms: Harm[] = [];
  for (let i = 0; i < clean.length; i++) {
    if (fate[i] !== 0) continue;
    const start = i;
    while (i < clean.length && fate[i] === 0) i++;
    harms.push({ kind: broken[start - 1] || broken[start] ? "broken" : "cut", start, end: i });
  }
  return harms;
}
