import { type FileLine, onOneLine } from "../line.js";
import { elementAt, elementsOf, valueAt, type XmlElement } from "../xml.js";
import type { Numbering } from "./numbering.js";
import type { RunReader } from "./runs.js";
import { numberOf, type Style, type Styles } from "./styles.js";

/** What reading a document's blocks takes with it from one to the next. */
export interface BlockContext {
  readonly styles: Styles;
  readonly numbering: Numbering;
  readonly runs: RunReader;
}

// a cell with more text than this is a column of the page's layout
const longestCell = 2_000;
// columns that a cell may span
const widest = 100;
const deletedBlocks = new Set(["del", "moveFrom", "pPr", "sdtPr", "tblPr", "tblGrid", "sectPr"]);

/** Where blocks stand. */
interface Place {
  readonly isContents?: boolean;
  readonly isCell?: boolean;
}

/** The lines of paragraphs and tables, in order. */
export function blockLines(parent: XmlElement, context: BlockContext, place: Place = {}): FileLine[] {
  const lines: FileLine[] = [];
  let carried = "";
  for (const block of elementsOf(parent)) {
    if (deletedBlocks.has(block.name)) continue;
    if (block.name === "p") {
      const { own, boxes, isJoined } = paragraphLines(block, carried, context, place);
      carried = isJoined ? own.map(({ text }) => text).join("\n") : "";
      if (!isJoined) lines.push(...own);
      for (const box of boxes) lines.push(...blockLines(box, context));
    } else if (block.name === "tbl") lines.push(...tableLines(block, context));
    else if (block.name === "AlternateContent") lines.push(...blockLines(elementAt(block, "Choice") ?? block, context, place));
    else lines.push(...blockLines(block, context, holdsContents(block) ? { ...place, isContents: true } : place));
  }
  if (carried.trim() !== "") lines.push({ text: onOneLine(carried), kind: "text" });
  return lines;
}

const holdsContents = (block: XmlElement): boolean =>
  valueAt(block, "sdtPr", "docPartObj", "docPartGallery")?.toLowerCase() === "table of contents";

interface ParagraphLines {
  readonly own: FileLine[];
  readonly boxes: readonly XmlElement[];
  /** whether its end was deleted, so that the next paragraph continues it */
  readonly isJoined: boolean;
}

/** @param carried text of the paragraphs before whose ends were deleted */
function paragraphLines(paragraph: XmlElement, carried: string, context: BlockContext, place: Place): ParagraphLines {
  const { styles, runs } = context;
  const properties = elementAt(paragraph, "pPr");
  const style = styles.byId.get(valueAt(properties, "pStyle") ?? "") ?? styles.usual;
  const { lines, boxes, size } = runs.read(paragraph, style);
  const text = carried + lines.join("\n");
  if (elementAt(properties, "rPr", "del") !== undefined) {
    return { own: [{ text, kind: "text" }], boxes, isJoined: true };
  }
  const label = labelOf(properties, style, context);
  const isBlank = text.trim() === "";
  const look = {
    kind: place.isContents || style.name.startsWith("toc ") ? ("contents" as const) : ("text" as const),
    size: size ?? style.size,
    isCentred: (valueAt(properties, "jc") ?? style.alignment) === "center",
    style: headingOf(style),
  };
  // an empty paragraph has its number as well, and the next one counts on; it is shown where a column has nothing else
  const shown = isBlank && !place.isCell ? [] : `${label}${text.trimStart()}`.split("\n");
  const own = shown.map((line): FileLine => ({ text: onOneLine(line), ...look })).filter((line) => line.text !== "");
  return { own, boxes, isJoined: false };
}

const headingOf = ({ name }: Style): FileLine["style"] =>
  name === "title" ? "title" : name.startsWith("heading ") ? "heading" : undefined;

/** The number that Word puts before a paragraph; the paragraph's own list goes before its style's. */
function labelOf(properties: XmlElement | undefined, style: Style, { numbering }: BlockContext): string {
  const own = elementAt(properties, "numPr");
  const numId = valueAt(own, "numId") ?? style.numId;
  if (numId === undefined || numId === "0") return "";
  const level = numberOf(valueAt(own, "ilvl")) ?? (valueAt(own, "numId") === undefined ? numbering.levelOf(numId, style.id) : undefined);
  return numbering.next(numId, level ?? style.level ?? 0) ?? "";
}

/** A table's rows, cells joined by tabs: a merged cell gives its text once and leaves the other columns' places empty. */
function tableLines(table: XmlElement, context: BlockContext): FileLine[] {
  return rowsOf(table).flatMap((row) => rowLines(row, context));
}

/** Rows and cells may be inside content controls and insertions. */
function rowsOf(parent: XmlElement): XmlElement[] {
  return elementsOf(parent).flatMap((child) =>
    child.name === "tr"
      ? elementAt(child, "trPr", "del")
        ? []
        : [child]
      : deletedBlocks.has(child.name)
        ? []
        : child.name === "tbl"
          ? []
          : rowsOf(child),
  );
}

function cellsOf(parent: XmlElement): XmlElement[] {
  return elementsOf(parent).flatMap((child) =>
    child.name === "tc" ? [child] : ["trPr", "tblPrEx", ...deletedBlocks].includes(child.name) ? [] : cellsOf(child),
  );
}

function rowLines(row: XmlElement, context: BlockContext): FileLine[] {
  const cells = cellsOf(row);
  const columns: string[] = Array.from({ length: span(valueAt(row, "trPr", "gridBefore"), 0) }, () => "");
  const blocks: FileLine[] = [];
  let longest = 0;
  for (const cell of cells) {
    const lines = isContinued(cell) ? [] : blockLines(cell, context, { isCell: true });
    const text = lines.map((line) => line.text.replaceAll("\t", " ")).join(" ");
    longest = Math.max(longest, text.length);
    blocks.push(...lines);
    columns.push(text, ...Array.from({ length: span(valueAt(cell, "tcPr", "gridSpan"), 1) - 1 }, () => ""));
  }
  // a frame around text, or the columns of a page
  if (cells.length === 1 || longest > longestCell) return blocks;
  const text = columns.join("\t").trimEnd();
  return text.trim() === "" ? [] : [{ text, kind: "row", size: blocks[0]?.size, isCentred: blocks[0]?.isCentred, style: blocks[0]?.style }];
}

const span = (value: string | undefined, least: number): number => Math.min(widest, Math.max(least, numberOf(value) ?? least));

/** Whether a cell is the continuation of the one above it, or of the one to its left in the old form. */
function isContinued(cell: XmlElement): boolean {
  const properties = elementAt(cell, "tcPr");
  const merged = (name: string): boolean => {
    const element = elementAt(properties, name);
    return element !== undefined && (element.attributes.val ?? "continue") === "continue";
  };
  return merged("vMerge") || merged("hMerge");
}
