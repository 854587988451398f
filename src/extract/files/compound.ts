import BufferReader from "word-extractor/lib/buffer-reader.js";
import OleCompoundDoc from "word-extractor/lib/ole-compound-doc.js";

/**
 * The first stream of a compound file (MS-CFB) that has one of these names; empty where it has none.
 * @throws whatever the container's parser throws on a broken file
 */
export async function compoundStream(bytes: Uint8Array, names: readonly string[]): Promise<Buffer> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const container = await new OleCompoundDoc(new BufferReader(file)).read();
  for (const name of names) {
    const parts: Buffer[] = [];
    for await (const part of container.stream(name)) parts.push(part as Buffer);
    if (parts.length > 0) return Buffer.concat(parts);
  }
  return Buffer.alloc(0);
}
