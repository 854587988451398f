import { type ZipEntry, zip } from "./zip.js";

/** Office documents made from nothing but their formats' rules, so that no parser is tested with its own writer. */

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const content = "application/vnd.openxmlformats-officedocument";
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

export interface DocxBlock {
  readonly heading?: string;
  readonly paragraph?: string;
  readonly rows?: readonly (readonly string[])[];
}

const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
const paragraph = (text: string, style = "") => `<w:p>${style}${run(text)}</w:p>`;

export function docxEntries(blocks: readonly DocxBlock[], prolog = ""): ZipEntry[] {
  const body = blocks.map(({ heading, paragraph: text, rows }) => {
    if (heading !== undefined) return paragraph(heading, '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>');
    if (text !== undefined) return paragraph(text);
    const cells = (row: readonly string[]) => row.map((cell) => `<w:tc>${paragraph(cell)}</w:tc>`).join("");
    return `<w:tbl>${(rows ?? []).map((row) => `<w:tr>${cells(row)}</w:tr>`).join("")}</w:tbl>`;
  });
  return [
    {
      name: "[Content_Types].xml",
      content: `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${content}.wordprocessingml.document.main+xml"/></Types>`,
    },
    { name: "_rels/.rels", content: relationships([["officeDocument", "word/document.xml"]]) },
    {
      name: "word/document.xml",
      content: `${head}${prolog}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body.join("")}</w:body></w:document>`,
    },
  ];
}

export const docx = (...blocks: DocxBlock[]): Buffer => zip(docxEntries(blocks));

export interface XlsxSheet {
  readonly name: string;
  readonly rows: readonly (readonly (string | number | null)[])[];
  readonly hidden?: true;
  /** number formats by `row,column` */
  readonly formats?: Readonly<Record<string, string>>;
}

export function xlsxEntries(sheets: readonly XlsxSheet[]): ZipEntry[] {
  const formats = [...new Set(sheets.flatMap(({ formats = {} }) => Object.values(formats)))];
  const sheetXml = ({ rows, formats: own = {} }: XlsxSheet) => {
    const cell = (value: string | number | null, r: number, c: number) => {
      if (value === null) return "";
      const at = `r="${String.fromCharCode(65 + c)}${r + 1}"`;
      if (typeof value === "string") return `<c ${at} t="inlineStr"><is><t>${value}</t></is></c>`;
      const format = own[`${r},${c}`];
      return `<c ${at} s="${format === undefined ? 0 : formats.indexOf(format) + 1}"><v>${value}</v></c>`;
    };
    const row = (cells: readonly (string | number | null)[], r: number) =>
      `<row r="${r + 1}">${cells.map((value, c) => cell(value, r, c)).join("")}</row>`;
    return `${head}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows.map(row).join("")}</sheetData></worksheet>`;
  };
  const names = sheets.map(
    ({ name, hidden }, i) => `<sheet name="${name}" sheetId="${i + 1}"${hidden ? ' state="hidden"' : ""} r:id="rId${i + 1}"/>`,
  );
  const numFmts = formats.map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${code.replaceAll('"', "&quot;")}"/>`).join("");
  const xfs = formats.map((_, i) => `<xf numFmtId="${164 + i}" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"/>`).join("");
  return [
    {
      name: "[Content_Types].xml",
      content: `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${content}.spreadsheetml.sheet.main+xml"/></Types>`,
    },
    { name: "_rels/.rels", content: relationships([["officeDocument", "xl/workbook.xml"]]) },
    {
      name: "xl/workbook.xml",
      content: `${head}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${relations}"><sheets>${names.join("")}</sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      content: relationships([
        ...sheets.map((_, i) => ["worksheet", `worksheets/sheet${i + 1}.xml`] as const),
        ["styles", "styles.xml"] as const,
      ]),
    },
    {
      name: "xl/styles.xml",
      content: `${head}<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="${formats.length}">${numFmts}</numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="${formats.length + 1}"><xf numFmtId="0"/>${xfs}</cellXfs></styleSheet>`,
    },
    ...sheets.map((sheet, i) => ({ name: `xl/worksheets/sheet${i + 1}.xml`, content: sheetXml(sheet) })),
  ];
}

export const xlsx = (...sheets: XlsxSheet[]): Buffer => zip(xlsxEntries(sheets));

function relationships(targets: readonly (readonly [type: string, target: string])[]): string {
  const each = targets.map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${relations}/${type}" Target="${target}"/>`);
  return `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each.join("")}</Relationships>`;
}

/** A compound file (MS-CFB) as far as it is looked at: the signature and a directory entry's name. */
export function compound(stream: string): Buffer {
  return Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(504), Buffer.from(stream, "utf16le"), Buffer.alloc(512)]);
}
