import { describe, expect, it } from "vitest";
import { loadTitleWords } from "../../../src/dictionary/documents/titles.js";
import { dictionaryFolder } from "../../../src/dictionary/folder.js";
import type { FileLine } from "../../../src/extract/files/line.js";
import { paragraphsOf } from "../../../src/extract/files/paragraphs.js";
import { titleOf } from "../../../src/extract/files/title.js";
import { expectLinear } from "../../support/growth.js";
import { testTable } from "../../support/table.js";

const words = loadTitleWords(dictionaryFolder());

describe("the title of a file", () => {
  testTable<FileLine[], string | null>("file-titles", ({ input, expected }) => {
    expect(titleOf(input, words)?.text ?? null).toBe(expected);
  });

  it.each([["附件"], ["（"], ["第一"], ["12"], ["a@"], ["甲："]])("takes time in proportion to its lines: %s", (piece) => {
    expectLinear((size) => {
      const lines = Array.from({ length: 8 }, (): FileLine => ({ text: piece.repeat(size), kind: "text" }));
      // a repeated string is put together when it is first read, which is no time of the rule's
      for (const { text } of lines) expect(text.endsWith(piece)).toBe(true);
      return () => titleOf(lines, words);
    }, 500);
  });
});

describe("lines joined to paragraphs", () => {
  it.each([["第一"], ["（一"], ["1."], [".."], ["附件"]])("take time in proportion to their length: %s", (piece) => {
    expectLinear((size) => {
      const line = {
        text: piece.repeat(size),
        x: 0,
        y: 0,
        end: 100,
        size: 10,
        isRow: false,
        left: 0,
        right: 100,
        full: 50,
        isIndenting: false,
        isHeading: false,
      };
      return () => paragraphsOf([[line, line, line]]);
    }, 500);
  });
});
