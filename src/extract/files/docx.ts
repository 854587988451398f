import mammoth from "mammoth";
import { linesOf } from "../html/lines.js";
import { parsePage } from "../html/page.js";
import { joinRows } from "../html/table.js";

/** deepest nesting of elements accepted in a docx: tables within tables */
const depth = 512;

/**
 * The text of a docx as its lines: paragraphs, headings, list items and notes in order, rows of tables as cells joined by
 * one tab. What was deleted under tracked changes is left out.
 * @throws whatever the parser throws on a broken file
 */
export async function readDocx(bytes: Uint8Array): Promise<string[]> {
  // pictures are not read at all
  const convertImage = mammoth.images.imgElement(async () => ({ src: "" }));
  const { value: html } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, { convertImage, externalFileAccess: false });
  const page = parsePage(html, depth);
  const [root] = page.elements;
  const lines = linesOf(page, 0, page.runs.length);
  return (root ? joinRows(page, root, lines) : lines).map(({ text }) => text);
}
