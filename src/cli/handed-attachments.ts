import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import * as z from "zod";
import { fileType } from "../extract/files/file-type.js";
import { asZhengwenError, ZhengwenError } from "../model/errors.js";
import type { GivenAttachment } from "../pipeline/input.js";
import type { FileReaders } from "../sandbox/file-readers.js";

/** A page gives a handful of attachments. */
const most = 20;

/** What a line of a manifest says of attachments that are handed in with its page: the file, and the address that the page gives it. */
export const handedSchema = z.array(z.object({ path: z.string().min(1), url: z.string().min(1) })).max(most);

export type Handed = z.infer<typeof handedSchema>;

/**
 * Reads the attachments that are handed in with a page, each in a process of its own. One that cannot be read says why, and
 * the page is no worse for it. Addresses are taken relative to the page's.
 * @param folder that paths are relative to
 */
export async function readHanded(
  handed: Handed,
  page: string | undefined,
  folder: string,
  readers: FileReaders,
): Promise<GivenAttachment[]> {
  const read: GivenAttachment[] = [];
  let room = readers.limits.characters;
  for (const { path, url } of handed) {
    const named = { name: path, url: URL.canParse(url, page) ? new URL(url, page).href : url, type: fileType(path) };
    try {
      const file = await fileOf(resolve(folder, path), readers.limits.bytes);
      const { type, text, mayLackNumbers } = await readers.read(file);
      if (text.length > room) throw new ZhengwenError("attachment.too-large", "The attachments of the page together have too much text.");
      room -= text.length;
      read.push({ ...named, type, text, bytes: file.length, file, ...(mayLackNumbers && { mayLackNumbers }) });
    } catch (cause) {
      const error = asZhengwenError(cause);
      if (error.kind.state === null) throw cause;
      read.push({ ...named, failure: { code: error.code, message: error.message, final: true } });
    }
  }
  return read;
}

async function fileOf(path: string, limit: number): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size > limit) throw new ZhengwenError("attachment.too-large", `${size} bytes, ${limit} are allowed.`);
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof ZhengwenError) throw cause;
    throw new ZhengwenError("input.unreadable", `${path}: ${(cause as Error).message}`, { cause });
  }
}
