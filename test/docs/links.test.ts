import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { keptFiles, read, root } from "../house/repository.js";

const pages = keptFiles().filter((path) => path.endsWith(".md") && !path.startsWith("test/"));

describe("the documents", () => {
  it.each(pages)("%s links to what is there", (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)].map(([, target = ""]) => target);
    expect(links.filter((target) => !existsSync(join(root, dirname(page), decodeURI(target))))).toEqual([]);
  });

  it("every page for people is there in both languages", () => {
    const written = pages.filter((path) => path.startsWith("docs/"));
    const english = written.filter((path) => !path.endsWith(".zh-CN.md"));
    expect(english.map((path) => path.replace(/\.md$/, ".zh-CN.md")).filter((path) => !written.includes(path))).toEqual([]);
  });
});
