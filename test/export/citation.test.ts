import { describe, expect } from "vitest";
import { cite } from "../../src/export/citation.js";
import type { StoredRecord } from "../../src/model/record.js";
import { buildDocument, type Draft } from "../support/document.js";
import { testTable } from "../support/table.js";

/** A record as a row of the table says it. */
function recordOf({ url, ...fields }: Draft): StoredRecord {
  const document = buildDocument({ titleOriginal: fields.title ?? null, ...fields });
  return {
    ...document,
    url: url ?? null,
    canonicalUrl: url ?? null,
    schema: "zhengwen/record@1",
    revision: 1,
    seq: 1,
    cluster: document.id,
  };
}

describe("a reference after GB/T 7714-2025", () => {
  testTable<Draft, string>("citations", ({ input, expected }) => {
    expect(cite(recordOf(input)).citation).toBe(expected);
  });
});
