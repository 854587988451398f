import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Context } from "../../src/entities/annotator.js";
import { type Found, valuesIn } from "./values.js";

interface Row {
  readonly label: string;
  readonly input: string;
  readonly context?: Partial<Context>;
  readonly expected: readonly unknown[];
  readonly expect: "pass" | "fail";
}

/** What a row of each table says of one mention. */
const columns: Record<string, (found: Found) => unknown[] | null> = {
  money: (found) => (found.type === "money" ? [found.text, found.min, found.max, found.currency, found.bound] : null),
  counts: (found) =>
    found.type === "quantity" || found.type === "enterpriseCount" ? [found.type, found.text, found.min, found.max, found.bound] : null,
  dates: (found) => (found.type === "date" ? [found.text, found.from, found.to, found.precision, found.resolved] : null),
  "dates-roles": (found) => (found.type === "date" ? [found.text, found.from, found.to, found.role ?? null, found.time ?? null] : null),
  "document-numbers": (found) => (found.type === "documentNumber" ? [found.text, found.canonical, found.year, found.serial] : null),
  "policy-titles": (found) => (found.type === "policyTitle" ? [found.title, found.number ?? null, found.kind] : null),
  "short-titles": (found) => (found.type === "policyTitle" ? [found.title, found.refersTo ?? null] : null),
  contacts: (found) => (found.type === "contact" ? [found.kind, found.value] : null),
};

for (const [table, column] of Object.entries(columns)) {
  const rows: readonly Row[] = JSON.parse(readFileSync(new URL(`../tables/${table}.json`, import.meta.url), "utf8"));
  describe(table, () => {
    for (const { label, input, context, expected, expect: expectation } of rows) {
      const check = expectation === "fail" ? test.fails : test;
      check(`${label}: ${input}`, () => {
        expect(valuesIn(input, context).flatMap((found) => [column(found)].filter((row) => row !== null))).toEqual(expected);
      });
    }
  });
}
