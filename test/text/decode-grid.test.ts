import iconv from "iconv-lite";
import * as opencc from "opencc-js";
import { expect, test } from "vitest";
import { loadCharacters } from "../../src/dictionary/repair/character-costs.js";
import { ZhengwenError } from "../../src/model/errors.js";
import { familyOf } from "../../src/text/decode/declared.js";
import { decode } from "../../src/text/decode/decode.js";
import { policyText, randomFrom } from "../support/policy-text.js";

const costs = loadCharacters();
const limits = { undecodableShare: 0.005, undecodableRun: 8 };

/** An encoding of the grid: how to write it, what a right label says, and the name that the record must bear. */
interface Encoding {
  readonly name: string;
  readonly label: string;
  readonly write: (text: string) => Buffer;
  /** what a text must hold for the name to be the right one */
  readonly needs?: string;
}

const encode = (charset: string) => (text: string) => iconv.encode(text, charset, { addBOM: false });
const marked = (charset: string) => (text: string) => iconv.encode(text, charset, { addBOM: true });

const both: readonly Encoding[] = [
  { name: "utf-8", label: "utf-8", write: encode("utf8") },
  { name: "utf-8", label: "utf-8", write: marked("utf8") },
  { name: "utf-16le", label: "utf-16", write: encode("utf16le") },
  { name: "utf-16be", label: "utf-16be", write: encode("utf16be") },
  { name: "utf-16le", label: "utf-16", write: marked("utf16le") },
  { name: "utf-16be", label: "utf-16be", write: marked("utf16be") },
  { name: "gbk", label: "gbk", write: encode("gbk") },
  { name: "gb18030", label: "gb18030", write: encode("gb18030"), needs: "𬭎㛃" },
];
const encodings: Readonly<Record<"hans" | "hant", readonly Encoding[]>> = {
  hans: [...both, { name: "gbk", label: "gb2312", write: encode("gb2312") }],
  hant: [
    ...both,
    { name: "big5", label: "big5", write: encode("cp950") },
    { name: "big5-hkscs", label: "big5-hkscs", write: encode("big5hkscs"), needs: "埗鰂" },
  ],
};

const toTraditional = opencc.Converter({ from: "cn", to: "tw" });
const wrongLabels = ["utf-8", "gb2312", "big5", "iso-8859-1", "utf-16", "shift_jis", "windows-1252"];
const asciiHead = "var config = {debug: false, path: '/static/js/main.js'}; // build 20240117\n";

/** A page, or the bare text where there is neither meta tag nor head. */
function page(text: string, meta: string | null, head: number): string {
  if (meta === null && head === 0) return text;
  const tag = meta === null ? "" : `<meta charset="${meta}">\n`;
  const script = asciiHead.repeat(Math.ceil(head / asciiHead.length)).slice(0, head);
  return `<html><head>\n${tag}<script>\n${script}\n</script></head><body><p>${text}</p></body></html>`;
}

const kinds = ["right", "absent", "wrong"] as const;
type Kind = (typeof kinds)[number];

/** One page of the grid. */
interface Cell {
  readonly script: "hans" | "hant";
  readonly encoding: Encoding;
  readonly header: Kind;
  readonly meta: Kind;
  readonly head: number;
  /** whether its last byte is missing */
  readonly cut: boolean;
  readonly length: number;
}

/** Every row continued by every value. */
function crossed<Row extends object, const Name extends string, Value>(
  rows: readonly Row[],
  name: Name,
  values: readonly Value[] | ((row: Row) => readonly Value[]),
): (Row & Record<Name, Value>)[] {
  return rows.flatMap((row) =>
    (typeof values === "function" ? values(row) : values).map((value) => ({ ...row, [name]: value }) as Row & Record<Name, Value>),
  );
}

function grid(): Cell[] {
  const scripts = crossed([{}], "script", ["hans", "hant"] as const);
  const encoded = crossed(scripts, "encoding", ({ script }) => encodings[script]);
  const labelled = crossed(crossed(encoded, "header", kinds), "meta", kinds);
  return crossed(crossed(crossed(labelled, "head", [0, 15_000, 64_000]), "cut", [false, true]), "length", [30, 120, 1000]);
}

/** What a header or a meta tag claims. */
function labelOf(kind: Kind, { label }: Encoding, random: () => number): string | null {
  if (kind === "absent") return null;
  const wrong = wrongLabels.filter((other) => familyOf(other) !== familyOf(label));
  return kind === "right" ? label : (wrong[Math.floor(random() * wrong.length)] ?? null);
}

/** What is wrong with how a page is read, null where nothing is; "rejected" where it is refused, which is no fault. */
function faultOf({ script, encoding, header, meta, head, cut, length }: Cell, random: () => number): string | null {
  const simplified = policyText(length, random);
  const prose = (script === "hant" ? toTraditional(simplified) : simplified) + (encoding.needs ?? "");
  // what is cut is the last character of the text, so a cut page ends there
  const whole = page(prose, labelOf(meta, encoding, random), head);
  const last = encoding.needs?.match(/.$/u)?.[0] ?? "文";
  const source = cut ? whole.slice(0, whole.lastIndexOf(prose) + prose.length) + last : whole;
  const bytes = encoding.write(source);
  expect(iconv.decode(bytes, encodingOf(encoding)), "the encoding holds the text").toBe(source);
  const type = labelOf(header, encoding, random);
  const expected = cut ? `${source.slice(0, -last.length)}\ufffd` : source;
  try {
    const { text, charset } = decode(cut ? bytes.subarray(0, -1) : bytes, type && `text/html; charset=${type}`, limits, costs);
    if (text !== expected) return `garbled as ${charset.name} ${expected.slice(-12)} ${text.slice(-12)}`;
    if (charset.undecodable !== (cut ? 1 : 0)) return `undecodable ${charset.undecodable}`;
    return charset.name === encoding.name ? null : `named ${charset.name}`;
  } catch (error) {
    if (!(error instanceof ZhengwenError)) throw error;
    return "rejected";
  }
}

test("the grid of encodings, labels, heads, cuts and lengths comes out as it went in", () => {
  const random = randomFrom(20240117);
  const read = grid().map((cell) => ({ ...cell, fault: faultOf(cell, random) }));
  expect(read.length).toBe(19 * 9 * 3 * 2 * 3);
  const failures = read.filter(({ fault }) => fault !== null && fault !== "rejected");
  expect(failures.map(({ encoding, ...cell }) => ({ ...cell, label: encoding.label }))).toEqual([]);
  const rejected = read.filter(({ fault }) => fault === "rejected");
  const long = ({ length }: Cell) => length >= 120;
  expect(rejected.filter(long).length / read.filter(long).length).toBeLessThanOrEqual(0.01);
  expect(rejected.length / read.length).toBeLessThanOrEqual(0.01);
});

function encodingOf({ name, label }: Encoding): string {
  if (name === "big5") return "cp950";
  return name === "big5-hkscs" ? "big5hkscs" : label.startsWith("utf-16") ? name : label;
}
