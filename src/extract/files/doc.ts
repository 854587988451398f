import WordExtractor from "word-extractor";
import { ZhengwenError } from "../../model/errors.js";
import { compoundStream } from "./compound.js";
import { type FileLine, onOneLine } from "./line.js";

/** The beginning of the stream WordDocument (MS-DOC 2.5.2), which lies at the beginning of a sector; those of short streams are small. */
const signature = Buffer.from([0xec, 0xa5]);
const sector = 64;
const flagsAt = 10;
const encrypted = 0x0100;

/**
 * The text of a Word document of the old binary form, WPS Writer's among them: paragraphs and rows of tables, then boxes of
 * text, notes. Headers, footers and comments are left out. Automatic numbers are not in this form's text and are not computed: `hasLists` says whether there may be any.
 * @throws attachment.encrypted; whatever the parser throws on a broken file
 */
export async function readDoc(bytes: Uint8Array): Promise<FileLine[]> {
  const buffer = Buffer.from(bytes);
  if (isEncrypted(buffer)) throw new ZhengwenError("attachment.encrypted", "It is an office document with a password.");
  const document: WordDocument = await new WordExtractor().extract(buffer);
  // as they are: by default it makes ASCII of quotation marks and dashes
  const options = { filterUnicode: false, includeHeadersAndFooters: false };
  const parts = [document.getBody(options), document.getTextboxes(options), document.getFootnotes(options), document.getEndnotes(options)];
  return parts.flatMap((part) => part.split(/[\n\r\v\f]/).flatMap(lineOf));
}

/** Where the table of list overrides ends in the FIB (MS-DOC 2.5.10, lcbPlfLfo), and how long one without entries is. */
const overridesAt = 0x02ee;
const noOverrides = 4;

/** Whether a document of the old form has lists, whose automatic numbers its text does not hold. @throws as `readDoc` does */
export async function hasLists(bytes: Uint8Array): Promise<boolean> {
  const stream = await compoundStream(bytes, ["WordDocument"]);
  return stream.length >= overridesAt + 4 && stream.readUInt32LE(overridesAt) > noOverrides;
}

/** The parser's document; the published types know nothing of its options. */
type WordDocument = Readonly<Record<"getBody" | "getTextboxes" | "getFootnotes" | "getEndnotes", (options?: object) => string>>;

function lineOf(raw: string): FileLine[] {
  const cells = raw.split("\t").map(onOneLine);
  const text = cells.join("\t").trimEnd();
  const isRow = cells.filter((cell) => cell !== "").length > 1;
  return text.trim() === "" ? [] : [{ text, kind: isRow ? "row" : "text" }];
}

function isEncrypted(bytes: Buffer): boolean {
  for (let at = bytes.indexOf(signature); at >= 0; at = bytes.indexOf(signature, at + 1)) {
    if (at % sector === 0 && at + flagsAt + 2 <= bytes.length) return (bytes.readUInt16LE(at + flagsAt) & encrypted) !== 0;
  }
  return false;
}
