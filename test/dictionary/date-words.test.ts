import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadDateWords } from "../../src/dictionary/values/date-words.js";

const text = readFileSync(new URL("../../dictionaries/values/dates.json", import.meta.url), "utf8");

/** Loads the words of dates with one place of the file changed. */
function loadChanged(from: string, to: string): unknown {
  expect(text).toContain(from);
  const folder = mkdtempSync(join(tmpdir(), "date-words-"));
  try {
    mkdirSync(join(folder, "values"));
    writeFileSync(join(folder, "values", "dates.json"), text.replace(from, to));
    return loadDateWords(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const refused = (from: string, to: string, reason: RegExp) => {
  const line = text.slice(0, text.indexOf(from)).split("\n").length;
  const message = new RegExp(` values/dates\\.json:${line}: .*${reason.source}`);
  expect(() => loadChanged(from, to)).toThrow(
    expect.objectContaining({ code: "dictionary.invalid", message: expect.stringMatching(message) }),
  );
};

test("a word that stands twice, an empty one, an unknown list and surroundings that say nothing are refused", () => {
  refused('"今后", "此后"', '"今后", "今后"', /duration\.ahead\.2: 今后 stands twice/);
  refused('"楼", "院"', '"", "院"', /day\.notNumbered\.0/);
  refused('"past": [', '"coming": ["将"], "past": [', /Unrecognized key: "coming"/);
  refused('{ "word": "夜", "not": "班" }', '{ "word": "夜" }', /bareDay\.dayparts\.19: .*surroundings/);
});
