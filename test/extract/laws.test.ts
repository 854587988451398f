import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { extract } from "../../src/extract/extract.js";
import { fold } from "../../src/extract/fold.js";
import { ZhengwenError } from "../../src/model/errors.js";
import { casesOf } from "../support/cases.js";

const dictionary = loadDictionary();
const input = { url: "https://www.linjiang.example/a/1.html", contentType: null, depth: 512 };

/** The article, or null where the page is refused with a code. */
function article(page: string) {
  try {
    return extract(page, input, dictionary).article;
  } catch (error) {
    if (error instanceof ZhengwenError) return null;
    throw error;
  }
}

const bare = (text: string) => text.replace(/[\s\0]+/g, "");

const words = fc.constantFrom(
  ..."为贯彻落实全市会议精神，现将有关事项通知如下。|来源：临江日报|2024-05-01|责任编辑：徐静|相关新闻|附件：1.名单.xls|首页|開(kāi)平市|(|<|>|&amp;|\u3000|\n|声明：|大 中 小|索引号：".split(
    "|",
  ),
);
const tags = fc.constantFrom(
  "<p>",
  "</p>",
  "<div class='comment'>",
  "<div id=zoom>",
  "</div>",
  "<td>",
  "<tr>",
  "<table>",
  "</table>",
  "<a href='/x.doc'>",
  "</a>",
  "<br>",
  "<h1>",
  "</h1>",
  "<ul>",
  "<li>",
  "<script>",
  "</script>",
  "<title>",
  "</title>",
  "<pre>",
);
const soup = fc.array(fc.oneof(words, tags, fc.string()), { maxLength: 60 }).map((parts) => parts.join(""));

describe("laws of extraction", () => {
  test("any text is read or refused with a code", () => {
    fc.assert(
      fc.property(fc.oneof(soup, fc.string({ maxLength: 400 })), (page) => void article(page)),
      { numRuns: 500 },
    );
  });

  test("the same page gives the same article", () => {
    fc.assert(
      fc.property(soup, (page) => {
        expect(article(page)).toEqual(article(page));
      }),
      { numRuns: 100 },
    );
  });

  test("a body is lines of the page, each ended once, none of them empty or of white space", () => {
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 40 }), (parts) => {
        const page = parts.join("\n");
        const body = article(page)?.body;
        if (body === undefined) return;
        expect(body.endsWith("\n")).toBe(true);
        for (const line of body.slice(0, -1).split("\n")) {
          expect(line.trim()).toBe(line);
          expect(line).not.toBe("");
          expect(page).toContain(line);
        }
      }),
      { numRuns: 300 },
    );
  });

  for (const { slug, input: bytes } of casesOf("extract")) {
    const page = bytes.toString("utf8");
    const found = article(page);
    if (!found) continue;
    test(`${slug}: nothing is written that the page does not say`, () => {
      const visible = bare(
        page
          .replace(/<[^>]*>/g, "")
          .replace(/&nbsp;|&#12288;/g, " ")
          .replace(/&gt;/g, ">")
          .replace(/&amp;/g, "&"),
      );
      for (const line of found.body.split("\n")) for (const cell of line.split("\t")) expect(visible).toContain(bare(cell));
      for (const name of [found.publisher, found.author, found.editor]) if (name !== null) expect(bare(page)).toContain(bare(name));
    });
  }

  test("a folded line finds its way back", () => {
    fc.assert(
      fc.property(fc.oneof(words, fc.string()), (line) => {
        const { text, at } = fold(line);
        expect(at.length).toBe(line.length + 1);
        expect(at[text.length]).toBe(line.length);
        for (let i = 1; i < text.length; i++) expect(at[i]).toBeGreaterThan(at[i - 1] ?? -1);
      }),
    );
  });
});
