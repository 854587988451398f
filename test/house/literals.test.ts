import { describe, expect, it } from "vitest";
import { readLiterals } from "./literals.js";

const countIn = (source: string) => readLiterals("source.tsx", source).characters;
const wordsIn = (source: string) => readLiterals("source.tsx", source).lists.map(({ words }) => words.join(" "));

describe("Han characters of literals", () => {
  it.each<[string, string, number]>([
    ["a string", 'export const a = "国务院 a";', 3],
    ["a template with parts", `export const a = (b: string) => \`国\${b}务\${\`院\`}\`;`, 3],
    ["escapes", 'export const a = "\\u56fd\\u{52a1}\\u{20000}";', 3],
    ["escapes that a regex will be made of", 'export const a = "[\\\\u56fd\\\\u{20bb7}]";', 2],
    ["a raw template", "export const a = String.raw`\\u56fd国`;", 2],
    ["a regex", "export const a = /^国务(?:院|部)[省市]{2}$/;", 6],
    ["escapes and ranges of a regex", "export const a = /\\u56fd[\\u4e00-\\u9fff]/;", 3],
    ["regexes with u and v", "export const a = [/\\u{20bb7}国/u, /[国--务]/v];", 4],
    ["text of JSX", "export const a = <p title='国'>务院 {1} 部</p>;", 4],
    ["names of properties", "export const a = { 省: 1, '市': 2 }; a.省 = 3;", 3],
    ["types", 'export type A = "省" | "市";', 2],
    ["comments", "// 国务院\nexport const a = /* 部 */ 1; /** 省 */", 0],
    ["marks and kana", 'export const a = "。、《》「」カナ・〇";', 1],
  ])("of %s", (_, source, expected) => {
    expect(countIn(source)).toBe(expected);
  });

  it("of a file that does not parse cannot be had", () => {
    expect(() => countIn("const = 1")).toThrow("source.tsx");
  });
});

describe("words listed by a literal", () => {
  it.each<[string, string, string[]]>([
    ["alternatives of a regex", "export const a = /^(?:国务院|省.市局|[公司部]|\\u90e8\\u95e8)$/;", ["国务院 市局 部门"]],
    ["an array", 'export const a = ["国务院", "省", "a", "部门"];', ["国务院 部门"]],
    ["a set and a map", 'export const a = [new Set(["国务院"]), new Map([["部门", "市局"]])];', ["国务院", "部门 市局", "部门 市局"]],
    ["an object", 'export const a = { 国务院: 1, 省: "部门", "市局": b };', ["国务院 部门 市局"]],
    ["a string that is split", 'export const a = "国务院 部门 省".split(" ");', ["国务院 部门"]],
    ["a string that a regex is made of", `export const a = (b: string) => new RegExp(\`\${b}(?:国务院|部门)\`);`, ["国务院 部门"]],
    ["a string that is one word", 'export const a = "国务院";', []],
  ])("is %s", (_, source, expected) => {
    expect(wordsIn(source)).toEqual(expected);
  });

  it("tells the line", () => {
    expect(readLiterals("source.ts", '\n\nexport const a = ["国务院"];').lists).toEqual([{ line: 3, words: ["国务院"] }]);
  });
});
