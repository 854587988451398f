import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { compileSelectors } from "../../src/dictionary/pages/selector.js";
import { loadSites, type Sites } from "../../src/dictionary/pages/sites.js";
import { extract } from "../../src/extract/extract.js";
import { parsePage } from "../../src/extract/html/page.js";
import { select } from "../../src/extract/html/selector.js";

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

describe("site profiles", () => {
  let folder = "";
  let sites: Sites;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "sites-"));
    mkdirSync(join(folder, "sites"));
    writeFileSync(join(folder, "containers.json"), JSON.stringify(containers));
    writeFileSync(join(folder, "sites", "a.json"), JSON.stringify(profile));
    writeFileSync(join(folder, "sites", "b.json"), JSON.stringify({ name: "分站", hosts: ["sub.example.org.cn"] }));
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
    ["a selector that is more than this reads", { ...profile, body: ["div > p"] }],
    ["an unknown field", { ...profile, text: ["#a"] }],
    ["no host", { ...profile, hosts: [] }],
  ] as const) {
    test(`${what} is refused by file and row`, () => {
      writeFileSync(join(folder, "sites", "c.json"), JSON.stringify(bad));
      expect(() => loadSites(folder)).toThrow(/sites\/c\.json/);
      rmSync(join(folder, "sites", "c.json"));
    });
  }
});

describe("selectors", () => {
  const page = parsePage('<div id="a" class="x y"><p class="y">1</p><section><p data-k="v">2</p></section></div><p class="y z">3</p>', 512);
  const texts = (row: string) =>
    (select(page, compileSelectors([row]))[0] ?? []).map(
      ({ tag, firstRun, endRun }) =>
        tag +
        page.runs
          .slice(firstRun, endRun)
          .map((run) => run.text)
          .join(""),
    );

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
});
