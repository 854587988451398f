import { expect, test } from "vitest";
import * as z from "zod";
import { loadCharacters } from "../../src/dictionary/repair/character-costs.js";
import { ZhengwenError } from "../../src/model/errors.js";
import { decode } from "../../src/text/decode/decode.js";
import { casesOf } from "../support/cases.js";

const costs = loadCharacters();
const limits = { undecodableShare: 0.005, undecodableRun: 8 };
const givenSchema = z.strictObject({ contentType: z.string().optional() });

const cases = casesOf("decode");

test("there are cases", () => expect(cases.length).toBeGreaterThan(10));

for (const { slug, because, given, input, check } of cases) {
  test(`${slug}: ${because}`, () => {
    const { contentType } = givenSchema.parse(given);
    let result: unknown;
    try {
      result = decode(input, contentType ?? null, limits, costs);
    } catch (error) {
      if (!(error instanceof ZhengwenError)) throw error;
      result = { error: error.code };
    }
    check(result);
  });
}
