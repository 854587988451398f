import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { containerSelectorSchema, indexContainers } from "../../src/dictionary/pages/container-selectors.js";
import { loadSites, type Sites } from "../../src/dictionary/pages/sites.js";
import { extract } from "../../src/extract/extract.js";
import { matchContainers } from "../../src/extract/html/known-containers.js";
import { type Element, type Page, parsePage } from "../../src/extract/html/page.js";
import { applyProfile } from "../../src/extract/html/site-profile.js";

const profile = {
  name: "临江论坛",
  hosts: ["news.example.gov.cn", "example.org.cn"],
  body: [".summary, .text", ".all"],
  title: [".name b"],
  published: [".when"],
  publisher: [".from"],
  remove: [".toc"],
};
const containers = [{ cms: "某系统", selectors: ["#text"] }];

const textsOf = (page: Page, elements: readonly Element[]): string[] =>
  elements.map(
    ({ tag, firstRun, endRun }) =>
      tag +
      page.runs
        .slice(firstRun, endRun)
        .map((run) => run.text)
        .join(""),
  );

describe("site profiles", () => {
  let folder = "";
  let sites: Sites;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "sites-"));
    mkdirSync(join(folder, "pages", "sites"), { recursive: true });
    writeFileSync(join(folder, "pages", "containers.json"), JSON.stringify(containers));
    writeFileSync(join(folder, "pages", "sites", "a.json"), JSON.stringify(profile));
    writeFileSync(join(folder, "pages", "sites", "b.json"), JSON.stringify({ name: "分站", hosts: ["sub.example.org.cn"] }));
    sites = loadSites(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("a host stands for itself and what is below it, on label boundaries; the longest wins", () => {
    expect(sites.profile("news.example.gov.cn")?.name).toBe("临江论坛");
    expect(sites.profile("WWW.example.org.cn.")?.name).toBe("临江论坛");
    expect(sites.profile("a.sub.example.org.cn")?.name).toBe("分站");
    for (const other of ["example.gov.cn", "badexample.org.cn", "org.cn", "example.org.cn.evil.com", ""])
      expect(sites.profile(other)).toBeNull();
  });

  test("a profile says where body, title, date and source stand, and what does not belong", () => {
    const page = `<html><head><title>别的标题</title></head><body><div class="name">题：<b>边境线上的护林员</b></div><i class="when">2024年3月2日 10:20</i>
      <i class="from">来源：临江林业</i><p class="summary">孙长海在林场守了二十八年。</p><div class="all"><div class="toc"><p>目录：一、守山；二、下山。</p></div>
      <div class="text"><div class="toc"><p>目录：一、守山；二、下山。</p></div><p>每天清晨五点，他沿着防火道走上十二公里，记下沿途的每一处隐患。</p></div><p>编辑部电话在工作日接听读者来电，欢迎提供线索。</p></div></body></html>`;
    const dictionary = { ...loadDictionary(), sites };
    const { article, notes } = extract(page, { url: "https://news.example.gov.cn/1.html", contentType: null, depth: 512 }, dictionary);
    expect(article.body).toBe("孙长海在林场守了二十八年。\n每天清晨五点，他沿着防火道走上十二公里，记下沿途的每一处隐患。\n");
    expect([article.title, article.publishedAt, article.publisher]).toEqual(["边境线上的护林员", "2024-03-02T10:20+08:00", "临江林业"]);
    expect(notes[0]).toEqual({ code: "body.site", message: "临江论坛: .summary, .text" });
    expect(article.removed).toContainEqual({ text: "目录：一、守山；二、下山。", reason: "site profile" });
  });

  for (const [what, bad] of [
    ["a host with a wildcard", { ...profile, hosts: ["*.gov.cn"] }],
    ["an unknown field", { ...profile, text: ["#a"] }],
    ["no host", { ...profile, hosts: [] }],
  ] as const) {
    test(`${what} is refused by file`, () => {
      writeFileSync(join(folder, "pages", "sites", "c.json"), JSON.stringify(bad));
      expect(() => loadSites(folder)).toThrow(/sites\/c\.json/);
      rmSync(join(folder, "pages", "sites", "c.json"));
    });
  }

  for (const bad of [
    "div >",
    "> div",
    "p:nth-of-type(",
    "[href^=]",
    "..a",
    "p:hover",
    "p:first",
    "p:contains(a)",
    "p:no-such",
    "a < b",
    "p::before",
    "svg|a",
    "a ~ b ~ c",
    "div:has(p:has(b))",
    `p${".a".repeat(40)}`,
    ".a".repeat(101),
  ]) {
    test(`the selector ${bad.slice(0, 20)} is refused by file and line`, () => {
      writeFileSync(join(folder, "pages", "sites", "c.json"), JSON.stringify({ ...profile, remove: [".toc", bad] }));
      expect(() => loadSites(folder)).toThrow(/pages\/sites\/c\.json:1: remove\.1: /);
      rmSync(join(folder, "pages", "sites", "c.json"));
    });
  }
});

