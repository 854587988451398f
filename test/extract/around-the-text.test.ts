import { describe, expect, test } from "vitest";
import { extract } from "../../src/index.js";

const read = (html: string) =>
  extract(Buffer.from(html), { contentType: "text/html; charset=utf-8", fetchedAt: "2024-06-01T00:00:00+08:00" });
const title = "云川市公布机械工业三年行动计划";
const prose = [
  "云川市五月八日公布机械工业三年行动计划，提出到二〇二六年产值达到五百亿元。",
  "市工业和信息化局负责人介绍，计划共有十二项任务，由各县区分头落实。",
];
const news = (below: string, text = prose.map((line) => `<p>${line}</p>`).join(""), around = ["", ""]) =>
  read(
    `<html><head><title>${title}_云川新闻</title>${around[0]}</head><body><h1>${title}</h1>${below}<div class="entry-content">${text}</div>${around[1]}</body></html>`,
  );
const lines = (original: string) => original.split("\n").filter((line) => line !== "");

describe("who published a page, beside its date", () => {
  test.each([
    ["alone on the line above", "<p>云川日报</p><p>2024-05-08 10:20</p>", "云川日报", null],
    ["behind a mark", "<div><span>原创</span> <span>云川日报</span> <span>2024-05-08 10:20:46</span></div>", "云川日报", null],
    ["with the reporter", "<div><span>2024-05-08 10:20</span>云川日报 记者王小芳／即时报道</div>", "云川日报", "王小芳"],
    ["with a note in brackets", "<div>2024-05-08 10:20 云川日报[整理]</div>", "云川日报", null],
    ["behind the author", "<p>王小芳/云川日报</p><p>2024-05-08 10:20</p>", "云川日报", "王小芳"],
    ["a linked column is none", '<p><a href="/c/">云川观察</a></p><p>2024-05-08 10:20</p>', null, null],
    ["a column's common name is none", "<p>新闻中心</p><p>2024-05-08 10:20</p>", null, null],
    ["a name without a body's ending is none", "<p>王小芳</p><p>2024-05-08 10:20</p>", null, null],
  ])("%s", (_, below, publisher, author) => {
    const found = news(below);
    expect([found.publishedAt, found.publisher]).toEqual([expect.stringMatching(/^2024-05-08T10:20/), publisher]);
    if (author !== null) expect(found.author).toBe(author);
  });
});

describe("the date of a page", () => {
  test("that of the last change counts where there is no other", () => {
    const meta = '<meta itemprop="dateUpdate" content="2024-05-08 10:20:00">';
    expect(news("<p>发布时间：05-08 10:20</p>", undefined, [meta, ""]).publishedAt).toMatch(/^2024-05-08T10:20/);
    expect(news("<p>发布时间：2024-05-07 09:00</p>", undefined, [meta, ""]).publishedAt).toMatch(/^2024-05-07T09:00/);
  });

  test("a line of date and time at the head of a known container is no text; a day alone may be", () => {
    const timed = news("", `<p>2024-05-08 10:20</p>${prose.map((line) => `<p>${line}</p>`).join("")}`);
    expect(lines(timed.original)).toEqual(prose);
    const day = news("<p>2024-05-09 10:20</p>", `<p>2024年5月8日</p>${prose.map((line) => `<p>${line}</p>`).join("")}`);
    expect(lines(day.original)).toEqual(["2024年5月8日", ...prose]);
  });
});

describe("links to other pages within the text", () => {
  const links = '<p><a href="/a/1.html">云川机械城开工建设</a></p><p><a href="/a/2.html">东河物流园本月启用</a></p>';

  test("go below their heading, above the text as well", () => {
    const text = `<p>相关新闻：</p>${links}${prose.map((line) => `<p>${line}</p>`).join("")}`;
    expect(lines(news("<p>2024-05-08 10:20</p>", text).original)).toEqual(prose);
  });

  test("stay without such a heading, and cited titles stay below it", () => {
    const text = `${links}${prose.map((line) => `<p>${line}</p>`).join("")}`;
    expect(lines(news("<p>2024-05-08 10:20</p>", text).original)).toEqual(["云川机械城开工建设", "东河物流园本月启用", ...prose]);
    const cited = `<p>相关政策：</p><p><a href="/a/1.html">《云川市促进机械工业发展办法》</a></p>${prose.map((line) => `<p>${line}</p>`).join("")}`;
    expect(news("<p>2024-05-08 10:20</p>", cited).original).toContain("《云川市促进机械工业发展办法》");
  });

  test("a way back at the end of a paragraph goes, the paragraph stays", () => {
    const text = `<p>${prose[0]}</p><p>${prose[1]}<a href="/">返回云川，查看更多</a></p>`;
    expect(lines(news("<p>2024-05-08 10:20</p>", text).original)).toEqual(prose);
  });
});

describe("text without sentences in a known container", () => {
  const verses = Array.from({ length: 12 }, (_, i) => `河水向东流第${i + 1}遍`);
  const aside = ["", "<div><h2>支持本站</h2>欢迎支持本站的工作，您的帮助让我们走得更远。<br>谢谢您的支持。</div>"];

  test("goes before a box of sentences that is shorter", () => {
    const found = news("<p>2024-05-08 10:20</p>", verses.join("<br>"), aside);
    expect(lines(found.original)).toEqual(verses);
  });

  test("does not where it is no more than a caption", () => {
    const found = news("<p>2024-05-08 10:20</p>", "河水向东流", [
      "",
      `<div class="main">${prose.map((line) => `<p>${line}</p>`).join("")}</div>`,
    ]);
    expect(lines(found.original)).toEqual(expect.arrayContaining(prose));
  });
});

describe("pages of links to other pages", () => {
  const thread = (i: number) =>
    `<tr><td><a href="/t/${i}.html">云川的机械厂招工了吗第${i}问</a></td><td><a href="/u/${i}">东河人${i}</a> 2024-5-${i}</td><td><a href="/u/9">西山人</a> 2 小时前</td></tr>`;
  const rows = Array.from({ length: 14 }, (_, i) => thread(i + 1)).join("");

  test("a forum's table of threads is a list", () => {
    expect(() =>
      read(`<html><head><title>求职招聘_云川论坛</title></head><body><h1>求职招聘</h1><table>${rows}</table></body></html>`),
    ).toThrow(expect.objectContaining({ code: "extract.not-a-document" }));
  });

  test("a table of files without dates belongs to its document", () => {
    const table = Array.from(
      { length: 14 },
      (_, i) => `<tr><td>${i + 1}</td><td>云川第${i + 1}机械厂</td><td>2024-5-${i + 1}</td></tr>`,
    ).join("");
    const found = news("<p>2024-05-08 10:20 来源：云川市工业和信息化局</p>", `<p>${prose[0]}</p><table>${table}</table>`);
    expect(lines(found.original)).toHaveLength(15);
  });

  test("headlines and one short text, below a title that no line shows, are a portal", () => {
    const list = Array.from({ length: 24 }, (_, i) => `<div><a href="/t/${i}.html">云川的机械厂今年招工了吗第${i}问</a></div>`).join("");
    const page = `<html><head><title>云川吧，云川人讨论家乡大小事情的地方，欢迎关注</title></head><body><div><p>今天是建城节，谢谢每一位云川人的付出！</p></div>${list}</body></html>`;
    expect(() => read(page)).toThrow(expect.objectContaining({ code: "extract.not-a-document" }));
  });
});
