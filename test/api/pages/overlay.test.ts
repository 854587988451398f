import { describe, expect, it } from "vitest";
import { changedMiddle } from "../../../src/api/pages/document/compare-page.js";
import { type Drawn, drawn } from "../../../src/api/pages/document/overlay.js";
import { sectionAt, sectionsOf } from "../../../src/api/pages/document/reading.js";

/** Layers as brackets with their name. */
const written = (pieces: readonly Drawn<string>[]): string =>
  pieces.map((piece) => (typeof piece === "string" ? piece : `[${piece.what} ${written(piece.inside)}]`)).join("");
const layer = (start: number, end: number, what: string) => ({ start, end, what });

describe("layers over a text", () => {
  it.each<[string, ReturnType<typeof layer>[], string]>([
    ["none", [], "abcdef"],
    ["one", [layer(1, 3, "x")], "a[x bc]def"],
    ["beside one another", [layer(3, 4, "y"), layer(1, 3, "x")], "a[x bc][y d]ef"],
    ["inside one another", [layer(2, 3, "y"), layer(1, 5, "x")], "a[x b[y c]de]f"],
    ["of one place, the longer outside", [layer(1, 2, "y"), layer(1, 4, "x")], "a[x [y b]cd]ef"],
    ["of one span, in their order", [layer(1, 2, "x"), layer(1, 2, "y")], "a[x [y b]]cdef"],
    ["that cross, cut at the end of the first", [layer(0, 3, "x"), layer(2, 5, "y")], "[x ab[y c]]def"],
    ["empty", [layer(2, 2, "x")], "abcdef"],
    ["out of the stretch", [layer(-5, 2, "x"), layer(5, 99, "y")], "[x ab]cde[y f]"],
    ["all of it outside", [layer(6, 9, "x")], "abcdef"],
  ])("%s", (_, layers, expected) => {
    expect(written(drawn("abcdef", 0, 6, layers))).toBe(expected);
  });

  it("leave the text as it is, however they lie", () => {
    const text = "0123456789";
    for (let seed = 1; seed < 200; seed++) {
      const at = (step: number) => (seed * step * 7919) % 11;
      const layers = [1, 2, 3, 4].map((step) => layer(Math.min(at(step), at(step + 5)), Math.max(at(step), at(step + 5)), "x"));
      const plain = (pieces: readonly Drawn<string>[]): string =>
        pieces.map((piece) => (typeof piece === "string" ? piece : plain(piece.inside))).join("");
      expect(plain(drawn(text, 0, 10, layers))).toBe(text);
    }
  });
});

describe("what differs between two texts", () => {
  it.each<[string, string, string, string]>([
    ["一年", "两年", "一", "两"],
    ["第一条", "第一条", "", ""],
    ["", "新增", "", "新增"],
    ["删去", "", "删去", ""],
    ["aaa", "aa", "a", ""],
    ["甲𠀀乙", "甲𠀁乙", "𠀀", "𠀁"],
    ["甲𠀀乙", "甲𡀀乙", "𠀀", "𡀀"],
  ])("%j and %j", (before, after, gone, come) => {
    const { start, endBefore, endAfter } = changedMiddle(before, after);
    expect([before.slice(start, endBefore), after.slice(start, endAfter)]).toEqual([gone, come]);
  });
});

describe("sections of a text", () => {
  const textOf = (normalised: string) => ({ text: { published: normalised, normalised, forms: null }, parts: [] });

  it("hold every line with something in it, once and in order", () => {
    const lines = Array.from({ length: 300 }, (_, i) => `${i} ${"字".repeat(i % 90)}`);
    const text = lines.join("\n\n");
    const sections = sectionsOf(textOf(text));
    expect(sections.length).toBeGreaterThan(1);
    expect(sections.flat().map(({ start, end }) => text.slice(start, end))).toEqual(lines);
    expect(sections.flat().map(({ number }) => number)).toEqual(lines.map((_, i) => i + 1));
    for (const section of sections) expect((section.at(-1)?.end ?? 0) - (section[0]?.start ?? 0)).toBeLessThan(7_000);
  });

  it("of nothing are none; of one endless line, one", () => {
    expect(sectionsOf(textOf(" \n\n"))).toEqual([]);
    expect(sectionsOf(textOf("字".repeat(50_000)))).toHaveLength(1);
  });

  it("are found by an offset", () => {
    const sections = sectionsOf(textOf(`${"字".repeat(5_000)}\n${"字".repeat(5_000)}`));
    expect([0, 4_999, 5_001, 99_999].map((offset) => sectionAt(sections, offset))).toEqual([0, 0, 1, 1]);
    expect(sectionAt([], 3)).toBe(0);
  });
});