describe("selectors of a profile are CSS", () => {
  const page = parsePage(
    `<div id="a" class="x y"><!-- note --><p class="y">1</p><p>2<br>3</p><section><p data-k="value">4</p><p>5</section>
     <a href="/a/1.html">6</a><a href="/b/2.html">7</a></div><p class="y z"> </p><p>8</p>`,
    512,
  );
  const texts = (selector: string) => textsOf(page, applyProfile(page, { name: "", hosts: ["a.cn"], remove: [selector] })?.remove ?? []);

  for (const [selector, expected] of [
    ["#a > p", ["p1", "p23"]],
    ["div p", ["p1", "p23", "p4", "p5"]],
    ["p:nth-of-type(2)", ["p23", "p5", "p8"]],
    ["p:nth-child(odd)", ["p1", "p4", "p8"]],
    ["#a p:not(.y, [data-k])", ["p23", "p5"]],
    ["p + section", ["section45"]],
    ["section ~ a", ["a6", "a7"]],
    ["a[href^='/a']", ["a6"]],
    ['a[href$="2.html"]', ["a7"]],
    ["[data-k*=alu]", ["p4"]],
    ["[data-k]", ["p4"]],
    ["[class~=y]:not(div)", ["p1", "p"]],
    ["div:has(> section) > a:last-child", ["a7"]],
    ["a, section > p:first-child", ["p4", "a6", "a7"]],
    ["p:is(.z, .y)", ["p1", "p"]],
    [".none", []],
  ] as const) {
    test(selector, () => expect(texts(selector)).toEqual(expected));
  }

  test("they find the page's own elements, whatever the markup forgets to close", () => {
    const broken = parsePage(`<table><tr><td>1<td>2<tr><td>3</table></p><p>4<div>5<p>6</div></b></br><li>7<li>8<svg><p>9`, 512);
    const found = applyProfile(broken, { name: "", hosts: ["a.cn"], remove: ["*"] })?.remove ?? [];
    expect(found.map(({ order }) => order)).toEqual(broken.elements.slice(1).map(({ order }) => order));
    expect(found.every((element) => broken.elements[element.order] === element)).toBe(true);
  });

  test("a page on which a selector would take too long is read without its profile", () => {
    const all = { name: "", hosts: ["a.cn"], remove: ["p ~ p"] };
    expect(applyProfile(parsePage("<p>1</p>".repeat(1_000), 512), all)?.remove).toHaveLength(999);
    expect(applyProfile(parsePage("<p>1</p>".repeat(5_000), 512), all)).toBeNull();
    expect(applyProfile(parsePage(`${"<div>".repeat(500)}${"<b>1</b>".repeat(25_000)}`, 512), all)).toBeNull();
  });
});

describe("selectors of known containers", () => {
  const page = parsePage('<div id="a" class="x y"><p class="y">1</p><section><p data-k="v">2</p></section></div><p class="y z">3</p>', 512);
  const texts = (row: string) => textsOf(page, matchContainers(page, indexContainers([containerSelectorSchema.parse(row)]))[0] ?? []);

  test("by tag, id, class, attribute, descent and list, each element once and in order", () => {
    expect(texts("p")).toEqual(["p1", "p2", "p3"]);
    expect(texts("#a")).toEqual(["div12"]);
    expect(texts(".y")).toEqual(["div12", "p1", "p3"]);
    expect(texts("p.y.z")).toEqual(["p3"]);
    expect(texts('p[data-k="v"]')).toEqual(["p2"]);
    expect(texts("#a p")).toEqual(["p1", "p2"]);
    expect(texts(".y .y")).toEqual(["p1"]);
    expect(texts("#a section p")).toEqual(["p2"]);
    expect(texts("p, .y")).toEqual(["div12", "p1", "p2", "p3"]);
    expect(texts("#b")).toEqual([]);
    expect(texts("section .y")).toEqual([]);
  });

  for (const bad of [
    "div > p",
    "p + p",
    "p:first-child",
    "a[href]",
    "a[href^=b]",
    "a[href=b i]",
    "#a#b",
    "*",
    "a..b",
    "a b|c",
    "div,",
    "[x",
  ]) {
    test(`${bad} is refused by file and line`, () => {
      const folder = mkdtempSync(join(tmpdir(), "containers-"));
      mkdirSync(join(folder, "pages"));
      writeFileSync(join(folder, "pages", "containers.json"), JSON.stringify([...containers, { cms: "某系统", selectors: ["#a", bad] }]));
      expect(() => loadSites(folder)).toThrow(/pages\/containers\.json:1: 1\.selectors\.1: /);
      rmSync(folder, { recursive: true });
    });
  }
});
