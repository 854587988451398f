import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { ZhengwenError } from "../../src/model/errors.js";
import type { Extraction } from "../../src/model/page.js";
import type { Attachment } from "../../src/model/record.js";
import { withAttachments } from "../../src/pipeline/attachments.js";
import type { GivenAttachment } from "../../src/pipeline/input.js";
import { defaultLimits } from "../../src/pipeline/limits.js";
import { normalise } from "../../src/pipeline/normalise.js";
import { runPipeline } from "../../src/pipeline/pipeline.js";
import type { Reading } from "../../src/pipeline/reading.js";
import { textForms } from "../../src/search/texts.js";
import { toRecord } from "../../src/store/revision.js";
import { expectLaws } from "../support/laws.js";
import { difficultPieces } from "../support/pieces.js";
import { caseInputs, samples } from "../support/samples.js";
import { textsIn } from "../support/texts.js";

const dictionary = loadDictionary();
const options = { dictionary, limits: defaultLimits };

interface Parent {
  readonly url?: string;
  readonly body?: string;
}

/** A notice that names so many files, and the files with these texts. */
function given(texts: readonly (string | undefined)[], { url = "https://www.gd.gov.cn/a/1.html", body = "" }: Parent = {}) {
  const links = texts.map((_, i) => `<p><a href="/f/${i + 1}.docx">附件${i + 1}：申报表.docx</a></p>`).join("");
  const page = `<html><head><meta name="PubDate" content="2023-08-01"></head><body><h1>广东省人民政府办公厅关于开展申报工作的通知</h1>
    <div class="content"><p>现将有关事项通知如下，请各有关单位认真组织申报，按时报送材料。${body}</p>${links}</div></body></html>`;
  const attachments = texts.map(
    (text, i): GivenAttachment => ({
      name: `附件${i + 1}：申报表.docx`,
      url: new URL(`/f/${i + 1}.docx`, url).href,
      type: "docx",
      ...(text === undefined ? {} : { text }),
    }),
  );
  const bytes = new TextEncoder().encode(page);
  return { bytes, url, finalUrl: null, contentType: "text/html", fetchedAt: "2024-05-01T08:00:00Z", hints: {}, attachments };
}

function extractionOf(texts: readonly (string | undefined)[], parent?: Parent): Extraction {
  return runPipeline(given(texts, parent), options);
}

function attachmentOf(text: string, parent?: Parent): Attachment {
  const [attachment] = extractionOf([text], parent).document.attachments;
  if (!attachment) throw new Error("the notice names no file");
  return attachment;
}

const valuesOf = ({ entities = [] }: Attachment, type: string) => entities.filter((entity) => entity.type === type);

describe("the text of an attachment", () => {
  it("has its own published and normalised text, script, entities and repairs", () => {
    const original = "開(kāi)平市27家企業(yè)獲獎(jiǎng)勵(lì)1530萬(wàn)元\n";
    const { document } = extractionOf(["简体的附件共5家企业。\n", original]);
    expect(document.attachments).toMatchObject([
      { type: "docx", original: "简体的附件共5家企业。\n", script: "hans", repairs: [] },
      { original, text: "开平市27家企业获奖励1530万元\n", script: "hant" },
    ]);
    const [, damaged] = document.attachments;
    expect(damaged?.repairs?.map(({ from, in: where }) => `${where} ${from}`)).toContain("body (kāi)");
    expect(damaged?.entities).toContainEqual(expect.objectContaining({ type: "enterpriseCount", in: "body", min: 27, quote: "27家企業" }));
    expect(document.entities.some(({ type }) => type === "enterpriseCount")).toBe(false);
    expectLaws(document);
  });

  it("is repaired for bytes that were lost in it, whatever its document is like", () => {
    const text = "規(guī)?；?、產(chǎn)業(yè)化、集群化發(fā)展。發(fā)揮龍頭企業(yè)的帶動作用，推動產(chǎn)業(yè)鏈協(xié)同發(fā)展。\n";
    expect(attachmentOf(text).text).toBe("规模化、产业化、集群化发展。发挥龙头企业的带动作用，推动产业链协同发展。\n");
    const sound = "总投资(BIM)？？共27家企业。\n";
    expect(extractionOf([text, sound]).document.attachments[1]).toMatchObject({ repairs: [] });
  });

  it.each([
    ["a plain 元 is the document's country's", "https://www.hko.gov.hk/a/1.html", "每间资助500元。\n", "money", { currency: "HKD" }],
    ["a plain 元 on the mainland", "https://www.gd.gov.cn/a/1.html", "每家补助500元。\n", "money", { currency: "CNY" }],
    ["a year is that of the publication", "https://www.gd.gov.cn/a/1.html", "6月28日召开了会议。\n", "date", { from: "2023-06-28" }],
    ["全省 is the document's", "https://www.gd.gov.cn/a/1.html", "全省共有27家企业。\n", "place", { code: "440000", anaphor: true }],
  ])("is read in the context of its document: %s", (_, url, text, type, expected) => {
    expect(valuesOf(attachmentOf(text, { url }), type)).toMatchObject([expected]);
  });

  it("is a tree of parts of its own", () => {
    const { parts } = attachmentOf("第一章　總則\n第一條　為規(guī)范管理，制定本辦法。\n第二條　本辦法適用於本省。\n");
    expect(parts?.map(({ id, level, parent }) => [id, level, parent])).toEqual([
      ["ch1", "chapter", null],
      ["art1", "article", "ch1"],
      ["art2", "article", "ch1"],
    ]);
  });

  it("comes to the same with the page and after it", () => {
    const input = given(["開(kāi)平市獲獎(jiǎng)勵(lì)1530萬(wàn)元\n", undefined, "6月28日前报送，共27家企业。\n"]);
    const before = runPipeline({ ...input, attachments: [] }, options);
    expect(before.document.attachments.every(({ text }) => text === undefined)).toBe(true);
    expect(before.maps.attachments).toEqual([null, null, null]);
    expect(withAttachments(before, input.attachments, options)).toEqual(runPipeline(input, options));
  });

  it("is the same in all three forms that its maps lead to", () => {
    const { document, maps } = extractionOf(["開(kāi)平市譜牒𨰻字輩\n", undefined]);
    const record = toRecord(document, { revision: 1, seq: 1, cluster: document.id });
    const forms = textForms.map((form) =>
      textsIn({ record, maps: JSON.parse(JSON.stringify(maps)) }, form).attachments.map((text) => text?.shown),
    );
    expect(forms).toEqual([
      ["開(kāi)平市譜牒𨰻字輩\n", undefined],
      ["開平市譜牒𨰻字輩\n", undefined],
      ["开平市谱牒𨰻字辈\n", undefined],
    ]);
  });
});

