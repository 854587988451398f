import { ZhengwenError } from "../../model/errors.js";

interface Signature {
  readonly name: string;
  readonly at: number;
  readonly bytes: string;
}

/** First bytes of formats that are not text, as Latin-1. Formats that text could begin with too (BM, MZ) are left to the NUL test. */
const binary: readonly Signature[] = [
  { name: "a JPEG picture", at: 0, bytes: "\xff\xd8\xff" },
  { name: "a PNG picture", at: 0, bytes: "\x89PNG\r\n\x1a\n" },
  { name: "a GIF picture", at: 0, bytes: "GIF87a" },
  { name: "a GIF picture", at: 0, bytes: "GIF89a" },
  { name: "a TIFF picture", at: 0, bytes: "II*\0" },
  { name: "a TIFF picture", at: 0, bytes: "MM\0*" },
  { name: "an icon", at: 0, bytes: "\0\0\x01\0" },
  { name: "a RIFF file", at: 0, bytes: "RIFF" },
  { name: "an MP3 recording", at: 0, bytes: "ID3" },
  { name: "an Ogg file", at: 0, bytes: "OggS" },
  { name: "an MP4 film", at: 4, bytes: "ftyp" },
  { name: "a Matroska film", at: 0, bytes: "\x1aE\xdf\xa3" },
  { name: "a gzip archive", at: 0, bytes: "\x1f\x8b" },
  { name: "a bzip2 archive", at: 0, bytes: "BZh" },
  { name: "an xz archive", at: 0, bytes: "\xfd7zXZ\0" },
  { name: "a 7z archive", at: 0, bytes: "7z\xbc\xaf\x27\x1c" },
  { name: "a RAR archive", at: 0, bytes: "Rar!\x1a\x07" },
  { name: "a zstd archive", at: 0, bytes: "\x28\xb5\x2f\xfd" },
  { name: "a program", at: 0, bytes: "\x7fELF" },
  { name: "a WebAssembly program", at: 0, bytes: "\0asm" },
  { name: "a Java class", at: 0, bytes: "\xca\xfe\xba\xbe" },
  { name: "a font", at: 0, bytes: "wOFF" },
  { name: "a font", at: 0, bytes: "wOF2" },
  { name: "a database", at: 0, bytes: "SQLite format 3\0" },
];

const office: readonly Signature[] = [
  { name: "an office document of the old binary form (doc, xls, ppt, wps)", at: 0, bytes: "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" },
  { name: "an RTF document", at: 0, bytes: "{\\rtf" },
];

/** Names of parts that distinguish an office document from another ZIP archive. */
const officeParts = ["[Content_Types].xml", "word/", "xl/", "ppt/", "OFD.xml", "mimetypeapplication/vnd.oasis"];

/**
 * Refuses bytes that are certainly no page or text.
 * @throws input.attachment-format for office documents and PDF, input.not-text for other binary formats
 */
export function refuseKnownFormat(bytes: Uint8Array): void {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString("latin1");
  const found = (signature: Signature) => head.startsWith(signature.bytes, signature.at);
  if (/^(\xef\xbb\xbf)?\s{0,64}%PDF-/.test(head)) throw new ZhengwenError("input.attachment-format", "They are a PDF.");
  const document = office.find(found);
  if (document) throw new ZhengwenError("input.attachment-format", `They are ${document.name}.`);
  if (head.startsWith("PK\x03\x04")) {
    if (officeParts.some((part) => head.includes(part))) {
      throw new ZhengwenError("input.attachment-format", "They are an office document (docx, xlsx, pptx, ofd, odt).");
    }
    throw new ZhengwenError("input.not-text", "They are a ZIP archive.");
  }
  const format = binary.find(found);
  if (format) throw new ZhengwenError("input.not-text", `They are ${format.name}.`);
}
