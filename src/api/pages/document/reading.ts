import type { Entity } from "../../../model/entity.js";
import type { Part, Repair } from "../../../model/record.js";
import { type RecordText, shownText, type TextForm } from "../../../search/texts.js";
import { type Span, toSource, toTarget } from "../../../text/offset-map.js";

/** A text that is read: a document's body or that of an attachment. Spans of what is in it are in the normalised text. */
export interface Readable {
  readonly text: RecordText;
  readonly parts: readonly Part[];
  readonly entities: readonly Entity[];
  readonly repairs: readonly Repair[];
}

/** A line of the normalised text with something in it, by its offsets. */
export interface Paragraph extends Span {
  /** from 1, over the whole text: what its anchor is made of */
  readonly number: number;
  /** the parts that begin with it, outermost first */
  readonly begins: readonly Part[];
}

/** Characters of a section at most, but for one paragraph that is longer: what a page shows at a time. */
const longestSection = 3_500;

/** The paragraphs of a text, in sections that are shown a page at a time. */
export function sectionsOf({ text: { normalised }, parts }: Pick<Readable, "text" | "parts">): Paragraph[][] {
  const sections: Paragraph[][] = [];
  let length = 0;
  for (const paragraph of paragraphsOf(normalised, parts)) {
    const own = paragraph.end - paragraph.start;
    const section = sections.at(-1);
    if (section === undefined || length + own > longestSection) {
      sections.push([paragraph]);
      length = own;
    } else {
      section.push(paragraph);
      length += own;
    }
  }
  return sections;
}

function paragraphsOf(text: string, parts: readonly Part[]): Paragraph[] {
  const sorted = [...parts].sort((a, b) => a.textStart - b.textStart);
  const paragraphs: Paragraph[] = [];
  let next = 0;
  let at = 0;
  for (const line of text.split("\n")) {
    const [start, end] = [at, at + line.length];
    at = end + 1;
    if (line.trim() === "") continue;
    const begins: Part[] = [];
    for (let part = sorted[next]; part !== undefined && part.textStart < end; part = sorted[++next]) begins.push(part);
    paragraphs.push({ start, end, number: paragraphs.length + 1, begins });
  }
  return paragraphs;
}

/** Which section holds an offset of the normalised text, from 0; the last one where none does. */
export function sectionAt(sections: readonly (readonly Paragraph[])[], offset: number): number {
  const at = sections.findIndex((section) => (section.at(-1)?.end ?? 0) > offset);
  return at < 0 ? Math.max(0, sections.length - 1) : at;
}

/** A text in the form that is read, and where stretches of the normalised one stand in it. */
export interface Shown {
  readonly text: string;
  readonly spanOf: (start: number, end: number) => Span;
}

export function shownIn(text: RecordText, form: TextForm): Shown {
  const { shown, searched } = shownText(text, form);
  return { text: shown, spanOf: (start, end) => toSource(searched.map, start, end) };
}

/** Where stretches of the published text stand in the normalised one. */
export function fromPublished(text: RecordText): (start: number, end: number) => Span {
  const { searched } = shownText(text, "published");
  return (start, end) => toTarget(searched.map, start, end);
}
