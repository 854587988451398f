import { describe, expect, test } from "vitest";
import { pagesToLines } from "../../../src/extract/files/pages.js";
import type { FilePage, Piece } from "../../../src/extract/files/printed.js";

const size = 12;
const left = 78;
const top = 750;
const full = "云川市是重要的机械工业基地全市现有规模以上机械企业二百三十家从业人员四万";

const piece = (text: string, x: number, y: number, of = size): Piece => ({ text, x, y, width: text.length * of, size: of });
const page = (...pieces: readonly Piece[]): FilePage => ({ pieces, width: 595, height: 842 });
const lines = (...pages: readonly FilePage[]): string[] => pagesToLines(pages, 100_000).map(({ text }) => text);

/** Two paragraphs of two lines each. */
const text = (what = "机械"): Piece[] =>
  paragraphsOn(what).flatMap((paragraph, i) => [
    piece(paragraph.slice(0, full.length - 2), left + 2 * size, top - 44 * i),
    piece(paragraph.slice(full.length - 2), left, top - 44 * i - 22),
  ]);
const paragraphsOn = (what: string) =>
  ["三", "四"].map((hundred) => `${hundred}${full.slice(3).replaceAll("机械", what)}余人，${what}产值${hundred}百亿元。`);
const paragraphs = paragraphsOn("机械");

describe("what is printed at the edges of a page", () => {
  test("page numbers outside the margins do not move the margins", () => {
    expect(lines(page(...text(), piece("— 2 —", 56, 34, 9)))).toEqual(paragraphs);
  });

  test("a head in small print goes, though only one page has it", () => {
    expect(lines(page(piece("云川市人民政府公报", 257, 805, 9), ...text()), page(...text("化工"), piece("1", 300, 34, 9)))).toEqual([
      ...paragraphs,
      ...paragraphsOn("化工"),
    ]);
  });

  test("a line of the text's size at the edge stays, and so does small print below the text", () => {
    expect(lines(page(piece("云川市人民政府公报", 257, 805), ...text(), piece("注：产值为快报数。", left, 80, 9)))).toEqual([
      "云川市人民政府公报",
      ...paragraphs,
      "注：产值为快报数。",
    ]);
  });

  test("a title that a table repeats with its head on each page stays on the first", () => {
    const table = (n: number): FilePage =>
      page(
        piece("云川市企业名单", 220, 761, 16),
        ...["序号", "企业", "地区"].map((head, i) => piece(head, left + 150 * i, 722)),
        ...[`${n}`, `云川第${n}机械厂`, "东河县"].map((cell, i) => piece(cell, left + 150 * i, 690)),
      );
    const found = lines(table(1), table(2), table(3), table(4));
    expect(found.filter((line) => line === "云川市企业名单")).toHaveLength(1);
    expect(found[0]).toBe("云川市企业名单");
  });
});

describe("lines at the right margin", () => {
  test("the day below a signature does not continue in the line below it", () => {
    const right = (words: string, y: number): Piece => piece(words, left + full.length * size - words.length * size, y);
    expect(
      lines(page(...text(), right("云川市人民政府办公室", 600), right("2024年5月8日", 578), piece("（此件公开发布）", left, 556))),
    ).toEqual([...paragraphs, "云川市人民政府办公室", "2024年5月8日", "（此件公开发布）"]);
  });
});
