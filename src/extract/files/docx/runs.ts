import type { NumberingFormats } from "../../../dictionary/documents/numbering.js";
import { descendants, elementAt, elementsOf, textOf, valueAt, type XmlElement } from "../xml.js";
import { symbolOf } from "./numbering.js";
import { halfPoints, type Style, type Styles, toggle } from "./styles.js";

/** What stands in a paragraph: its lines, and the boxes of text that are anchored in it. */
export interface Inline {
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
const noteKinds = { footnoteReference: "footnote", endnoteReference: "endnote" } as const;

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
        if (toggle(elementAt(properties, "vanish")) ?? own?.isHidden ?? style.isHidden) return markFields(element);
        const before = text.length;
        for (const child of elementsOf(element)) piece(child);
        const points = halfPoints(valueAt(properties, "sz")) ?? own?.size ?? style.size;
        if (text.slice(before).trim() !== "" && points !== undefined) size = Math.max(size ?? 0, points);
      }

      function piece(child: XmlElement): void {
        const { name, attributes } = child;
        if (name === "t") add(textOf(child));
        else if (name === "fldChar") field(attributes.fldCharType);
        else if (name === "br") add(attributes.type === undefined || attributes.type === "textWrapping" ? "\n" : "");
        else if (name === "sym") add(symbolOf(String.fromCodePoint(Number.parseInt(attributes.char ?? "", 16) || 0x2022), attributes.font, formats));
        else if (name in noteKinds) reference(name as keyof typeof noteKinds, attributes.id ?? "");
        else if (name in characters) add(characters[name] ?? "");
        else if (!left.has(name)) walk({ name: "", attributes: {}, children: [child] });
      }

      function reference(name: keyof typeof noteKinds, id: string): void {
        const number = noteNumber(noteKinds[name], id);
        if (number !== undefined) add(`[${number}]`);
      }

      function markFields(element: XmlElement): void {
        for (const { attributes } of elementsOf(element, "fldChar")) field(attributes.fldCharType);
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
