import type { NumberingFormats } from "../../dictionary/documents/numbering.js";
import { ZhengwenError } from "../../model/errors.js";
import type { CharacterCosts } from "../../text/decode/cost.js";
import { decode } from "../../text/decode/decode.js";
import type { ExtractDictionary } from "../extraction.js";
import { type ArchiveText, readArchive, type UnreadMember } from "./archive.js";
import { readCsv } from "./csv.js";
import { csvDelimiter } from "./csv-delimiter.js";
import { hasLists, readDoc } from "./doc.js";
import { readDocx } from "./docx/docx.js";
import { fileFormat } from "./format.js";
import { illegible } from "./legible.js";
import type { AttachmentLimits } from "./limits.js";
import type { FileLine } from "./line.js";
import { readOfd } from "./ofd.js";
import { readPdf } from "./pdf.js";
import { readSheets } from "./sheets.js";
import { readText } from "./text.js";
import { checkZip } from "./zip.js";

/** The text of an attachment as published, one paragraph or table row per line. */
export interface ParsedAttachment {
  /** file type in lower case, by its own bytes */
  readonly type: string;
  readonly text: string;
  /** the first lines with their looks, by which a title is told */
  readonly head: readonly FileLine[];
  /** files in an archive whose text could not be read */
  readonly unread: readonly UnreadMember[];
  /** set where numbers of paragraphs that the file makes by itself may be missing from the text */
  readonly mayLackNumbers?: true;
}

/** What the readers know beside the file. */
export interface FileResources {
  /** folder of the CMaps for PDF, with a `/` at its end */
  readonly cmaps: string;
  /** asked for only by formats that need it */
  dictionary(): Promise<FileDictionary>;
}

interface FileDictionary extends ExtractDictionary {
  readonly characters: CharacterCosts;
  readonly numbering: NumberingFormats;
}

// a title stands no lower
const longestHead = 80;
// an archive, and archives in it
const deepestArchive = 2;

/** formats whose characters come by way of fonts or of tables that may be wrong */
const drawn: ReadonlySet<string> = new Set(["pdf", "ofd", "doc"]);

/**
 * Reads the text of an attachment. A hostile file can make the parsers take any amount of time and memory: call this in a
 * process of its own.
 * @throws ZhengwenError of the attachment.* rows
 */
export async function readAttachment(bytes: Uint8Array, limits: AttachmentLimits, resources: FileResources): Promise<ParsedAttachment> {
  if (bytes.length > limits.bytes) throw new ZhengwenError("attachment.too-large", `${bytes.length} bytes, ${limits.bytes} are allowed.`);
  const { type, lines, unread } = await readFile(bytes, { limits: { ...limits }, resources, depth: 0 });
  // stores take no U+0000
  const clean = lines.map((line) => ({ ...line, text: line.text.replaceAll("\0", "") }));
  const text = clean.map((line) => `${line.text}\n`).join("");
  if (text.length > limits.characters) {
    throw new ZhengwenError("attachment.too-large", `${text.length} characters of text, ${limits.characters} are allowed.`);
  }
  const mayLackNumbers = type === "doc" && (await hasLists(bytes));
  return { type, text, head: clean.slice(0, longestHead), unread, ...(mayLackNumbers && { mayLackNumbers }) };
}

interface Reading {
  /** what is left of them: archives within archives share what they may inflate to */
  readonly limits: { -readonly [limit in keyof AttachmentLimits]: AttachmentLimits[limit] };
  readonly resources: FileResources;
  /** of archives around the file */
  readonly depth: number;
}

async function readFile(bytes: Uint8Array, reading: Reading): Promise<ArchiveText & { type: string }> {
  const format = fileFormat(bytes);
  const type = format?.type ?? "txt";
  if (format?.isEncrypted) throw new ZhengwenError("attachment.encrypted", "It is an office document with a password.");
  if (format !== null && !format.isRead) throw new ZhengwenError("attachment.format", `It is ${type}.`);
  try {
    const found = await parse(type, bytes, reading);
    await refuseUnreadable(found.type, found.lines, reading.resources);
    return found;
  } catch (cause) {
    if (cause instanceof ZhengwenError) throw cause;
    throw new ZhengwenError("attachment.damaged", `${type}: ${(cause as Error).message}`, { cause });
  }
}

async function parse(type: string, bytes: Uint8Array, reading: Reading): Promise<ArchiveText & { type: string }> {
  const { limits, resources } = reading;
  const whole = (lines: FileLine[]) => ({ type, lines, unread: [] });
  switch (type) {
    case "docx":
      return whole(readDocx(openZip(bytes, reading), (await resources.dictionary()).numbering));
    case "ofd":
      return whole(readOfd(openZip(bytes, reading), limits.characters));
    case "xlsx":
      openZip(bytes, reading);
      return whole(await readSheets(bytes, type));
    case "xls":
      return whole(await readSheets(bytes, type));
    case "doc":
      return whole(await readDoc(bytes));
    case "pdf":
      return whole(await readPdf(bytes, resources.cmaps, limits.characters));
    case "csv":
      return whole(readCsv(await decoded(bytes, resources), csvDelimiter(bytes) ?? ","));
    case "zip":
      if (reading.depth >= deepestArchive) throw new ZhengwenError("attachment.format", "It is an archive in an archive in an archive.");
      return { type, ...(await readArchive(openZip(bytes, reading), limits.characters, (member) => readMember(member, reading))) };
    default: {
      const found = readText(await decoded(bytes, resources), await resources.dictionary());
      return { ...found, unread: [] };
    }
  }
}

function openZip(bytes: Uint8Array, { limits }: Reading) {
  const archive = checkZip(bytes, limits);
  limits.inflated -= archive.inflated;
  limits.entries -= archive.members.size;
  return archive;
}

async function readMember(bytes: Uint8Array, reading: Reading): Promise<ArchiveText> {
  return await readFile(bytes, { ...reading, depth: reading.depth + 1 });
}

async function decoded(bytes: Uint8Array, { dictionary }: FileResources): Promise<string> {
  const limits = { undecodableShare: 0.005, undecodableRun: 8 };
  try {
    return decode(bytes, null, limits, (await dictionary()).characters).text;
  } catch (cause) {
    if (!(cause instanceof ZhengwenError) || cause.code === "dictionary.invalid") throw cause;
    const code =
      cause.code === "input.empty" ? "attachment.empty" : cause.code.startsWith("input.") ? "attachment.format" : "attachment.damaged";
    throw new ZhengwenError(code, cause.message, { cause });
  }
}

/** @throws attachment.empty, attachment.damaged for a text that is nonsense */
async function refuseUnreadable(type: string, lines: readonly FileLine[], { dictionary }: FileResources): Promise<void> {
  const reason = drawn.has(type) ? illegible(lines.map(({ text }) => text).join("\n"), (await dictionary()).characters) : null;
  if (reason !== null) throw new ZhengwenError("attachment.damaged", `${type}: ${reason}.`);
  if (!lines.some(({ text }) => /[\p{L}\p{N}]/u.test(text))) {
    throw new ZhengwenError("attachment.empty", drawn.has(type) ? "Its pages may be pictures." : "");
  }
}
