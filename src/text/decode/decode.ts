import { isUtf8 } from "node:buffer";
import { ZhengwenError } from "../../model/errors.js";
import type { Charset } from "../../model/record.js";
import type { CharacterCosts } from "./cost.js";
import { type Declaration, type Family, familyOf, findDeclarations } from "./declared.js";
import { decodeAs, guessFamily } from "./guess.js";
import { nameOf } from "./legacy.js";
import { undoDoubleEncoding } from "./mojibake.js";
import { refuseKnownFormat } from "./signature.js";
import { type Survey, survey } from "./survey.js";

export interface DecodeLimits {
  /** share of undecodable characters over which a text is rejected */
  readonly undecodableShare: number;
  /** longest run of undecodable characters that is tolerated */
  readonly undecodableRun: number;
}

export interface Decoded {
  /** without a byte order mark; U+FFFD where a character could not be decoded */
  readonly text: string;
  readonly charset: Charset;
  readonly notes: readonly { readonly code: string; readonly message: string }[];
}

/** Control characters that a text may hold at most: both so many and such a share make it binary. */
const controlCount = 8;
const controlShare = 0.01;

/**
 * Decodes the bytes of a page or a text. Order of evidence: byte order mark, the bytes themselves, what the page's meta tags
 * say, what the header says; the latter two only break ties.
 * @param contentType value of the Content-Type header, or null
 * @param costs how common characters are (`dictionary.characters`)
 * @throws input.empty, input.not-text, input.attachment-format, decode.no-charset, decode.undecodable
 */
export function decode(bytes: Uint8Array, contentType: string | null, limits: DecodeLimits, costs: CharacterCosts): Decoded {
  if (bytes.length === 0) throw new ZhengwenError("input.empty");
  refuseKnownFormat(bytes);
  const declarations = findDeclarations(bytes, contentType);
  const { family, evidence, skip } = chooseFamily(bytes, declarations, costs);
  const body = bytes.subarray(skip);
  let text = decodeAs(body, family, costs);
  let found = survey(text);
  const notes: { code: string; message: string }[] = [];
  if (found.controls > controlCount && found.controls > controlShare * text.length) {
    throw new ZhengwenError("input.not-text", `${found.controls} control characters among ${text.length}.`);
  }
  const undone = undoDoubleEncoding(text, found, costs);
  if (undone) {
    notes.push({ code: "double-encoding", message: `${undone.how} and saved again: undone in ${undone.lines} lines.` });
    text = undone.text;
    found = survey(text);
  }
  refuseUndecodable(text, found, limits);
  if (found.replaced > 0) notes.push({ code: "undecodable", message: `${found.replaced} characters could not be decoded.` });
  const name = family === "gb18030" || family === "big5" ? nameOf(body, family) : family;
  if (skip > 0 && evidence !== "bom") {
    notes.push({ code: "wrong-charset", message: `A byte order mark says utf-8, the bytes are ${name}.` });
  }
  for (const { label, evidence: place } of declarations) {
    if (familyOf(label) !== family) notes.push({ code: "wrong-charset", message: `The ${place} says ${label}, the bytes are ${name}.` });
  }
  return { text, charset: { name, evidence, declared: declarations.map(({ label }) => label), undecodable: found.replaced }, notes };
}

interface Choice {
  readonly family: Family;
  readonly evidence: Charset["evidence"];
  /** bytes of a byte order mark */
  readonly skip: number;
}

function chooseFamily(bytes: Uint8Array, declarations: readonly Declaration[], costs: CharacterCosts): Choice {
  const [a, b, c, d] = bytes;
  const valid = isUtf8(bytes);
  const marked = a === 0xef && b === 0xbb && c === 0xbf;
  if (marked && valid) return { family: "utf-8", evidence: "bom", skip: 3 };
  if (a === 0xff && b === 0xfe) return { family: "utf-16le", evidence: "bom", skip: 2 };
  if (a === 0xfe && b === 0xff) return { family: "utf-16be", evidence: "bom", skip: 2 };
  if (a === 0x84 && b === 0x31 && c === 0x95 && d === 0x33) return { family: "gb18030", evidence: "bom", skip: 4 };
  const skip = marked ? 3 : 0;
  const guess = guessFamily(bytes.subarray(skip), valid, declarations, costs);
  if (!guess) throw new ZhengwenError("decode.no-charset");
  return { family: guess.family, evidence: marked && guess.family === "utf-8" ? "bom" : guess.evidence, skip };
}

function refuseUndecodable(text: string, { replaced, replacedRun }: Survey, limits: DecodeLimits): void {
  // one character cut at the very end never rejects
  const counted = text.endsWith("\ufffd") ? replaced - 1 : replaced;
  if (replacedRun > limits.undecodableRun) {
    throw new ZhengwenError("decode.undecodable", `${replacedRun} in a row, at most ${limits.undecodableRun} are tolerated.`);
  }
  if (counted > limits.undecodableShare * text.length) {
    throw new ZhengwenError("decode.undecodable", `${counted} of ${text.length} characters.`);
  }
}
