import { csvDelimiter } from "./csv-delimiter.js";

/** What a file is by its own bytes, whatever it is called. */
export interface FileFormat {
  /** file type in lower case: docx, pdf, … */
  readonly type: string;
  /** whether we read its text */
  readonly isRead: boolean;
  /** an office document behind a password */
  readonly isEncrypted?: true;
}

const looked = 4_096;
/** Directory entries of a compound file may lie anywhere in it; in real ones they are near its beginning or end. */
const lookedDirectory = 4_194_304;

/** Names of streams in a compound file (the old Office formats, WPS too), which it holds in UTF-16. */
const streams: readonly (readonly [name: string, type: string])[] = [
  ["WordDocument", "doc"],
  ["Workbook", "xls"],
  ["Book", "xls"],
  ["PowerPoint Document", "ppt"],
];

/** Parts that identify the document in a ZIP archive: `OFD.xml` is GB/T 33190. */
const parts: readonly (readonly [name: string, type: string])[] = [
  ["word/", "docx"],
  ["xl/", "xlsx"],
  ["ppt/", "pptx"],
  ["OFD.xml", "ofd"],
  ["mimetypeapplication/vnd.oasis.opendocument.text", "odt"],
  ["mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "ods"],
  // a truncated file may show no more than this; reading it then reports the damage
  ["[Content_Types].xml", "docx"],
];

const others: readonly (readonly [bytes: string, type: string])[] = [
  ["{\\rtf", "rtf"],
  ["Rar!\x1a\x07", "rar"],
  ["7z\xbc\xaf\x27\x1c", "7z"],
  ["\x1f\x8b", "gz"],
  ["\xff\xd8\xff", "jpg"],
  ["\x89PNG\r\n\x1a\n", "png"],
  ["GIF8", "gif"],
  ["II*\0", "tif"],
  ["MM\0*", "tif"],
];

const read: ReadonlySet<string> = new Set(["docx", "xlsx", "pdf", "doc", "xls", "ofd", "csv", "zip"]);

/** The format of an attachment by its content; null where it is unknown (a page, a text). A text whose lines are records is a csv. */
export function fileFormat(bytes: Uint8Array): FileFormat | null {
  const head = latin1(bytes, 0, looked);
  if (/^(?:\xef\xbb\xbf)?\s{0,64}%PDF-/.test(head)) return formatOf("pdf");
  if (head.startsWith("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) return compoundFormat(bytes);
  if (head.startsWith("PK\x03\x04")) return formatOf(zipType(bytes, head));
  const other = others.find(([start]) => head.startsWith(start));
  if (other) return formatOf(other[1]);
  return csvDelimiter(bytes) === null ? null : formatOf("csv");
}

const formatOf = (type: string): FileFormat => ({ type, isRead: read.has(type) });

function compoundFormat(bytes: Uint8Array): FileFormat {
  const directory =
    bytes.length <= 2 * lookedDirectory
      ? latin1(bytes, 0, bytes.length)
      : latin1(bytes, 0, lookedDirectory) + latin1(bytes, bytes.length - lookedDirectory, bytes.length);
  // a docx or xlsx with a password is wrapped in a compound file (MS-OFFCRYPTO 2.3.4.4)
  if (directory.includes(wide("EncryptedPackage"))) return { type: "docx", isRead: false, isEncrypted: true };
  const stream = streams.find(([name]) => directory.includes(wide(name)));
  return formatOf(stream?.[1] ?? "doc");
}

/** The names of a ZIP archive's entries, from its first entry's header and the directory at its end. */
function zipType(bytes: Uint8Array, head: string): string {
  const names = head + latin1(bytes, Math.max(0, bytes.length - 16 * looked), bytes.length);
  return parts.find(([part]) => names.includes(part))?.[1] ?? "zip";
}

const latin1 = (bytes: Uint8Array, from: number, end: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.max(0, Math.min(end, bytes.length) - from)).toString("latin1");

const wide = (name: string): string => [...name].map((character) => `${character}\0`).join("");
