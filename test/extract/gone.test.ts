import { describe, expect, it } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { extract } from "../../src/extract/extract.js";

const dictionary = loadDictionary();
const read = (page: string) => extract(page, { url: "https://a.gov.cn/art/1.html", contentType: null, depth: 512 }, dictionary);
const html = (title: string, body: string) =>
  `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title></head><body><div class="nav"><a href="/">首页</a><a href="/zwgk/">政务公开</a></div>${body}<div class="footer"><a href="/about">关于我们</a></div></body></html>`;

const gone: [string, string][] = [
  ["您访问的页面不存在", html("某市人民政府", "<div><p>抱歉，您访问的页面不存在或已被删除！</p><p>请返回首页</p></div>")],
  ["該網頁不存在", html("某縣政府全球資訊網", "<div><h2>該網頁不存在</h2><p>請確認網址是否正確，或返回首頁。</p></div>")],
  ["页面已删除", html("提示信息", "<div class='tip'><p>页面已删除，3秒后自动跳转到首页</p></div>")],
  [
    "under a title of another kind",
    html(
      "某市人民政府门户网站",
      "<div class='content'><p>对不起，该信息已被删除或者您没有权限查看，如有疑问请与网站管理员联系。</p></div>",
    ),
  ],
  [
    "in a sentence of some length",
    html(
      "某省财政厅",
      "<div><p>很抱歉，您要访问的页面可能因为网站栏目调整、内容更新等原因已经移走，建议您检查网址是否正确，或者返回网站首页重新查找。</p></div>",
    ),
  ],
  ["內容已被刪除", html("訊息", "<div><p>您查看的頁面內容已被刪除。</p></div>")],
  ["in a text", "提示信息\n您访问的页面不存在，请返回首页。\n"],
  ["in a text in Traditional characters", "系統訊息\n該網頁不存在\n"],
];

const notice =
  "各县（市、区）人民政府，市直各单位：现将网站检查情况通报如下。检查中发现部分栏目内容不存在或者更新不及时，请于本月底前完成整改，并将整改情况书面报市政府办公室。";
const held: [string, string][] = [
  [
    "a dated notice that mentions pages that are gone",
    html(
      "关于政府网站检查情况的通报",
      `<div class="content"><h1>关于政府网站检查情况的通报</h1><p>2024-05-06 来源：市政府办公室</p><p>${notice}</p></div>`,
    ),
  ],
  [
    "a signed one without a date line",
    html(
      "关于网站升级改造的公告",
      `<div class="content"><h1>关于网站升级改造的公告</h1><p>各位网民：</p><p>因网站升级，旧版部分链接会提示页面不存在，请从首页重新进入查找，给您带来的不便敬请谅解。</p><p>特此公告。</p><p>某市政务服务数据管理局</p><p>2024年5月6日</p></div>`,
    ),
  ],
  [
    "a short one in a text",
    "关于网站升级改造的公告\n各位网民：\n因网站升级，旧版部分链接会提示页面不存在，请从首页重新进入查找。\n特此公告。\n某市政务服务数据管理局\n2024年5月6日\n",
  ],
  [
    "one of several sentences of which one mentions it",
    `关于做好政府网站内容整改工作的通知\n各部门：\n请对照检查清单逐项核对本部门栏目，发现链接已失效的立即更正。\n整改工作由办公室牵头，信息中心配合，各部门确定一名联络员。\n完成情况于本周五前报送。\n`,
  ],
  [
    "one in Traditional characters",
    html(
      "本府網站改版公告",
      `<div class="content"><h1>本府網站改版公告</h1><p>發布日期：2024-05-06</p><p>新版網站已上線，舊版網址如顯示該網頁不存在，請由首頁重新查詢。如有疑問請洽資訊中心，本府將儘速協助處理。</p></div>`,
    ),
  ],
];

describe("a page that says it is gone", () => {
  it.each(gone)("is rejected as such: %s", (_, page) => {
    expect(() => read(page)).toThrow(expect.objectContaining({ code: "extract.gone" }));
  });

  it.each(held)("is none: %s", (_, page) => {
    expect(read(page).article.body.length).toBeGreaterThan(30);
  });
});

describe("a page that a script draws", () => {
  it.each([
    [
      "an empty shell",
      '<!doctype html><html><head><title>政策文件</title></head><body><div id="app"></div><script src="/js/app.js"></script><script>window.__INITIAL__={}</script></body></html>',
    ],
    [
      "one with words for who has no scripts",
      '<html><body><noscript>您的浏览器不支持脚本</noscript><div id="root"></div><script>main()</script></body></html>',
    ],
  ])("is rejected as such: %s", (_, page) => {
    expect(() => read(page)).toThrow(expect.objectContaining({ code: "extract.scripted" }));
  });

  it("is none where the text stands there as well", () => {
    const page = `<html><head><title>关于做好有关工作的通知</title></head><body><div id="app"><h1>关于做好有关工作的通知</h1><p>2024-05-06</p><div class="content"><p>${notice}</p></div></div><script>hydrate()</script></body></html>`;
    expect(read(page).article.title).toBe("关于做好有关工作的通知");
  });
});
