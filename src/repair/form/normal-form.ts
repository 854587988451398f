import type { DamageRules } from "../../dictionary/repair/damage.js";
import { big5 } from "../../text/double-byte.js";
import type { Edit } from "../../text/offset-map.js";
import { isShaping } from "./joiners.js";
import { type IsWord, spacing } from "./spacing.js";

/** The characters that a change of form may begin at, by range. Full-width marks are not among them: they stay. */
const changeable: readonly (readonly [number, number])[] = [
  [0x00, 0x08],
  [0x0b, 0x20],
  ...[...",:;!?"].map((mark) => [mark.charCodeAt(0), mark.charCodeAt(0)] as const),
  [0x7f, 0xa0],
  [0xad, 0xad],
  [0x2000, 0x200f],
  [0x2028, 0x202f],
  [0x205f, 0x206f],
  [0x2e80, 0x2fdf],
  [0x3000, 0x3000],
  [0xd800, 0xfaff],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  ...[..."％＋＝＿"].map((sign) => [sign.charCodeAt(0), sign.charCodeAt(0)] as const),
  [0xff0d, 0xff19],
  [0xff20, 0xff3a],
  [0xff41, 0xff5a],
  [0xff61, 0xff65],
  [0xfff9, 0xfffb],
  [0xfffe, 0xffff],
];
const anchors = new Uint8Array(0x10000);
for (const [first, last] of changeable) anchors.fill(1, first, last + 1);

