import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const folder = join(import.meta.dirname, "..", "..", "dictionaries");
const readme = readFileSync(join(folder, "README.md"), "utf8");
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name !== "README.md")
  .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
  .sort();
/** What the table lists: paths, in which `*` stands for a name. */
const listed = [...readme.matchAll(/^\| `([^`]+)` \|/gm)].map(([, path = ""]) => path);

const matches = (path: string, file: string) => new RegExp(`^${path.replace(/[.+]/g, "\\$&").replaceAll("*", "[^/]*")}$`).test(file);

test("README.md lists every file", () => {
  expect(files.filter((file) => !listed.some((path) => matches(path, file)))).toEqual([]);
});

test("what README.md lists is there, and listed once", () => {
  expect(listed.filter((path) => !files.some((file) => matches(path, file)))).toEqual([]);
  expect(listed.filter((path, i) => listed.indexOf(path) !== i)).toEqual([]);
});

test("what README.md describes under a heading of its own is there", () => {
  const headings = [...readme.matchAll(/^## (\S+)$/gm)].map(([, path = ""]) => path);
  expect(headings.filter((path) => !files.some((file) => matches(path, file) || (path.endsWith("/") && file.startsWith(path))))).toEqual(
    [],
  );
});
