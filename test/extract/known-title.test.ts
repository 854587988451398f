import { describe, expect, it } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { extract } from "../../src/extract/extract.js";

const dictionary = loadDictionary();
const read = (page: string, title?: string) =>
  extract(page, { url: null, contentType: "text/plain", depth: 512, title }, dictionary).article;

const paragraph = "各縣（市、區）人民政府要加強組織領導，壓實工作責任，確保各項任務落到實處。到年底，全市新增規模以上工業企業一百家。\n";
const damaged = "市政府組(zǔ)織召開(kāi)會(huì)議，研究農業(yè)規(guī)?；l(fā)展的有關(guān)工作要求\n";

describe("the first line of a text whose title the feeder gives", () => {
  it("is no title where it is damaged running text", () => {
    const { title, body } = read(damaged + paragraph, "關於促進農業現代化的若干意見");
    expect(title).toBe(null);
    expect(body).toBe(damaged + paragraph);
  });

  it.each([
    ["the title itself", "關於促進農業現代化的若干意見"],
    ["in the other script", "关于促进农业现代化的若干意见"],
    ["cut short", "關於促進農業現代化的若干"],
    ["with the name of the site", "关于促进农业现代化的若干意见 - 某某市人民政府"],
    ["not given", undefined],
  ])("is the title: %s", (_, known) => {
    const { title, body } = read(`關於促進農業(yè)現(xiàn)代化的若干意見\n${paragraph}`, known);
    expect(title).toBe("關於促進農業(yè)現(xiàn)代化的若干意見");
    expect(body).toBe(paragraph);
  });
});
