import iconv from "iconv-lite";
import { bit, type CharacterCosts, costOf } from "./cost.js";

/** Fewer characters outside ASCII say nothing of their script. */
const fewest = 6;
/** Share of Hangul that Korean is written with; Chinese read as EUC-KR is half Hanja. */
const hangulShare = 0.85;
/** What a kana costs in Japanese, in bits: the table of costs is one of Chinese. */
const kanaCost = 7;
const kanaInChinese = 18;
/** Marks of Thai over or under a letter that a text must hold, and the share that stands behind a letter as it must. */
const thaiMarks = 4;
const thaiShare = 0.9;

/**
 * Whether bytes that are hardly Chinese, in the reading given, are text in a charset of another language: EUC-KR, EUC-JP and
 * TIS-620 are valid GBK byte by byte.
 * @param reading what they are as the likeliest Chinese charset
 */
export function isForeign(bytes: Uint8Array, reading: string, costs: CharacterCosts): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return isKorean(buffer) || isJapanese(buffer, reading, costs) || isThai(bytes);
}

function outsideAscii(text: string): string {
  return text.replace(/[\0-\x7f]+/g, "");
}

function isKorean(buffer: Buffer): boolean {
  const text = outsideAscii(iconv.decode(buffer, "euc-kr"));
  return text.length >= fewest && (text.match(/[가-힣]/g)?.length ?? 0) >= hangulShare * text.length;
}

function isJapanese(buffer: Buffer, reading: string, costs: CharacterCosts): boolean {
  const text = outsideAscii(iconv.decode(buffer, "euc-jp"));
  if (text.length < fewest) return false;
  const kana = text.match(/[ぁ-ヿ]/g)?.length ?? 0;
  return costOf(text, costs) - kana * (kanaInChinese - kanaCost) < costOf(reading, costs) - bit;
}

/** Vowels and tones of TIS-620 stand behind a consonant, or a tone behind a vowel; in Chinese such bytes stand anywhere. */
function isThai(bytes: Uint8Array): boolean {
  let marks = 0;
  let placed = 0;
  for (let i = 1; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    const vowel = byte === 0xd1 || (byte >= 0xd4 && byte <= 0xda);
    if (!vowel && !(byte >= 0xe7 && byte <= 0xee)) continue;
    marks++;
    const before = bytes[i - 1] as number;
    if ((before >= 0xa1 && before <= 0xce) || (!vowel && (before === 0xd1 || (before >= 0xd4 && before <= 0xd9)))) placed++;
  }
  return marks >= thaiMarks && placed >= thaiShare * marks;
}
