import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { configMarkdown } from "../../src/app/config.js";
import { read, root } from "./repository.js";

const scripts = Object.keys((JSON.parse(read("package.json")) as { scripts: Record<string, string> }).scripts);
const table = /(<!-- configuration -->\n)[\s\S]*?(\n<!-- \/configuration -->)/;

describe("the documents", () => {
  it("README.md holds the configuration table (UPDATE=1 writes it between its marks)", () => {
    const text = read("README.md");
    expect(text).toMatch(table);
    const current = text.replace(table, (_, begin: string, end: string) => begin + configMarkdown() + end);
    if (process.env.UPDATE === "1") writeFileSync(join(root, "README.md"), current);
    else expect(text).toBe(current);
  });

  it.each(["README.md", "README.zh-CN.md", "CONTRIBUTING.md", ".ci/run"])("%s names only scripts that package.json has", (name) => {
    const named = [...read(name).matchAll(/\bnpm run (?:-s )?([a-z][\w:-]*)/g)].map(([, script = ""]) => script);
    expect(named.filter((script) => !scripts.includes(script))).toEqual([]);
  });
});
