import { describe, expect, test } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { extract } from "../../src/extract/extract.js";
import { ZhengwenError } from "../../src/model/errors.js";
import { expectLinear } from "../support/growth.js";

const dictionary = loadDictionary();
const paragraph = "<p>为贯彻落实全市住房保障工作会议精神，现将有关事项通知如下，请认真执行。</p>";
const text = "为贯彻落实全市住房保障工作会议精神，现将有关事项通知如下，请认真执行。\n";

/** The body's length, or the code that the page is refused with. */
function outcome(page: string): string | number {
  try {
    return extract(page, { url: "https://www.example.cn/a/1.html", contentType: "text/html", depth: 512 }, dictionary).article.body.length;
  } catch (error) {
    if (error instanceof ZhengwenError) return error.code;
    throw error;
  }
}

describe("pages that would break a parser end soon, with a clear outcome", () => {
  // far above what they take, and far below what one that is not linear would: the machine may be busy
  const seconds = 20_000;
  const refused: readonly [string, string][] = [
    ["100,000 blocks in each other", `<html><body>${"<div>".repeat(100_000)}x`],
    ["a million tags in each other", paragraph + "<b>".repeat(1_000_000)],
  ];
  for (const [name, page] of refused) test(name, () => expect(outcome(page)).toBe("extract.too-deep"), seconds);

  const read: readonly [string, string][] = [
    ["nesting just below the limit", "<div>".repeat(500) + paragraph],
    ["300,000 paragraphs that are never closed", paragraph + "<p>x".repeat(300_000)],
    ["an attribute of 100 MB", `<div title="${"a".repeat(100_000_000)}">${paragraph}`],
    ["an attribute of a million entities", `<div title="${"&amp;".repeat(1_000_000)}">${paragraph}`],
    ["200,000 attributes", `<div ${Array.from({ length: 200_000 }, (_, i) => `a${i}=1`).join(" ")}>${paragraph}`],
    ["a million comments that are never closed", paragraph + "<!--".repeat(1_000_000)],
    ["a million brackets", paragraph + "<".repeat(1_000_000)],
    ["stray end tags", `${paragraph}${"<div>".repeat(400)}${"</span></p></a>".repeat(100_000)}`],
    [
      "cells that span a hundred rows and columns",
      `<table>${"<tr><td colspan=100 rowspan=100>a</td><td>b</td></tr>".repeat(20_000)}</table>${paragraph}`,
    ],
  ];
  for (const [name, page] of read) test(name, () => expect(outcome(page)).toBeGreaterThan(30), seconds);

  test("NUL bytes are no text", () => {
    const { article } = extract(
      `<html><body>${paragraph.replace("为", "\0为")}${"\0".repeat(100_000)}`,
      { url: null, contentType: "text/html", depth: 512 },
      dictionary,
    );
    expect(article.body).toBe(text);
  });

  test("the limit is the caller's", () => {
    expect(outcome("<div>".repeat(510) + paragraph)).toBe(text.length);
    expect(outcome("<div>".repeat(513) + paragraph)).toBe("extract.too-deep");
  });
});

describe("time grows with the page, not with its square", () => {
  const pages: Readonly<Record<string, (size: number) => string>> = {
    paragraphs: (size) => Array.from({ length: size }, (_, i) => paragraph.replace("通知", `通知${i}`)).join(""),
    links: (size) => paragraph + '<li><a href="/a.html">关于印发某某办法的通知</a><span>2024-01-01</span></li>'.repeat(size),
    "known containers": (size) => `<div class="TRS_Editor">${paragraph}</div>`.repeat(size),
    "repeated lines": (size) => paragraph.repeat(size),
    posts: (size) => '<div class="comment-item"><p>好好好好</p></div>'.repeat(size),
    "labels of metadata": (size) => `<p>索引号：1</p>${"<p>x</p>".repeat(14)}`.repeat(size) + paragraph,
    "rows of labels": (size) =>
      `<h1>关于公布名单的通知</h1><table>${"<tr><td>标签：</td><td>值</td></tr>".repeat(size)}</table>${paragraph}`,
    "rows of one label": (size) =>
      `<h1>关于公布名单的通知</h1><table>${Array.from({ length: size }, (_, i) => `<tr><td>姓名</td><td>值${i % 7}</td></tr>`).join("")}</table>${paragraph}`,
    "lines of labels": (size) => `<p>${"来源:".repeat(30)}</p>`.repeat(size) + paragraph,
    spaces: (size) => `<p>为${" ".repeat(size * 20)}\n${" ".repeat(size * 20)}落实</p>${paragraph}`,
    "tables in tables": (size) => `<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>`.repeat(size) + paragraph,
    "lines of text": (size) => text.repeat(size),
    "brackets of glosses": (size) => `${"為(kāi)(".repeat(size * 10)}\n${text}`,
  };
  for (const [name, page] of Object.entries(pages)) {
    test(name, () => {
      const task = (size: number) => {
        const built = page(size);
        return () => void outcome(built);
      };
      expectLinear(task, 800);
    });
  }
});
