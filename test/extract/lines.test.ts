import { describe, expect } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { readDateline } from "../../src/extract/dateline.js";
import { classify } from "../../src/extract/line.js";
import { readMoment } from "../../src/extract/moment.js";
import { testTable } from "../support/table.js";

const { chrome, labels } = loadDictionary();

/** What a line is, in one word and its reason or facts. */
function said(line: string): string {
  const found = classify(line, chrome, labels);
  if (found.is === "chrome" || found.is === "section") return `${found.is}: ${found.reason}`;
  if (found.is === "facts") return `facts: ${found.labelled.facts.map(({ kind, value }) => `${kind}=${value}`).join(" ")}`;
  return found.is;
}

describe("what a line of a page is", () => {
  testTable<string, string>("extract-lines", ({ input, expected }) => expect(said(input)).toBe(expected));
});

describe("dates as pages write them", () => {
  testTable<string, string | null>("extract-moments", ({ input, expected }) => expect(readMoment(input)).toBe(expected));
});

describe("the line under a title", () => {
  testTable<string, object | null>("extract-datelines", ({ input, expected }) => {
    const found = readDateline(input, chrome, labels);
    if (expected === null) expect(found).toBeNull();
    else expect(found).toMatchObject(expected);
  });
});
