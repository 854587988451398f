import type { NumberingFormats } from "../../../dictionary/documents/numbering.js";
import { descendants, elementAt, elementsOf, textOf, valueAt, type XmlElement } from "../xml.js";
import { symbolOf } from "./numbering.js";
import { halfPoints, type Style, type Styles, toggle } from "./styles.js";

/** What stands in a paragraph: its lines, and the boxes of text that are anchored in it. */
interface Inline {
  /** split where the paragraph breaks its line */
  readonly lines: readonly string[];
  readonly boxes: readonly XmlElement[];
  /** of the largest text, in points */
  readonly size: number | undefined;
}

/** Reads paragraphs' runs. Fields may begin in one paragraph and end in another (contents do): pass them in order. */
export interface RunReader {
  read(paragraph: XmlElement, style: Style): Inline;
}

export interface RunReaderOptions {
  readonly styles: Styles;
  readonly formats: NumberingFormats;
  /** the number of a note, by its kind and id; it is shown in the text as [1] */
  readonly noteNumber: (kind: "footnote" | "endnote", id: string) => number | undefined;
}

// what was deleted or moved away under tracked changes, and what is no text of the document
const left = new Set(["del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "rt", "sdtPr", "annotation"]);
const boxed = new Set(["drawing", "pict", "object"]);
const characters: Readonly<Record<string, string>> = { tab: " ", ptab: " ", cr: "\n", noBreakHyphen: "-" };
const pageBreaks = new Set(["page", "column"]);
const noSymbol = 0x2022;

const characterOf = (code: string | undefined): string => String.fromCharCode(Number.parseInt(code ?? "", 16) || noSymbol);

export function openRunReader({ styles, formats, noteNumber }: RunReaderOptions): RunReader {
  /** open fields: whether each is still at its instruction, which is not shown */
  const fields: boolean[] = [];

  return {
    read(paragraph, style) {
      const boxes: XmlElement[] = [];
      let text = "";
      let size: number | undefined;

      function walk(element: XmlElement): void {
        for (const child of elementsOf(element)) {
          if (left.has(child.name)) continue;
          if (child.name === "r") run(child);
          else if (child.name === "AlternateContent") walk(chosen(child));
          else if (boxed.has(child.name)) boxes.push(...descendants(child, "txbxContent"));
          else if (child.name === "oMath" || child.name === "oMathPara") add(descendants(child, "t").map(textOf).join(""));
          else walk(child);
        }
      }

      function run(element: XmlElement): void {
        const properties = elementAt(element, "rPr");
        const own = styles.byId.get(valueAt(properties, "rStyle") ?? "");
        const isHidden = toggle(elementAt(properties, "vanish")) ?? own?.isHidden ?? style.isHidden;
        if (isHidden) {
          for (const { attributes } of elementsOf(element, "fldChar")) field(attributes.fldCharType);
          return;
        }
        const before = text.length;
        for (const child of elementsOf(element)) piece(child);
        const points = halfPoints(valueAt(properties, "sz")) ?? own?.size ?? style.size;
        if (text.slice(before).trim() !== "" && points !== undefined) size = Math.max(size ?? 0, points);
      }

      const pieces: Readonly<Record<string, (child: XmlElement) => void>> = {
        t: (child) => add(textOf(child)),
        fldChar: ({ attributes }) => field(attributes.fldCharType),
        br: ({ attributes }) => add(pageBreaks.has(attributes.type ?? "") ? "" : "\n"),
        sym: ({ attributes }) => add(symbolOf(characterOf(attributes.char), attributes.font, formats)),
        footnoteReference: ({ attributes }) => reference("footnote", attributes.id ?? ""),
        endnoteReference: ({ attributes }) => reference("endnote", attributes.id ?? ""),
      };

      function piece(child: XmlElement): void {
        const { name } = child;
        const read = Object.hasOwn(pieces, name) ? pieces[name] : undefined;
        if (read !== undefined) read(child);
        else if (Object.hasOwn(characters, name)) add(characters[name] ?? "");
        else if (!left.has(name)) walk({ name: "", attributes: {}, children: [child] });
      }

      function reference(kind: "footnote" | "endnote", id: string): void {
        const number = noteNumber(kind, id);
        if (number !== undefined) add(`[${number}]`);
      }

      function field(type: string | undefined): void {
        if (type === "begin") fields.push(true);
        else if (type === "separate" && fields.length > 0) fields[fields.length - 1] = false;
        else if (type === "end") fields.pop();
      }

      function add(more: string): void {
        if (!fields.includes(true)) text += more;
      }

      walk(paragraph);
      return { lines: text.split("\n"), boxes, size };
    },
  };
}

/** One of the forms that content is given in: newer programs take the first, and a box is in both. */
function chosen(alternatives: XmlElement): XmlElement {
  const choice = elementAt(alternatives, "Choice");
  const fallback = elementAt(alternatives, "Fallback");
  const hasText = choice !== undefined && (descendants(choice, "t").length > 0 || fallback === undefined);
  return (hasText ? choice : fallback) ?? { name: "", attributes: {}, children: [] };
}