const wide: Readonly<Record<string, string>> = { ",": "，", ":": "：", ";": "；", "!": "！", "?": "？" };
const narrow: Readonly<Record<string, string>> = { "｡": "。", "｢": "「", "｣": "」", "､": "、", "･": "・" };
/** Beside half-width punctuation these show that it belongs to Chinese text: Han, and marks that go with Han. */
const hanBefore = /[\p{Script=Han}”’》〉」』】〕）]/u;
const hanAfter = /[\p{Script=Han}“”‘’《〈》〉「『【〔（\n]/u;
/** And these may stand on its other side: 27家,6家 (附件1),畅通 5%,同比. */
const plainBefore = /[\d)\]%‰℃㎡]/;
const plainAfter = /[\d([$￥¥+-]/;
/** How far back the bracket that is closed before a mark is looked for. */
const bracket = 40;
/** Up to so many of the same sign in a row count as one. */
const longestRow = 4;
/** How far back the word that makes a clause a question is looked for. */
const clause = 40;

export interface FormContext {
  readonly rules: DamageRules;
  /** whether the text came through a decoder that leaves private-use characters by chance */
  readonly damaged: boolean;
  readonly traditional: () => boolean;
  readonly isWord: IsWord;
}

/**
 * Changes of form: width, spaces, control and zero-width characters, radicals, compatibility ideographs, private-use rows.
 * They turn no letter, digit or Han character into another one.
 * @returns sorted edits
 */
export function formEdits(text: string, context: FormContext): Edit[] {
  const edits: Edit[] = [];
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (anchors[code] === 0) {
      at++;
      continue;
    }
    if (isSpace(code) && !(code === gbkSpace && context.damaged)) {
      at = spacing(text, at, context.isWord, edits);
      continue;
    }
    const length = code >= 0xd800 && code <= 0xdbff && isLow(text.charCodeAt(at + 1)) ? 2 : 1;
    const to = formOf(text, at, code, length, context);
    // the space behind a half-width mark goes with it
    const end = to !== undefined && code > 0x20 && code < 0x40 ? pastSpaces(text, at + length) : at + length;
    if (to !== undefined) edits.push({ start: at, end, to });
    at = end;
  }
  return edits;
}

/** What decoders give for the ideographic space in the user-defined rows of GBK (A3A0). */
const gbkSpace = 0xe5e5;

function isSpace(code: number): boolean {
  return (
    code === 0x20 ||
    code === gbkSpace ||
    code === 0xa0 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

function isLow(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}

/** What a character becomes; undefined where it stays. */
function formOf(text: string, at: number, code: number, length: number, context: FormContext): string | undefined {
  if (length === 2) return astralForm(text, at);
  if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return controlForm(code, text.charCodeAt(at + 1));
  if (code < 0x40) return markForm(text, at, context);
  if (code === 0x2028 || code === 0x2029) return "\n";
  if (code < 0x2e80) return isShaping(text, at, code) ? undefined : "";
  const char = text.charAt(at);
  if (code < 0x2f00) return context.rules.radicals.get(char);
  if (code < 0xd800) return changed(char, char.normalize("NFKC"));
  if (code < 0xe000) return "\ufffd";
  if (code < 0xf900) return context.damaged ? undefined : privateForm(text, at, code, context);
  if (code < 0xfb00) return changed(char, char.normalize("NFKC"));
  if (code < 0xff00 || code > 0xffe0) return isShaping(text, at, code) ? undefined : "";
  if (narrow[char] !== undefined) return narrow[char];
  const half = String.fromCharCode(code - 0xfee0);
  return /[0-9A-Za-z]/.test(half) || isAlphanumeric(pastSame(text, at, -1)) || isAlphanumeric(pastSame(text, at, 1)) ? half : undefined;
}

/** The code unit beside a sign, or beside the same signs in a row: ／／. */
function pastSame(text: string, at: number, step: 1 | -1): number {
  let next = at + step;
  while (Math.abs(next - at) < longestRow && text.charCodeAt(next) === text.charCodeAt(at)) next += step;
  return text.charCodeAt(next);
}

function changed(from: string, to: string): string | undefined {
  return from === to ? undefined : to;
}

function controlForm(code: number, next: number): string {
  if (code === 0x0d) return next === 0x0a ? "" : "\n";
  return code === 0x0b || code === 0x0c || code === 0x85 ? "\n" : "";
}

function astralForm(text: string, at: number): string | undefined {
  const code = text.codePointAt(at) ?? 0;
  if (code >= 0x2f800 && code <= 0x2fa1f) return String.fromCodePoint(code).normalize("NFKC");
  return code >= 0xe0000 && code <= 0xe01ef && !isShaping(text, at, 0xdb40) ? "" : undefined;
}

function isAlphanumeric(code: number): boolean {
  const half = code >= 0xff00 ? code - 0xfee0 : code;
  return (half >= 0x30 && half <= 0x39) || (half >= 0x41 && half <= 0x5a) || (half >= 0x61 && half <= 0x7a);
}

/** Spaces that a typist puts behind a half-width mark. */
const markSpaces = 2;

function pastSpaces(text: string, at: number): number {
  let next = at;
  while (next < at + markSpaces && text.charCodeAt(next) === 0x20) next++;
  return next;
}

/** Half-width punctuation of Chinese text is full-width; a question mark only where something is asked. */
function markForm(text: string, at: number, { rules }: FormContext): string | undefined {
  if (at === 0 || !isChineseMark(text, at)) return undefined;
  const char = text.charAt(at);
  if (char === "?") {
    const asked = text.slice(Math.max(0, at - clause), at).replace(/^.*[，。；！？\n]/s, "");
    if (!rules.questions.some((word) => asked.includes(word))) return undefined;
  }
  return wide[char];
}

/**
 * Whether a mark stands in Chinese text: Han on one side, and Han, a figure or a bracket on the other. Between
 * figures (1,530 10:30) and beside letters it does not; a bracket counts as Han where Han stands in it.
 */
function isChineseMark(text: string, at: number): boolean {
  const previous = String.fromCodePoint(text.codePointAt(isLow(text.charCodeAt(at - 1)) ? at - 2 : at - 1) ?? 0);
  const next = pastSpaces(text, at + 1);
  const following = next < text.length ? String.fromCodePoint(text.codePointAt(next) ?? 0) : "\n";
  const behindHan = hanBefore.test(previous) || (previous === ")" && closesHan(text, at));
  if (behindHan) return hanAfter.test(following) || plainAfter.test(following);
  // a line end shows nothing: `a = b,`
  return plainBefore.test(previous) && following !== "\n" && hanAfter.test(following);
}

/** Whether the bracket that ends here holds Han: (附件1). */
function closesHan(text: string, end: number): boolean {
  const open = text.lastIndexOf("(", end - 2);
  return open >= 0 && end - open <= bracket && han.test(text.slice(open, end));
}

const han = /\p{Script=Han}/u;

/**
 * A private-use character that stands for one which Unicode holds elsewhere: of GBK's own rows, or of HKSCS. The latter's area
 * is also that of icon fonts, whose pictures stand before and behind words: only beside Han, and not at an end, is it a character.
 */
function privateForm(text: string, at: number, code: number, { rules, traditional }: FormContext): string | undefined {
  const [before, after] = [text.charAt(at - 1), text.charAt(at + 1)];
  const inside = (han.test(before) || han.test(after)) && /\S/.test(before) && /\S/.test(after);
  const to = (inside && traditional() ? hkscsOf(code) : undefined) ?? rules.privateUse.get(text.charAt(at));
  // a radical is one step further
  return to && (rules.radicals.get(to) ?? to);
}

/** First private-use character, first Big5 row and number of rows of each user-defined area, as Windows lays them out. */
const areas = [
  { first: 0xe000, lead: 0xfa, rows: 5 },
  { first: 0xe311, lead: 0x8e, rows: 19 },
  { first: 0xeeb8, lead: 0x81, rows: 13 },
  // this area begins in the middle of a row: its first cells are the last ones of the area before
  { first: 0xf672, lead: 0xc6, rows: 3 },
] as const;
const rowLength = 157;

function hkscsOf(code: number): string | undefined {
  const area = areas.find(({ first, rows }) => code >= first && code < first + rows * rowLength);
  if (!area) return undefined;
  const index = code - area.first;
  const cell = index % rowLength;
  const lead = area.lead + Math.floor(index / rowLength);
  const char = big5.charOf(lead, cell < 63 ? 0x40 + cell : 0xa1 + cell - 63);
  return /^\P{Co}$/u.test(char) ? char : undefined;
}
