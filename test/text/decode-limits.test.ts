import iconv from "iconv-lite";
import { expect, test } from "vitest";
import { loadCharacters } from "../../src/dictionary/repair/character-costs.js";
import { type ErrorCode, ZhengwenError } from "../../src/model/errors.js";
import { type Decoded, decode } from "../../src/text/decode/decode.js";
import { expectLinear } from "../support/growth.js";
import { policyText, randomFrom } from "../support/policy-text.js";

const costs = loadCharacters();
const limits = { undecodableShare: 0.005, undecodableRun: 8 };
const read = (bytes: Uint8Array): Decoded => decode(bytes, null, limits, costs);

function codeOf(bytes: Uint8Array): ErrorCode | null {
  try {
    read(bytes);
    return null;
  } catch (error) {
    if (error instanceof ZhengwenError) return error.code;
    throw error;
  }
}

const refused: readonly (readonly [string, string | Buffer, ErrorCode])[] = [
  ["nothing", "", "input.empty"],
  ["JPEG", "\xff\xd8\xff\xe0\0\x10JFIF", "input.not-text"],
  ["PNG", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "input.not-text"],
  ["GIF", "GIF89a\x01\0\x01\0", "input.not-text"],
  ["WebP", "RIFF\x24\0\0\0WEBPVP8 ", "input.not-text"],
  ["gzip", "\x1f\x8b\x08\0\0\0\0\0", "input.not-text"],
  ["ZIP", "PK\x03\x04\x14\0\0\0\x08\0photo.bmp", "input.not-text"],
  ["RAR", "Rar!\x1a\x07\x01\0", "input.not-text"],
  ["7z", "7z\xbc\xaf\x27\x1c\0\x04", "input.not-text"],
  ["ELF", "\x7fELF\x02\x01\x01\0", "input.not-text"],
  ["film", "\0\0\0\x20ftypisom", "input.not-text"],
  ["PDF", "%PDF-1.7\n%\xe2\xe3\xcf\xd3", "input.attachment-format"],
  ["PDF behind a mark", "\xef\xbb\xbf\n%PDF-1.4", "input.attachment-format"],
  ["docx", "PK\x03\x04\x14\0\x06\0\x08\0[Content_Types].xml", "input.attachment-format"],
  ["ofd", "PK\x03\x04\x14\0\0\0\x08\0OFD.xml", "input.attachment-format"],
  ["doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "input.attachment-format"],
  ["RTF", "{\\rtf1\\ansi\\ansicpg936", "input.attachment-format"],
  ["text with a NUL after every character", Buffer.from(`${"通\0知\0附\0件\0".repeat(20)}`), "input.not-text"],
  ["a title in EUC-KR", iconv.encode("서울특별시 강남구 테헤란로 주민센터 공지사항", "euc-kr"), "decode.no-charset"],
  ["Korean labelled GBK", iconv.encode('<meta charset="gbk">대한민국 정부는 오늘 국무회의를 열었다', "euc-kr"), "decode.no-charset"],
  ["a title in EUC-JP", iconv.encode("平成二十年度経済産業省告示第三百号及び関係法令", "euc-jp"), "decode.no-charset"],
  ["Thai in TIS-620", iconv.encode("ประกาศกระทรวงพาณิชย์เรื่องมาตรการช่วยเหลือ", "tis620"), "decode.no-charset"],
  ["capitals in windows-1251", iconv.encode("МОСКВА ПОГОДА СЕГОДНЯ ОБЪЯВЛЕНИЕ", "win1251"), "decode.no-charset"],
  ["a table of numbers as floats", Buffer.from(Float32Array.from({ length: 400 }, (_, i) => i / 7).buffer), "decode.no-charset"],
];

for (const [what, bytes, code] of refused) {
  test(`${what} is refused as ${code}`, () => {
    expect(codeOf(typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes)).toBe(code);
  });
}

const accepted: readonly (readonly [string, string])[] = [
  ["a text about PDF", "PDF是一种文件格式，%PDF-1.7为其文件头。"],
  ["a text that begins with two letters of a signature", "BM公司与MZ公司签订合同。"],
  ["a text that begins with PK", "PK赛报名通知：请于3月1日前报名。"],
  ["one stray NUL", "各县（市、区）人民政府\0，市直各部门"],
  ["one letter", "a"],
  ["one character", "文"],
  ["Korean in UTF-8", "대한민국 정부는 오늘 국무회의를 열었다"],
];

for (const [what, text] of accepted) {
  test(`${what} is text`, () => {
    expect(read(Buffer.from(text)).text).toBe(text);
  });
}

/** Bytes of a page of 4,000 characters with `bad` bytes that no charset holds, far from each other or in one run. */
function damaged(charset: string, bad: number, together: boolean): Buffer {
  const random = randomFrom(17);
  const lines = Array.from({ length: 40 }, () => policyText(100, random));
  const bytes = iconv.encode(lines.join("\n"), charset, { addBOM: false });
  const broken = Buffer.of(0xff);
  const parts: Buffer[] = [];
  const step = Math.floor(bytes.length / (bad + 1));
  let at = 0;
  for (let i = 1; i <= bad; i++) {
    let next = together ? step : step * i;
    // between two characters: behind a line break
    next = bytes.indexOf(0x0a, next) + 1 || bytes.length;
    parts.push(bytes.subarray(at, next), together ? Buffer.concat([broken, broken, broken]) : broken);
    at = next;
  }
  return Buffer.concat([...parts, bytes.subarray(at)]);
}

for (const charset of ["utf8", "gbk"]) {
  test(`in ${charset} a few bad bytes are counted, more reject`, () => {
    const few = read(damaged(charset, 15, false));
    expect(few.charset.undecodable).toBe(15);
    expect(few.text.replaceAll("\ufffd", "") === read(damaged(charset, 0, false)).text).toBe(true);
    expect(codeOf(damaged(charset, 25, false))).toBe("decode.undecodable");
  });
}

test("a run of undecodable characters over the limit rejects, whatever the share", () => {
  const text = policyText(9_000, randomFrom(3));
  const withRun = (length: number) => Buffer.from(`${text}\n${"\ufffd".repeat(length)}\n${text}`);
  expect(codeOf(withRun(8))).toBe(null);
  expect(codeOf(withRun(9))).toBe("decode.undecodable");
});

test("after a byte lost or replaced in GBK or Big5 only characters near it differ", () => {
  const random = randomFrom(11);
  for (const charset of ["gbk", "cp950"]) {
    for (let round = 0; round < 40; round++) {
      const clean = charset === "gbk" ? policyText(1000, random) : "各縣市政府應依法辦理，並將結果報部備查。".repeat(50);
      const bytes = [...iconv.encode(clean, charset)];
      const at = 200 + Math.floor(random() * 1000);
      if (round % 2) bytes.splice(at, 1);
      else bytes[at] = 0xff;
      const { text, charset: found } = read(Uint8Array.from(bytes));
      // by characters: what precedes and follows the fault by more than a few characters is untouched
      const near = iconv.decode(iconv.encode(clean, charset).subarray(0, at), charset).length;
      expect(text.startsWith(clean.slice(0, near - 12))).toBe(true);
      expect(text.endsWith(clean.slice(near + 12))).toBe(true);
      expect(found.undecodable).toBeLessThan(5);
    }
  }
});

test("a character of four bytes that is cut anywhere is one fault, also behind rare characters", () => {
  for (const before of [
    "各市人民政府：现将通知印发给你们。",
    "翟犇 聂晶 鞠婧祎 卞之琳 褚橙 濮存昕 佘诗曼 仝卓 冼星海 贲德，周劼 吴垚 郑淼焱 冯翯11",
  ]) {
    const bytes = iconv.encode(`${before}𬭎`, "gb18030");
    for (const cut of [1, 2, 3]) expect(read(bytes.subarray(0, -cut)).text).toBe(`${before}\ufffd`);
  }
});

test("decoding is linear, also where lines are to be read in step and double encoding is to be undone", () => {
  const random = randomFrom(5);
  const faulty = iconv.encode(`${policyText(200, random)}\xff`, "gbk");
  faulty[100] = 0xff;
  const wrong = Buffer.from(Buffer.from(`${policyText(50, random)}\n`).toString("latin1"));
  const lenient = { undecodableShare: 1, undecodableRun: Number.POSITIVE_INFINITY };
  const stray = Buffer.concat([Buffer.from("各县市人民政府通知公告如下"), Buffer.of(0xc3, 0xa9, 0xff)]);
  const fragments = [Buffer.from("é·"), Buffer.from("\ufffd"), stray];
  for (const piece of [faulty, Buffer.concat([faulty, Buffer.from("\n")]), wrong, ...fragments]) {
    const task = (size: number) => {
      const bytes = Buffer.concat(Array.from({ length: size }, () => piece));
      return () => void decode(bytes, null, lenient, costs);
    };
    expectLinear(task, Math.ceil(15_000 / piece.length));
  }
});
