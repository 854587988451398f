/** The container of the old Office formats (MS-CFB), as word-extractor reads it; its published types leave it out. */
declare module "word-extractor/lib/ole-compound-doc.js" {
  import type { Readable } from "node:stream";
  export default class OleCompoundDoc {
    constructor(reader: object);
    read(): Promise<OleCompoundDoc>;
    /** a stream of the root storage, by its name; one that is not there is empty */
    stream(name: string): Readable;
  }
}

declare module "word-extractor/lib/buffer-reader.js" {
  export default class BufferReader {
    constructor(buffer: Buffer);
  }
}
