import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { explanation } from "../../src/cli/explain.js";
import { loadDictionary } from "../../src/dictionary/load.js";
import { defaultLimits } from "../../src/pipeline/limits.js";
import { runPipeline } from "../../src/pipeline/pipeline.js";
import { reasons } from "../../src/repair/reasons.js";
import { caseInputs, samples } from "../support/samples.js";

const dictionary = loadDictionary();
const documentOf = (bytes: Uint8Array) =>
  runPipeline(
    { bytes, url: null, finalUrl: null, contentType: null, fetchedAt: null, hints: {}, attachments: [] },
    { dictionary, limits: defaultLimits, explain: true },
  ).document;
const flat = (text: string) => text.replace(/ +/g, " ");

describe("the explanation of a damaged page", () => {
  const document = documentOf(readFileSync("samples/weifang.txt"));
  const lines = explanation(document).split("\n").map(flat);

  it("shows every repair with where it is, before, after, reason and certainty", () => {
    for (const { in: where, start, end, kind, certain } of document.repairs) {
      const line = lines.find((one) => one.startsWith(` ${where} ${start}–${end} `));
      expect(line).toMatch(new RegExp(` (→|=) .* ${kind} ${certain ? "certain$" : "(not certain|left as it is)"}`));
    }
    expect(lines.find((line) => line.startsWith("repairs: "))).toContain(`${document.repairs.length}`);
  });

  it("says what each kind of repair means", () => {
    for (const { kind } of document.repairs) expect(lines).toContain(flat(`  ${kind} ${reasons[kind]}`));
  });

  it.each(["README.md", "README.zh-CN.md"])("is what %s shows of it", (name) => {
    const readme = readFileSync(name, "utf8");
    const other = documentOf(readFileSync("samples/liaocheng.txt"));
    const printed = [...lines, ...explanation(other).split("\n").map(flat)];
    const shown = readme.split("\n").filter((line) => /^ {2}body \d/.test(line));
    expect(shown.length).toBeGreaterThan(2);
    for (const line of shown) expect(printed).toContain(flat(line));
    const [, repair = ""] = readme.match(/^(\{"in": "body".*\})$/m) ?? [];
    expect([...document.repairs, ...other.repairs]).toContainEqual(JSON.parse(repair));
    const [, published = "", , text = ""] = readme.match(/^(推進\S+) +(published|原文)\n(\S+) +text$/m) ?? [];
    expect(document.original).toContain(published);
    expect(document.text).toContain(text);
  });
});

test("an undamaged page has no repairs to explain", () => {
  expect(explanation(documentOf(Buffer.from("关于印发办法的通知\n各县（市、区）人民政府：\n现将办法印发给你们。\n")))).not.toContain(
    "repairs",
  );
});

test("every kind of repair that the samples and cases need has a reason in words", () => {
  const kinds = new Set<string>();
  for (const { bytes, path } of [...samples(), ...caseInputs()]) {
    if (!/\.(txt|html)$|input$/.test(path)) continue;
    try {
      for (const { kind } of documentOf(bytes).repairs) kinds.add(kind);
    } catch {
      // what is refused is told by the cases themselves
    }
  }
  expect(kinds.size).toBeGreaterThan(1);
  expect([...kinds].filter((kind) => reasons[kind] === undefined)).toEqual([]);
});
