import { describe, expect, it } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import type { Hints } from "../../src/model/page.js";
import { defaultLimits } from "../../src/pipeline/limits.js";
import { runPipeline } from "../../src/pipeline/pipeline.js";

const tools = { dictionary: loadDictionary(), limits: defaultLimits };
const extract = (page: string, hints: Hints) => {
  const given = {
    url: "https://news.example.com/1.html",
    finalUrl: null,
    contentType: "text/html; charset=utf-8",
    fetchedAt: null,
    attachments: [],
  };
  return runPipeline({ ...given, bytes: new TextEncoder().encode(page), hints }, tools).document;
};
const body = "现将有关事项通知如下，请各单位结合实际认真贯彻执行，并于月底前报送落实情况。".repeat(4);
const page = (title: string, content: string) =>
  `<html><head><title>${title}</title></head><body><h1>${title}</h1><p>2024-05-06</p>${content}</body></html>`;

describe("what a source says of its documents", () => {
  it("is the place they belong to, where neither page nor issuer says", () => {
    const nowhere = page("关于做好有关工作的通知", `<div class="content"><p>${body}</p></div>`);
    expect(extract(nowhere, { jurisdiction: "440000" }).jurisdiction).toMatchObject({ code: "440000", evidence: "feeder" });
    expect(extract(nowhere, {}).jurisdiction).toBeNull();
    expect(extract(nowhere, { jurisdiction: "999999" }).jurisdiction).toBeNull();
    const issued = page("青岛市人民政府关于做好有关工作的通知", `<div class="content"><p>${body}</p></div>`);
    expect(extract(issued, { jurisdiction: "440000" }).jurisdiction).toMatchObject({ name: "青岛市", evidence: "issuer" });
  });

  it("is the profile that its pages are read by, whatever their host", () => {
    const other = page(
      "关于做好有关工作的通知",
      `<div class="main-content"><p>${body}</p></div><div class="content"><p>${"另有其他栏目的说明文字。".repeat(30)}</p></div>`,
    );
    expect(extract(other, { profile: "baike" }).notes.map(({ code }) => code)).toContain("body.site");
    expect(extract(other, { profile: "none" }).notes.map(({ code }) => code)).not.toContain("body.site");
  });
});
