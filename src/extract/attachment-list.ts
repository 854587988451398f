import type { Attachment } from "../model/record.js";
import { fileType } from "./files/file-type.js";
import { fold } from "./fold.js";
import { numerals } from "./numerals.js";

const longest = 160;
const most = 200;
// 附件：… · 附件1.… · 附件1：…, followed by a name
const labelled = new RegExp(`^附件\\s*([${numerals}\\d]{0,3})\\s*([.．:：、\\s])\\s*(.*)$`);
const numbered = new RegExp(`^(\\d{1,2}|[${numerals}]{1,3})\\s*[.．、]\\s*(\\S.*)$`);

/**
 * The attachments that a document lists in its text: 附件：1.… 2.…, 附件1.….docx. Names are as published, with the number where the
 * list has one, and have no address. A heading 附件1 above an attachment's own text names nothing.
 */
function listedAttachments(paragraphs: readonly string[]): Attachment[] {
  const found: Attachment[] = [];
  let listing = false;
  for (const paragraph of paragraphs) {
    const name: string | null = paragraph.length > longest ? null : entryOf(paragraph.trim(), listing);
    listing = name !== null;
    if (name) found.push({ name, url: null, type: fileType(name) });
  }
  return found;
}

/** The name on a line of the list; empty for the heading 附件：, null for a line that is neither. */
function entryOf(line: string, listing: boolean): string | null {
  const item = listing ? numbered.exec(line) : null;
  if (item && isName(item[2] ?? "")) return line;
  const [, number = "", mark = "", rest = ""] = labelled.exec(line.replace(/^[（(【[]?附\s*件/, "附件")) ?? [];
  if (mark === "") return null;
  if (rest === "") return number === "" && /[:：]/.test(mark) ? "" : null;
  if (!isName(rest)) return null;
  return number === "" ? rest : line;
}

const isName = (text: string): boolean => !/[。；！？;!?]$/.test(text) && /\p{L}{2}/u.test(text);

/** The linked files, followed by those that only the text lists. */
export function withListed(linked: readonly Attachment[], paragraphs: readonly string[]): Attachment[] {
  const all = [...linked];
  const known = linked.map(({ name }) => bare(name));
  for (const attachment of listedAttachments(paragraphs).slice(0, most)) {
    const own = bare(attachment.name);
    if (known.some((other) => other.length > 0 && (other.startsWith(own) || own.startsWith(other)))) continue;
    known.push(own);
    all.push(attachment);
  }
  return all;
}

/** A name without its number and file type, for comparing. */
const bare = (name: string): string =>
  fold(name)
    .text.replace(/^附件\d*[.:、]?|^\d+[.、]/g, "")
    .replace(/\.[a-z0-9]{2,4}$/i, "");