describe("an attachment that takes too much", () => {
  const text = "開(kāi)平市27家企業(yè)獲獎(jiǎng)勵(lì)1530萬(wàn)元\n";
  const document = (more: { reading?: Reading; attachmentTime?: number }) => {
    const { reading, attachmentTime = defaultLimits.attachmentTime } = more;
    return runPipeline(given([text, text]), { dictionary, limits: { ...defaultLimits, attachmentTime }, ...(reading && { reading }) })
      .document;
  };

  it.each<[string, Parameters<typeof document>[0], string]>([
    ["its time is over", { attachmentTime: 0 }, "开平市27家企业获奖励1530万元\n"],
    ["a stage failed on it", { reading: "normalised" }, "开平市27家企业获奖励1530万元\n"],
    ["repairing failed on it too", { reading: "published" }, text],
  ])("is kept as text with a note where %s", (_, more, expected) => {
    const { attachments, notes, entities } = document(more);
    expect(attachments).toMatchObject([
      { original: text, text: expected, entities: [], parts: [] },
      { original: text, text: expected, entities: [], parts: [] },
    ]);
    expect(notes.filter(({ code }) => code === "attachment-not-annotated")).toHaveLength(2);
    expect(entities).toEqual(document({}).entities);
    expectLaws(document(more));
  });

  it("leaves no note where it takes no more than it may", () => {
    expect(document({}).notes.map(({ code }) => code)).not.toContain("attachment-not-annotated");
  });
});

describe("the laws over attachments", () => {
  it.each([...samples(), ...caseInputs()].map((sample) => [sample.path, sample] as const))("%s as a file", (_, sample) => {
    let text: string;
    try {
      const { bytes, url = null, contentType = null, fetchedAt = null } = sample;
      const input = { bytes, url, finalUrl: null, contentType, fetchedAt, hints: {}, attachments: [] };
      text = runPipeline(input, options).document.original;
    } catch (cause) {
      if (cause instanceof ZhengwenError && cause.kind.state === "rejected") return;
      throw cause;
    }
    const { document } = extractionOf([text]);
    expectLaws(document);
    const [attachment] = document.attachments;
    expect(attachment?.original).toBe(text);
    expect(normalise(attachment?.text ?? "", dictionary), "idempotent").toBe(attachment?.text);
  });

  it("hold for any sequence of difficult pieces, in any attachment", () => {
    const text = fc.array(fc.constantFrom(...difficultPieces), { maxLength: 60 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 3 }), (texts) => {
        const extraction = extractionOf(texts);
        expectLaws(extraction.document);
        const record = toRecord(extraction.document, { revision: 1, seq: 1, cluster: extraction.document.id });
        for (const form of textForms) {
          for (const [i, shown] of textsIn({ record, maps: extraction.maps }, form).attachments.entries()) {
            expect(shown?.searched.text).toBe(record.attachments[i]?.text);
            expect(shown?.searched.map.sourceLength).toBe(shown?.shown.length);
          }
        }
        expect(extractionOf(texts)).toEqual(extraction);
      }),
      { numRuns: 40 },
    );
  });
});
