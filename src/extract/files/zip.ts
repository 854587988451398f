import { isUtf8 } from "node:buffer";
import { inflateRawSync } from "node:zlib";
import { ZhengwenError } from "../../model/errors.js";
import type { AttachmentLimits } from "./limits.js";

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const localHeader = 0x04034b50;
/** An archive inflates to at most so many times its size, where that is much: office documents reach 30. */
const mostTimes = 400;
const unsuspicious = 10_000_000;
const endLength = 22;
const longestComment = 65_535;
/** a document type can declare internal and external entities, which no office document needs */
const documentType = /<!(?:DOCTYPE|ENTITY)/i;

/**
 * Looks through an archive before a parser opens it: the parsers trust what its directory says and have no limits of their
 * own (jszip inflates whatever there is). Every entry is inflated once, against the limit and against its own claim.
 * @returns its members
 * @throws attachment.damaged for a broken archive, a lying size or a document type, attachment.too-large over a limit,
 * attachment.encrypted for an entry with a password
 */
export function checkZip(bytes: Uint8Array, limits: Pick<AttachmentLimits, "inflated" | "entries">): Archive {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = findEnd(view);
  const members = new Map<string, () => Buffer>();
  let inflated = 0;
  const count = view.readUInt16LE(end + 10);
  if (count > limits.entries) throw new ZhengwenError("attachment.too-large", `${count} entries, ${limits.entries} are allowed.`);
  let at = view.readUInt32LE(end + 16);
  let left = limits.inflated;
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.readUInt32LE(at) !== directoryEntry) throw damaged("the directory of the archive is broken");
    const entry = entryAt(view, at);
    const length = checkEntry(view, entry, left, limits.inflated);
    left -= length;
    inflated += length;
    at = entry.next;
    if (inflated > unsuspicious && inflated > mostTimes * bytes.length) throw tooLarge(Math.max(unsuspicious, mostTimes * bytes.length));
    if (!entry.name.endsWith("/")) members.set(entry.name, () => contentOf(view, entry, length, limits.inflated));
  }
  return { members, inflated };
}

/** What an archive holds, after it was looked through. */
export interface Archive {
  /** by its name in the archive, what gives a member's bytes; folders are left out */
  readonly members: ReadonlyMap<string, () => Buffer>;
  /** bytes of all members together */
  readonly inflated: number;
}

interface Entry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly header: number;
  readonly next: number;
}

function entryAt(view: Buffer, at: number): Entry {
  const [name, extra, comment] = [view.readUInt16LE(at + 28), view.readUInt16LE(at + 30), view.readUInt16LE(at + 32)];
  return {
    name: nameOf(view.subarray(at + 46, at + 46 + name), view.subarray(at + 46 + name, at + 46 + name + extra)),
    flags: view.readUInt16LE(at + 8),
    method: view.readUInt16LE(at + 10),
    packed: view.readUInt32LE(at + 20),
    size: view.readUInt32LE(at + 24),
    header: view.readUInt32LE(at + 42),
    next: at + 46 + name + extra + comment,
  };
}

const unicodePath = 0x7075;

/**
 * The name of an entry: Chinese archivers write it in GBK without saying so, and others in UTF-8 with or without the flag that
 * says so, or in a field of its own (APPNOTE 4.6.9).
 */
function nameOf(name: Buffer, extra: Buffer): string {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === unicodePath) return extra.toString("utf8", at + 9, at + 4 + extra.readUInt16LE(at + 2));
  }
  return isUtf8(name) ? name.toString("utf8") : new TextDecoder("gb18030").decode(name);
}

/** @returns how many bytes the entry inflates to */
function checkEntry(view: Buffer, entry: Entry, left: number, limit: number): number {
  const { name, flags, size } = entry;
  if (flags & 1) throw new ZhengwenError("attachment.encrypted", name);
  const content = contentOf(view, entry, left, limit);
  if (content.length !== size) throw damaged(`${name} claims ${size} bytes and holds ${content.length}`);
  if (/\.(?:xml|rels|vml)$/i.test(name) && documentType.test(content.toString("latin1", 0, 4_096))) {
    throw damaged(`${name} declares a document type`);
  }
  return content.length;
}

function contentOf(view: Buffer, { name, method, packed, header }: Entry, left: number, limit: number): Buffer {
  if (header + 30 > view.length || view.readUInt32LE(header) !== localHeader) throw damaged(`${name} has no header`);
  const from = header + 30 + view.readUInt16LE(header + 26) + view.readUInt16LE(header + 28);
  if (from + packed > view.length) throw damaged(`${name} is cut off`);
  const data = view.subarray(from, from + packed);
  const content = method === 0 ? data : method === 8 ? inflate(data, name, left, limit) : null;
  if (content === null) throw damaged(`${name} is packed by method ${method}`);
  if (content.length > left) throw tooLarge(limit);
  return content;
}

function inflate(data: Buffer, name: string, left: number, limit: number): Buffer {
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, left + 1) });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") throw tooLarge(limit);
    throw new ZhengwenError("attachment.damaged", `${name}: ${(cause as Error).message}.`, { cause });
  }
}

/** The end of the directory is at the end of the file, before a comment of at most 64 KiB. */
function findEnd(view: Buffer): number {
  const lowest = Math.max(0, view.length - endLength - longestComment);
  for (let at = view.length - endLength; at >= lowest; at--) if (view.readUInt32LE(at) === endOfDirectory) return at;
  throw damaged("the archive has no directory: it is cut off");
}

const tooLarge = (limit: number) => new ZhengwenError("attachment.too-large", `It inflates to more than ${limit} bytes.`);
const damaged = (detail: string) => new ZhengwenError("attachment.damaged", `${detail}.`);
