import iconv from "iconv-lite";

/**
 * The forward model: damages clean text exactly as the sites do. The text is held as GBK bytes; glosses are put in byte by byte, one
 * entry of a table after another; then it is split at marks, byte by byte, and each piece is decoded alone.
 */

/** What a decoder does with an orphan lead byte and with the user-defined rows. */
export type Decoder = "mb" | "mb-pua" | "mb-pua-kept" | "ignore";

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
}

/** A stretch of the clean text whose characters did not come through in one piece. */
export interface Harm {
  readonly kind: "broken" | "cut";
  readonly start: number;
  readonly end: number;
}

export interface Damaged {
  readonly text: string;
  /** the clean text, with `?` where a character was swallowed and nothing can tell which */
  readonly expected: string;
  readonly intact: number;
  readonly harms: readonly Harm[];
}

/** Bytes, each with the index of the clean byte that it is; -1 where the site put it in. */
interface Traced {
  readonly bytes: string;
  readonly origin: Int32Array;
}

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
  const fate = new Uint8Array(clean.length); // 1: came through, 2: swallowed
  const text = pieces(traced, site.marks)
    .map((piece) => decode(piece, site.decoder, starts, fate) + piece.mark)
    .join("");
  const expected = [...clean].map((char, i) => (fate[i] === 2 ? "?" : char)).join("");
  return { text: site.fold ? fold(text) : text, expected, intact, harms: harmsOf(clean, fate, broken) };
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

function pieces({ bytes, origin }: Traced, marks: string): (Traced & { mark: string; markOrigin: number })[] {
  const codes = new Map([...marks].map((mark) => [iconv.encode(mark, "gbk").toString("latin1"), mark]));
  const found: (Traced & { mark: string; markOrigin: number })[] = [];
  let from = 0;
  for (let at = 0; at + 1 < bytes.length; at++) {
    const mark = codes.get(bytes.slice(at, at + 2));
    if (mark === undefined) continue;
    found.push({ bytes: bytes.slice(from, at), origin: origin.subarray(from, at), mark, markOrigin: origin[at] as number });
    from = at + 2;
    at++;
  }
  found.push({ bytes: bytes.slice(from), origin: origin.subarray(from), mark: "", markOrigin: -1 });
  return found;
}

/** Decodes one piece as the site's decoder does, and marks what became of each clean character. */
function decode(piece: Traced & { mark: string; markOrigin: number }, decoder: Decoder, starts: Starts, fate: Uint8Array): string {
  const bytes = Buffer.from(piece.bytes, "latin1");
  const through = (at: number) => {
    const origin = piece.origin[at] as number;
    if (origin >= 0 && starts.isStart[origin] === 1) fate[starts.charAt[origin] as number] = 1;
  };
  if (piece.markOrigin >= 0 && starts.isStart[piece.markOrigin] === 1) fate[starts.charAt[piece.markOrigin] as number] = 1;
  let text = "";
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] as number;
    if (lead < 0x80) {
      text += String.fromCharCode(lead);
      through(at);
      continue;
    }
    const trail = bytes[at + 1];
    const pairs = lead > 0x80 && lead < 0xff && trail !== undefined && trail >= 0x40 && trail !== 0x7f && trail !== 0xff;
    if (!pairs) {
      // `mb` swallows what follows an orphan, `ignore` drops only the orphan
      if (decoder === "ignore") continue;
      text += "?";
      if (lead === 0x80 || lead === 0xff || trail === undefined) continue;
      at++;
      const swallowed = piece.origin[at] as number;
      if (swallowed >= 0 && trail < 0x80) fate[starts.charAt[swallowed] as number] = 2;
      continue;
    }
    const char = iconv.decode(Buffer.from([lead, trail]), "gbk");
    const userDefined = /[\ue000-\uf8ff\ufffd]/.test(char);
    if (!userDefined || decoder === "mb-pua-kept") text += char;
    else if (decoder === "mb") text += "?";
    if (!userDefined) through(at);
    at++;
  }
  return text;
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
