const pictograph = /^[\p{Extended_Pictographic}\p{Emoji_Modifier}]$/u;
/** Scripts whose letters are joined or kept apart by invisible characters. */
const joining =
  /^[\p{scx=Arabic}\p{scx=Syriac}\p{scx=Mongolian}\p{scx=Devanagari}\p{scx=Bengali}\p{scx=Gurmukhi}\p{scx=Gujarati}\p{scx=Oriya}\p{scx=Tamil}\p{scx=Telugu}\p{scx=Kannada}\p{scx=Malayalam}\p{scx=Sinhala}\p{scx=Khmer}\p{scx=Tibetan}]$/u;

const flag = 0x1f3f4;
/** Letters of a region's flag, and the sign that ends them. */
const mostTags = 8;

/**
 * Whether an invisible character at `at` is part of what is seen: it makes one picture of several, gives a sign the form of
 * a picture, spells the region of a flag (UTS 51), or shapes letters of a script that joins them.
 * @param code its code unit; of tags, the first one
 */
export function isShaping(text: string, at: number, code: number): boolean {
  if (code === 0xdb40) return isFlagTag(text, at);
  if (code === 0xfe0e || code === 0xfe0f) {
    const before = charBefore(text, at);
    return pictograph.test(before) || (/[0-9#*]/.test(before) && text.charCodeAt(at + 1) === 0x20e3);
  }
  if (code !== 0x200c && code !== 0x200d) return false;
  const before = charBefore(text, at);
  const after = String.fromCodePoint(text.codePointAt(at + 1) ?? 0);
  if (joining.test(before)) return joining.test(after);
  return code === 0x200d && pictograph.test(before === "\ufe0f" ? charBefore(text, at - 1) : before) && pictograph.test(after);
}

function charBefore(text: string, at: number): string {
  const low = text.charCodeAt(at - 1);
  return low >= 0xdc00 && low <= 0xdfff ? text.slice(at - 2, at) : text.charAt(at - 1);
}

function isFlagTag(text: string, at: number): boolean {
  for (let before = at - 2, tags = 0; before >= 0 && tags < mostTags; before -= 2, tags++) {
    const code = text.codePointAt(before) ?? 0;
    if (code === flag) return true;
    if (code < 0xe0020 || code > 0xe007f) return false;
  }
  return false;
}
