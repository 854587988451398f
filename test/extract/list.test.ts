import { describe, expect, test } from "vitest";
import { listLinks } from "../../src/extract/html/list.js";
import { parsePage } from "../../src/extract/html/page.js";

const links = (html: string, url: string | null) => listLinks(parsePage(html, 512), url);
const base = "https://www.linjiang.example/zwgk/tz/index.html";
const menu =
  '<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开信息</a></li><li><a href="/b/">办事服务大厅</a></li><li><a href="/h/">互动交流平台</a></li></ul>';
const titles = ["关于印发城市更新行动计划的通知", "关于开展职称评审工作的通知", "关于调整最低工资标准的通知", "关于公布许可事项清单的公告"];

describe("the entries of a list page", () => {
  test("titles, absolute addresses and dates, without the menu", () => {
    const list = titles.map((title, i) => `<li><a href="./t${i}.html">${title}</a><span>2024-05-0${i + 1}</span></li>`).join("");
    expect(links(`${menu}<ul>${list}</ul>`, base)).toEqual(
      titles.map((title, i) => ({
        url: `https://www.linjiang.example/zwgk/tz/t${i}.html`,
        title,
        isCut: false,
        date: `2024-05-0${i + 1}`,
      })),
    );
  });

  test("a cut title is whole in its tooltip; a date inside the link is no part of the title", () => {
    const list = titles
      .map((title, i) => `<tr><td><a href="/a/${i}.html" title="${title}">${title.slice(0, 6)}...</a></td><td>[2024/5/${i + 1}]</td></tr>`)
      .join("");
    expect(links(`<table>${list}</table>`, base)[0]).toEqual({
      url: "https://www.linjiang.example/a/0.html",
      title: titles[0],
      isCut: false,
      date: "2024-05-01",
    });
    const inside = titles.map((title, i) => `<p><a href="/a/${i}.html">${title} (2024-05-0${i + 1})</a></p>`).join("");
    expect(links(`<div>${inside}</div>`, base)[1]).toEqual({
      url: "https://www.linjiang.example/a/1.html",
      title: titles[1],
      isCut: false,
      date: "2024-05-02",
    });
  });

  test("a calendar leaf beside the title", () => {
    const list = titles
      .map((title, i) => `<li><div class="d"><b>1${i}</b><i>2024-05</i></div><a href="/a/${i}.html">${title}</a></li>`)
      .join("");
    expect(links(`<ul>${list}</ul>`, base).map(({ date }) => date)).toEqual(["2024-05-10", "2024-05-11", "2024-05-12", "2024-05-13"]);
  });

  test("without dates the list with the most text; none is made up", () => {
    const list = titles.map((title, i) => `<div class="row"><a href="/a/${i}.html">${title}</a></div>`).join("");
    expect(links(`${menu}<div>${list}</div>`, base).map(({ title, date }) => [title, date])).toEqual(titles.map((title) => [title, null]));
  });

  test("each address once, no scripts, no other schemes", () => {
    const list = [...titles, titles[0]].map((title) => `<li><a href="/same.html">${title}</a></li>`).join("");
    const others = '<li><a href="javascript:void(0)">打开关于我们的说明</a></li><li><a href="mailto:a@b.cn">写信给我们的编辑</a></li>';
    expect(links(`<ul>${list}${others}</ul>`, base).map(({ url }) => url)).toEqual(["https://www.linjiang.example/same.html"]);
  });

  test("a page without a list has none", () => {
    expect(links("<p>为贯彻落实会议精神，现将有关事项通知如下。</p>", base)).toEqual([]);
    expect(links("", base)).toEqual([]);
  });

  test("the page's base counts for relative links; without any address only absolute links are found", () => {
    const list = titles.map((title, i) => `<li><a href="n/${i}.html">${title}</a></li>`).join("");
    expect(links(`<base href="/deep/"><ul>${list}</ul>`, base)[0]?.url).toBe("https://www.linjiang.example/deep/n/0.html");
    expect(links(`<ul>${list}</ul>`, null)).toEqual([]);
  });
});
