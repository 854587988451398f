import { getDocumentProxy } from "unpdf";
import { ZhengwenError } from "../../model/errors.js";
import type { FileLine } from "./line.js";
import { lengthOf, printedLines, printedPage, tooLong } from "./pages.js";
import type { Piece, PrintedPage } from "./printed.js";

/**
 * The text of a PDF, page by page, each in reading order, lines joined to paragraphs; running heads and page numbers go.
 * @param cmaps folder of the CMaps of Chinese fonts that are not embedded, with a `/` at its end
 * @param characters of text beyond which the file is refused
 * @throws attachment.encrypted, attachment.too-large; whatever the parser throws on a broken file
 */
export async function readPdf(bytes: Uint8Array, cmaps: string, characters: number): Promise<FileLine[]> {
  const document = await open(bytes, cmaps);
  try {
    const pages: PrintedPage[] = [];
    let length = 0;
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      page.cleanup();
      const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
      const pieces = items.flatMap((item) => ("str" in item ? [pieceOf(item)] : []));
      const printed = printedPage({ pieces, width: right - left, height: top - bottom });
      length += lengthOf(printed.lines);
      if (length > characters) throw tooLong(characters);
      pages.push(printed);
    }
    return printedLines(pages, characters);
  } finally {
    await document.destroy();
  }
}

async function open(bytes: Uint8Array, cmaps: string) {
  try {
    // the parser takes ownership of the buffer
    return await getDocumentProxy(new Uint8Array(bytes), { cMapUrl: cmaps, cMapPacked: true, verbosity: 0, isEvalSupported: false });
  } catch (cause) {
    if ((cause as Error).name === "PasswordException") throw new ZhengwenError("attachment.encrypted", "", { cause });
    throw cause;
  }
}

function pieceOf(item: { str: string; transform: number[]; width: number }): Piece {
  const [, , c = 0, d = 0, x = 0, y = 0] = item.transform;
  return { text: item.str, x, y, width: item.width, size: Math.hypot(c, d) || 1 };
}
