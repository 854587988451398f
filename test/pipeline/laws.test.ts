import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { ZhengwenError } from "../../src/model/errors.js";
import type { Extraction } from "../../src/model/page.js";
import type { TextMaps } from "../../src/model/text-maps.js";
import { defaultLimits } from "../../src/pipeline/limits.js";
import { normalise } from "../../src/pipeline/normalise.js";
import { runPipeline } from "../../src/pipeline/pipeline.js";
import { textForms } from "../../src/search/texts.js";
import { toRecord } from "../../src/store/revision.js";
import { toSource } from "../../src/text/offset-map.js";
import { simplify } from "../../src/text/simplify/simplify.js";
import { normalisedToPublished, unpackTextMap } from "../../src/text/text-map.js";
import { expectLaws } from "../support/laws.js";
import { difficultPieces } from "../support/pieces.js";
import { caseInputs, type Sample, samples } from "../support/samples.js";
import { textsIn } from "../support/texts.js";

const dictionary = loadDictionary();

/** What becomes of an input; null where it is refused, as some cases must be. */
function extractionOf({ bytes, url, contentType, fetchedAt }: Sample): Extraction | null {
  const given = { url: url ?? null, contentType: contentType ?? null, fetchedAt: fetchedAt ?? null };
  const input = { bytes, finalUrl: null, hints: {}, attachments: [], ...given };
  try {
    return runPipeline(input, { dictionary, limits: defaultLimits });
  } catch (cause) {
    if (cause instanceof ZhengwenError && cause.kind.state === "rejected") return null;
    throw cause;
  }
}

/** The maps lead from the published text over the restored to the normalised one, and back to what entities quote. */
function expectMaps({ document, maps }: Extraction): void {
  const packed: TextMaps = JSON.parse(JSON.stringify(maps));
  const texts = {
    body: unpackTextMap(document.original, document.text, packed.body),
    title: packed.title && unpackTextMap(document.titleOriginal ?? "", document.title ?? "", packed.title),
  };
  const directions = document.script === "hans" ? (["hans"] as const) : (["hans", "tw", "hk"] as const);
  expect(directions.map((direction) => simplify(texts.body.restored, dictionary.script, direction).text)).toContain(document.text);
  for (const entity of document.entities) {
    const map = texts[entity.in];
    if (map)
      expect(toSource(normalisedToPublished(map), entity.textStart, entity.textEnd)).toEqual({ start: entity.start, end: entity.end });
  }
  const record = toRecord(document, { revision: 1, seq: 1, cluster: document.id });
  for (const form of textForms) {
    const { body } = textsIn({ record, maps: packed }, form);
    expect(body.searched.text).toBe(document.text);
    expect(body.searched.map).toMatchObject({ sourceLength: body.shown.length, targetLength: document.text.length });
  }
}

describe.each([
  ["samples", samples()],
  ["cases", caseInputs()],
])("the laws over the %s", (_, inputs) => {
  it.each(inputs.map((input) => [input.path, input] as const))("%s", (_path, input) => {
    const extraction = extractionOf(input);
    if (extraction === null) return;
    const { document } = extraction;
    expectLaws(document);
    expectMaps(extraction);
    expect(extractionOf(input), "pure: the same input gives the same document").toEqual(extraction);
    expect(normalise(document.text, dictionary), "idempotent: normalising the text changes nothing more").toBe(document.text);
  });
});

describe("the laws over made-up texts", () => {
  it("holds for any sequence of difficult pieces", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...difficultPieces), { minLength: 3, maxLength: 60 }), (parts) => {
        const extraction = extractionOf({
          path: "",
          bytes: new TextEncoder().encode(`关于试点工作的通知如下，请认真贯彻落实。${parts.join("")}`),
        });
        if (!extraction) return;
        expectLaws(extraction.document);
        expectMaps(extraction);
      }),
      { numRuns: 150 },
    );
  });
});
