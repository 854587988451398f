import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { extract, ZhengwenError } from "../../src/index.js";
import { normalise, normaliseRecord } from "../../src/pipeline/normalise.js";
import { expectLaws } from "../support/laws.js";
import { caseInputs, type Sample, samples } from "../support/samples.js";

const dictionary = loadDictionary();

/** The document of an input; null where it is refused, as some cases must be. */
function documentOf({ bytes, url, contentType, fetchedAt }: Sample) {
  try {
    return extract(bytes, { ...(url && { url }), ...(contentType && { contentType }), ...(fetchedAt && { fetchedAt }) });
  } catch (cause) {
    if (cause instanceof ZhengwenError && cause.kind.state === "rejected") return null;
    throw cause;
  }
}

describe.each([
  ["samples", samples()],
  ["cases", caseInputs()],
])("the laws over the %s", (_, inputs) => {
  it.each(inputs.map((input) => [input.path, input] as const))("%s", (_path, input) => {
    const document = documentOf(input);
    if (document === null) return;
    expectLaws(document);
    expect(documentOf(input), "pure: the same input gives the same document").toEqual(document);
    expect(normalise(document.text, dictionary), "idempotent: normalising the text changes nothing more").toBe(document.text);
    const again = normaliseRecord(document, dictionary);
    expect(again.body.text, "the text is made of the original alone").toBe(document.text);
    expect(again.title?.text ?? null).toBe(document.title);
  });
});

describe("the laws over made-up texts", () => {
  const pieces = [
    "6月28日,開(kāi)平市",
    "𠮷野家",
    "27家企業(yè)",
    "規(guī)?；?、",
    "獎(jiǎng)勵(lì)1530萬(wàn)元",
    "(附件1)",
    "《關(guān)于𬭎的通知》",
    "鲁政办字〔2019〕53号",
    "市長(zhǎng)陳小曼",
    "山 东 省",
    "１２３",
    "\u3000",
    "\n",
    "\n\n",
    "。",
    "，",
    "?",
    "😀",
    "⻄安",
    "2022-2030年",
    "100-200万元",
    "近90%",
    "\u200b",
    "A+B级",
  ];

  it("holds for any sequence of difficult pieces", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { minLength: 3, maxLength: 60 }), (parts) => {
        const document = documentOf({
          path: "",
          bytes: new TextEncoder().encode(`关于试点工作的通知如下，请认真贯彻落实。${parts.join("")}`),
        });
        if (document) expectLaws(document);
      }),
      { numRuns: 150 },
    );
  });
});
