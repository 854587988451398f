import { expect, test } from "vitest";
import * as z from "zod";
import { loadDictionary } from "../../src/dictionary/load.js";
import { extract } from "../../src/extract/extract.js";
import { ZhengwenError } from "../../src/model/errors.js";
import { casesOf } from "../support/cases.js";

const dictionary = loadDictionary();
const givenSchema = z.strictObject({ url: z.string().optional(), contentType: z.string().optional() });
const cases = casesOf("extract");

test("there are cases of every kind of page", () => expect(cases.length).toBeGreaterThan(40));

for (const { slug, because, given, input, check } of cases) {
  test(`${slug}: ${because}`, () => {
    const { url, contentType } = givenSchema.parse(given);
    let result: unknown;
    try {
      result = extract(input.toString("utf8"), { url: url ?? null, contentType: contentType ?? null, depth: 512 }, dictionary);
    } catch (error) {
      if (!(error instanceof ZhengwenError)) throw error;
      result = { error: error.code, message: error.message };
    }
    check(result);
  });
}
