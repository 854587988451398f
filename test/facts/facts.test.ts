import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Annotations, annotateDocs } from "../../src/pipeline/stages/annotate.js";
import { contextOf, docOf } from "../entities/values.js";

interface Row {
  readonly label: string;
  readonly title?: string;
  readonly input: string;
  readonly tags?: Record<string, string>;
  readonly facts?: Record<string, string>;
  readonly publisher?: string;
  readonly url?: string;
  readonly script?: "hans" | "hant";
  /** the facts that the row is about; others are not looked at */
  readonly expected: Record<string, unknown>;
  readonly expect: "pass" | "fail";
}

const table: readonly Row[] = JSON.parse(readFileSync(new URL("../tables/facts.json", import.meta.url), "utf8"));

function annotated({
  title,
  input,
  tags = {},
  facts = {},
  publisher = null,
  url = null,
  script = "hans",
}: Omit<Row, "publisher" | "url" | "label" | "expected" | "expect"> & { publisher?: string | null; url?: string | null }): Annotations {
  const docs = { title: title === undefined ? null : docOf(title, "title"), body: docOf(input) };
  return annotateDocs(docs, contextOf({ tags, facts, publisher, url, script, publishedAt: "2024-05-10" }));
}

describe("facts of a document", () => {
  for (const row of table) {
    const check = row.expect === "fail" ? test.fails : test;
    check(row.label, () => {
      const { input } = row;
      const { facts } = annotated(row);
      const found: Record<string, unknown> = {
        ...facts,
        jurisdiction: facts.jurisdiction && `${facts.jurisdiction.code} ${facts.jurisdiction.evidence}`,
        cites: facts.cites.map(({ relation, title, number }) =>
          [relation, title ?? number, ...(title && number ? [number] : [])].join(" "),
        ),
        issuers: facts.issuers.map(({ name }) => name),
        issuerLevel: facts.issuers[0]?.level ?? null,
        status: facts.status.map(({ word }) => word),
        dates: facts.dates.map(
          ({ field, value, from, start, end }) => `${field} ${value} ${from} ${start === undefined ? "" : input.slice(start, end)}`,
        ),
      };
      expect(Object.fromEntries(Object.keys(row.expected).map((field) => [field, found[field]]))).toEqual(row.expected);
    });
  }
});

test("a signature that differs from the metadata table leaves a note, the text counts", () => {
  const input = "现将有关事项通知如下。\n开平市住房和城乡建设局\n2024年3月8日";
  const { facts, notes } = annotated({ input, facts: { 成文日期: "2024-03-09" } });
  expect(facts.signedAt).toBe("2024-03-08");
  expect(notes.map(({ code }) => code)).toContain("date-conflict");
});

test("the spans of status and cites lie on their words", () => {
  const input = "根据《建筑法》制定。本办法自2024年1月1日起试行。";
  const { facts } = annotated({ input });
  expect(facts.status.map(({ start, end }) => input.slice(start, end))).toEqual(["试行"]);
  expect(facts.cites.map(({ start, end }) => input.slice(start, end))).toEqual(["《建筑法》"]);
});

test("the document's own number is marked among the numbers", () => {
  const input = "国发〔2019〕5号\n各省人民政府：\n按照国办发〔2018〕115号要求，现提出意见。";
  const { body } = annotated({ input });
  const numbers = body.flatMap((mention) => (mention.type === "documentNumber" ? [mention] : []));
  expect(numbers.map(({ start, end }) => input.slice(start, end))).toEqual(["国发〔2019〕5号", "国办发〔2018〕115号"]);
  expect(numbers.map((number) => "own" in number && number.own === true)).toEqual([true, false]);
});
