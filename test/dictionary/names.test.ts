import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { loadNames } from "../../src/dictionary/persons/names.js";

const names = loadNames(fileURLToPath(new URL("../../dictionaries", import.meta.url)));
const bad = (words: Iterable<string>, form: RegExp): string[] => [...words].filter((word) => !form.test(word));

describe("every row has its form", () => {
  test("surnames are one character or two", () => {
    expect(bad(names.surnames, /^\p{Script=Han}{1,2}$/u)).toEqual([]);
  });

  test("surnames of Japan are two characters or three", () => {
    expect(bad(names.japanese.words.keys(), /^\p{Script=Han}{2,3}$/u)).toEqual([]);
  });

  test("characters of names are single ones", () => {
    expect(bad(names.given, /^\p{Script=Han}$/u)).toEqual([]);
    expect(bad(names.foreign, /^\p{Script=Han}$/u)).toEqual([]);
  });

  test("posts are two characters or more, or three Latin letters", () => {
    expect(bad(names.posts.before.words.keys(), /^(?:\p{Script=Han}{2,10}|[A-Z]{3})$/u)).toEqual([]);
    expect(bad(names.posts.behind.words.keys(), /^(?:\p{Script=Han}{2,10}|[A-Z]{3})$/u)).toEqual([]);
  });

  test("public figures are whole names", () => {
    expect(bad(names.figures.words.keys(), /^\p{Script=Han}{2,8}$/u)).toEqual([]);
  });
});

test.each([
  ["出席", "label"],
  ["局长", "firm"],
  ["专家", "weak"],
  ["先生", undefined],
])("%s before a name is %s", (post, need) => {
  expect(names.posts.before.words.get(post)).toBe(need);
});
