import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";

/** A record of a WARC file (ISO 28500, WARC 1.1). */
export interface WarcRecord {
  readonly type: "warcinfo" | "response" | "resource" | "revisit" | "metadata";
  /** ISO date-time */
  readonly date: string;
  /** null for what describes the file itself */
  readonly target: string | null;
  readonly contentType: string;
  /** fields beside the usual ones */
  readonly fields?: readonly (readonly [name: string, value: string])[];
  readonly block: Uint8Array;
  /** what the block carries, without HTTP headers; the digest of it tells copies */
  readonly payload?: Uint8Array;
}

/** A record in its own gzip member, so that a reader can begin at any. */
export function serialised(record: WarcRecord): Buffer {
  const { type, date, target, contentType, fields = [], block, payload } = record;
  const lines: (readonly [string, string])[] = [
    ["WARC-Type", type],
    ["WARC-Record-ID", recordId(record)],
    ["WARC-Date", warcDate(date)],
    ...(target === null ? [] : [["WARC-Target-URI", target] as const]),
    ...fields,
    ...(payload === undefined ? [] : [["WARC-Payload-Digest", payloadDigest(payload)] as const]),
    ["WARC-Block-Digest", payloadDigest(block)],
    ["Content-Type", contentType],
    ["Content-Length", String(block.length)],
  ];
  const head = `WARC/1.1\r\n${lines.map(([name, value]) => `${name}: ${oneLine(value)}\r\n`).join("")}\r\n`;
  return gzipSync(Buffer.concat([Buffer.from(head), block, Buffer.from("\r\n\r\n")]));
}

/** The id of a record, made from what it says: the same export has the same ids. */
export function recordId({ type, date, target, block }: Pick<WarcRecord, "type" | "date" | "target" | "block">): string {
  const digest = createHash("sha256")
    .update(JSON.stringify([type, warcDate(date), target]))
    .update(block)
    .digest();
  // a UUID of version 8: of our own making
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x80;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  const hex = digest.toString("hex");
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)];
  return `<urn:uuid:${parts.join("-")}>`;
}

/** As archives write it: SHA-1 in base 32. */
function payloadDigest(bytes: Uint8Array): string {
  return `sha1:${base32(createHash("sha1").update(bytes).digest())}`;
}

/** An HTTP head and a body. Values come from servers: no line of theirs becomes one of ours. */
export function httpBlock(status: string, headers: readonly (readonly [name: string, value: string | null])[], body: Uint8Array): Buffer {
  const lines = headers.flatMap(([name, value]) => (value === null ? [] : [`${name}: ${oneLine(value)}\r\n`]));
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status}\r\n${lines.join("")}\r\n`), body]);
}

/** To the second, in UTC. */
export function warcDate(moment: string): string {
  return `${new Date(moment).toISOString().slice(0, 19)}Z`;
}

function oneLine(value: string): string {
  return value.replace(/[\0-\x1f\x7f]+/g, " ").trim();
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

function base32(bytes: Uint8Array): string {
  let out = "";
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) out += alphabet[(held >>> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? out + alphabet[(held << (5 - bits)) & 31] : out;
}
