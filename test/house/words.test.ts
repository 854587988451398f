import { describe, expect, it } from "vitest";
import { readLiterals } from "./literals.js";
import { keptFiles, read } from "./repository.js";

/** Han characters that may stand in the literals of src: the grammar of dates, numbers and names. Words belong to dictionaries/. */
const ceiling = 3000;
/** Chinese words that one regex, array, object or string may list. */
const longest = 8;

/** Files and folders whose Chinese is the interface's own, not knowledge about documents. */
const interfaces: Readonly<Record<string, string>> = {
  "src/api/pages/messages/": "what the pages say to their readers, in Chinese beside English",
  "src/cli/": "examples in what --help says",
  "src/model/": "examples in what the codebook of the record says",
};
const isInterface = (path: string) => Object.keys(interfaces).some((one) => path === one || (one.endsWith("/") && path.startsWith(one)));

const literals = keptFiles()
  .filter((path) => /^src\/.*\.tsx?$/.test(path) && !isInterface(path))
  .map((path) => ({ path, ...readLiterals(path, read(path)) }));

describe("Chinese in the code", () => {
  it("lists as interface only what is there", () => {
    expect(Object.keys(interfaces).filter((one) => !keptFiles().some((path) => path.startsWith(one)))).toEqual([]);
  });

  it(`holds at most ${ceiling} Han characters in literals of src`, () => {
    const files = literals.filter(({ characters }) => characters > 0).sort((a, b) => b.characters - a.characters);
    const sum = files.reduce((all, { characters }) => all + characters, 0);
    const longestFirst = files.map(({ path, characters }) => `${String(characters).padStart(5)} ${path}`).join("\n");
    expect(sum, `Han characters by file:\n${longestFirst}\n`).toBeLessThanOrEqual(ceiling);
  });

  it(`lists no more than ${longest} words in one literal`, () => {
    const lists = literals.flatMap(({ path, lists }) => lists.map(({ line, words }) => ({ where: `${path}:${line}`, words })));
    const long = lists.filter(({ words }) => words.length > longest);
    expect(long.map(({ where, words }) => `${where}: ${words.length} words: ${words.join(" ")}`)).toEqual([]);
  });
});
