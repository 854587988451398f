import { ZhengwenError } from "../../model/errors.js";
import { readDocx } from "./docx.js";
import { fileFormat } from "./format.js";
import type { AttachmentLimits } from "./limits.js";
import { readPdf } from "./pdf.js";
import { readXlsx } from "./xlsx.js";
import { checkZip } from "./zip.js";

/** The text of an attachment as published, one paragraph or table row per line. */
export interface ParsedAttachment {
  /** file type in lower case, by its own bytes */
  readonly type: string;
  readonly text: string;
}

/**
 * Reads the text of an attachment. A hostile file can make the parsers take any amount of time and memory: call this in a
 * process of its own.
 * @param cmaps folder of the CMaps for PDF, with a `/` at its end
 * @throws ZhengwenError of the attachment.* rows
 */
export async function readAttachment(bytes: Uint8Array, limits: AttachmentLimits, cmaps: string): Promise<ParsedAttachment> {
  if (bytes.length > limits.bytes) throw new ZhengwenError("attachment.too-large", `${bytes.length} bytes, ${limits.bytes} are allowed.`);
  const format = fileFormat(bytes);
  if (format === null) throw new ZhengwenError("attachment.format", "Its bytes are of no known document format.");
  const { type, isRead, isEncrypted } = format;
  if (isEncrypted) throw new ZhengwenError("attachment.encrypted", "It is an office document with a password.");
  if (!isRead) throw new ZhengwenError("attachment.format", `It is ${type}.`);
  if (type !== "pdf") checkZip(bytes, limits);
  const lines = await parse(type, bytes, limits, cmaps);
  // stores take no U+0000
  const text = lines.map((line) => `${line.replaceAll("\0", "")}\n`).join("");
  if (text.length > limits.characters) {
    throw new ZhengwenError("attachment.too-large", `${text.length} characters of text, ${limits.characters} are allowed.`);
  }
  if (!/[\p{L}\p{N}]/u.test(text)) throw new ZhengwenError("attachment.empty", type === "pdf" ? "Its pages may be pictures." : "");
  return { type, text };
}

async function parse(type: string, bytes: Uint8Array, limits: AttachmentLimits, cmaps: string): Promise<string[]> {
  try {
    if (type === "docx") return await readDocx(bytes);
    if (type === "xlsx") return await readXlsx(bytes);
    return await readPdf(bytes, cmaps, limits.characters);
  } catch (cause) {
    if (cause instanceof ZhengwenError) throw cause;
    throw new ZhengwenError("attachment.damaged", `${type}: ${(cause as Error).message}`, { cause });
  }
}
