import { describe, expect, it } from "vitest";
import { read } from "./repository.js";

const scripts = Object.keys((JSON.parse(read("package.json")) as { scripts: Record<string, string> }).scripts);

describe("the documents", () => {
  it.each(["README.md", "README.zh-CN.md", "CONTRIBUTING.md", ".ci/run"])("%s names only scripts that package.json has", (name) => {
    const named = [...read(name).matchAll(/\bnpm run (?:-s )?([a-z][\w:-]*)/g)].map(([, script = ""]) => script);
    expect(named.filter((script) => !scripts.includes(script))).toEqual([]);
  });
});
