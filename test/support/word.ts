import { type ZipEntry, zip } from "./zip.js";

/** Word documents by hand: the markup that a test is about, inside the parts that every docx has. */

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const names =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"';

export interface WordParts {
  readonly body: string;
  /** contents of further parts by their names: numbering, styles, footnotes, header1 */
  readonly parts?: Readonly<Record<string, string>>;
}

const roots: Readonly<Record<string, string>> = {
  numbering: "numbering",
  styles: "styles",
  footnotes: "footnotes",
  header1: "hdr",
  footer1: "ftr",
};

export function word({ body, parts = {} }: WordParts): Buffer {
  const kinds = Object.keys(parts);
  const entries: ZipEntry[] = [
    { name: "[Content_Types].xml", content: `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>` },
    { name: "_rels/.rels", content: relationships([["officeDocument", "word/document.xml"]]) },
    { name: "word/_rels/document.xml.rels", content: relationships(kinds.map((kind) => [kind.replace(/\d/, ""), `${kind}.xml`])) },
    { name: "word/document.xml", content: `${head}<w:document ${names}><w:body>${body}<w:sectPr/></w:body></w:document>` },
    ...kinds.map((kind) => ({ name: `word/${kind}.xml`, content: `${head}<w:${roots[kind]} ${names}>${parts[kind]}</w:${roots[kind]}>` })),
  ];
  return zip(entries);
}

function relationships(targets: readonly (readonly [type: string, target: string])[]): string {
  const base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const each = targets.map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${base}/${type}" Target="${target}"/>`);
  return `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each.join("")}</Relationships>`;
}

export const run = (text: string, properties = "") =>
  `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;

/** A paragraph; `inner` is its runs. */
export const paragraph = (inner: string, properties = "") => `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}${inner}</w:p>`;

export const para = (text: string, properties = "") => paragraph(run(text), properties);

/** A paragraph of a list. */
export const item = (text: string, numId: number, level = 0) =>
  para(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${numId}"/></w:numPr>`);

export interface LevelParts {
  readonly format: string;
  readonly text: string;
  readonly start?: number;
  /** further elements of the level */
  readonly more?: string;
}

/** A definition of lists with these levels. */
export const definition = (id: number, levels: readonly LevelParts[], more = "") =>
  `<w:abstractNum w:abstractNumId="${id}">${more}${levels
    .map(
      ({ format, text, start = 1, more: own = "" }, i) =>
        `<w:lvl w:ilvl="${i}"><w:start w:val="${start}"/><w:numFmt w:val="${format}"/>${own}<w:lvlText w:val="${text}"/></w:lvl>`,
    )
    .join("")}</w:abstractNum>`;

/** A list of a definition. */
export const list = (id: number, definitionId: number, overrides = "") =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${definitionId}"/>${overrides}</w:num>`;

export const cell = (text: string, properties = "") =>
  `<w:tc>${properties && `<w:tcPr>${properties}</w:tcPr>`}${text.startsWith("<") ? text : para(text)}</w:tc>`;
export const row = (...cells: readonly string[]) => `<w:tr>${cells.join("")}</w:tr>`;
export const table = (...rows: readonly string[]) => `<w:tbl>${rows.join("")}</w:tbl>`;
