import type { NumberingFormats } from "../../../dictionary/documents/numbering.js";
import type { FileLine } from "../line.js";
import { elementAt, elementsOf, parseXml, type XmlElement } from "../xml.js";
import type { Archive } from "../zip.js";
import { blockLines } from "./blocks.js";
import { readNumbering } from "./numbering.js";
import { openRunReader } from "./runs.js";
import { readStyles } from "./styles.js";

/**
 * The text of a docx as its lines: paragraphs, headings and list items with the numbers that Word gives them, rows of tables
 * as cells joined by tabs, boxes of text behind the paragraph that holds them, notes at the end. Headers and footers, comments,
 * hidden text and what was deleted under tracked changes are left out. Our own reader, because no kept one computes automatic
 * numbers: mammoth and docxmlater have the paragraphs without them.
 * @throws Error for a file without a document
 */
export function readDocx(archive: Archive, formats: NumberingFormats): FileLine[] {
  const main = mainPart(archive);
  const document = part(archive, main);
  if (document === undefined) throw new Error("it has no document");
  const related = relations(archive, main);
  const styles = readStyles(part(archive, related.get("styles")));
  const numbering = readNumbering(part(archive, related.get("numbering")), styles, formats);
  const notes = { footnote: part(archive, related.get("footnotes")), endnote: part(archive, related.get("endnotes")) };
  const numbered: XmlElement[] = [];
  const runs = openRunReader({
    styles,
    formats,
    noteNumber(kind, id) {
      const note = elementsOf(notes[kind], kind).find(({ attributes }) => attributes.id === id);
      return note === undefined ? undefined : numbered.push(note);
    },
  });
  const context = { styles, numbering, runs };
  const lines = blockLines(elementAt(document, "body") ?? document, context);
  for (const [i, note] of numbered.entries()) {
    const [first, ...rest] = blockLines(note, context);
    if (first !== undefined) lines.push({ ...first, text: `[${i + 1}] ${first.text}` }, ...rest);
  }
  return lines;
}

const part = (archive: Archive, name: string | undefined): XmlElement | undefined => {
  const read = name === undefined ? undefined : archive.members.get(name);
  return read && parseXml(read());
};

function mainPart(archive: Archive): string {
  return relations(archive, "").get("officeDocument") ?? "word/document.xml";
}

/** The parts that a part refers to, by the last word of the relationship's type. */
function relations(archive: Archive, of: string): Map<string, string> {
  const [folder, name] = [of.slice(0, of.lastIndexOf("/") + 1), of.slice(of.lastIndexOf("/") + 1)];
  const found = new Map<string, string>();
  for (const { attributes } of elementsOf(part(archive, `${folder}_rels/${name}.rels`), "Relationship")) {
    if (attributes.TargetMode === "External" || attributes.Target === undefined) continue;
    const target = attributes.Target.startsWith("/") ? attributes.Target.slice(1) : `${folder}${attributes.Target.replace(/^\.\//, "")}`;
    const type = attributes.Type?.split("/").at(-1) ?? "";
    if (!found.has(type)) found.set(type, target);
  }
  return found;
}
