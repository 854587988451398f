import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadScript } from "../../src/dictionary/repair/script.js";

const good = { variants: [["編著", "編著"]], phrases: [["規畫", "规划"]], strays: "後", names: "昇" };

const broken: readonly (readonly [string, object, RegExp])[] = [
  ["a variant of another length", { ...good, variants: [["編著", "編"]] }, /script\.json:1: variants\.0/],
  ["a word with a space", { ...good, phrases: [["規 畫", "规划"]] }, /script\.json:1: phrases\.0\.0/],
  [
    "a key that stands twice",
    {
      ...good,
      phrases: [
        ["規畫", "规划"],
        ["規畫", "规画"],
      ],
    },
    /stands twice in phrases/,
  ],
  ["a field that is not known", { ...good, words: [] }, /script\.json/],
  ["a field that is missing", { variants: [], phrases: [], strays: "後" }, /script\.json:1: names/],
];

for (const [what, rows, message] of broken) {
  test(`${what} is refused, naming file and row`, () => {
    const folder = mkdtempSync(join(tmpdir(), "script-"));
    try {
      mkdirSync(join(folder, "repair"));
      writeFileSync(join(folder, "repair", "script.json"), JSON.stringify(rows));
      expect(() => loadScript(folder)).toThrow(message);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}
