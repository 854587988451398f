import iconv from "iconv-lite";

/** A text on a page of a PDF; coordinates in points from the lower left corner. */
export interface PdfText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size?: number;
}

export interface PdfOptions {
  /** the CMap of the font, which is not embedded: what Chinese PDFs of the 2000s rely on */
  readonly cmap?: "GBK-EUC-H" | "UniGB-UTF16-H" | "ETen-B5-H";
  /** further entries of the trailer */
  readonly trailer?: string;
  /** what the font says that each character is, which may be wrong; nothing where it is left out */
  readonly toUnicode?: (character: string) => string;
  /** how many pages the document claims */
  readonly count?: number;
}

/** A PDF whose pages hold these texts, written in the order given. */
export function pdf(
  pages: readonly (readonly PdfText[])[],
  { cmap = "UniGB-UTF16-H", trailer = "", toUnicode, count }: PdfOptions = {},
): Buffer {
  const encoding = { "GBK-EUC-H": "gbk", "UniGB-UTF16-H": "utf16-be", "ETen-B5-H": "big5" }[cmap];
  const ordering = cmap === "ETen-B5-H" ? "CNS1" : "GB1";
  const kids = pages.map((_, i) => `${6 + 2 * i} 0 R`).join(" ");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${kids}] /Count ${count ?? pages.length} >>`,
    `<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /${cmap} /DescendantFonts [4 0 R]${toUnicode ? ` /ToUnicode ${6 + 2 * pages.length} 0 R` : ""} >>`,
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (${ordering}) /Supplement 2 >> /FontDescriptor 5 0 R >>`,
    "<< /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
    ...pages.flatMap((texts, i) => {
      const shown = texts.map(({ text, x, y, size = 16 }) => {
        const codes = iconv.encode(text, encoding, { addBOM: false }).toString("hex");
        return `BT /F1 ${size} Tf ${x} ${y} Td <${codes}> Tj ET`;
      });
      const stream = shown.join("\n");
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${7 + 2 * i} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
        `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
      ];
    }),
    ...(toUnicode ? [unicodeTable(pages, toUnicode)] : []),
  ];
  let text = "%PDF-1.4\n";
  const offsets = objects.map((object, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, "0")} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join("")}`;
  return Buffer.from(
    `${text}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${text.length}\n%%EOF`,
    "latin1",
  );
}

/** A page of lines as a word processor prints them, 16 points high, from the top. */
export function printed(lines: readonly (string | { readonly indent: string })[], top = 760): PdfText[] {
  return lines.map((line, i) => {
    const y = top - 28 * i;
    return typeof line === "string" ? { text: line, x: 72, y } : { text: line.indent, x: 104, y };
  });
}

/** The table of a font that says which character each code is (9.10.3). */
function unicodeTable(pages: readonly (readonly PdfText[])[], toUnicode: (character: string) => string): string {
  const hex = (text: string) => iconv.encode(text, "utf16-be", { addBOM: false }).toString("hex");
  const all = [...new Set(pages.flatMap((texts) => texts.flatMap(({ text }) => [...text])))];
  const blocks: string[] = [];
  for (let i = 0; i < all.length; i += 100) {
    const rows = all.slice(i, i + 100).map((character) => `<${hex(character)}> <${hex(toUnicode(character))}>`);
    blocks.push(`${rows.length} beginbfchar\n${rows.join("\n")}\nendbfchar`);
  }
  const stream = `/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /T def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n${blocks.join("\n")}\nendcmap\nend\nend`;
  return `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`;
}
