import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { read, root } from "./repository.js";

/** A program that uses the package: the examples of the docs, by the names that package.json exports. */
const folder = mkdtempSync(join(tmpdir(), "zhengwen-types-"));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, "node_modules"));
symlinkSync(root, join(folder, "node_modules", "zhengwen"));
const examples = ["docs/programs.md", "docs/programs.zh-CN.md"].flatMap((page) =>
  [...read(page).matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, text = ""]) => text),
);
for (const [i, text] of examples.entries()) writeFileSync(join(folder, `example-${i}.mts`), text);
writeFileSync(
  join(folder, "wrong.mts"),
  `import { extract } from "zhengwen";\nconst { title } = extract("text");\nconst length: number = title.length;\nconsole.log(length);\n`,
);

function compile(moduleResolution: "NodeNext" | "Bundler", files: readonly string[]): string {
  const options = {
    target: "ES2023",
    lib: ["ES2023"],
    module: moduleResolution === "NodeNext" ? "NodeNext" : "ESNext",
    moduleResolution,
    types: ["node"],
    typeRoots: [join(root, "node_modules", "@types")],
    strict: true,
    exactOptionalPropertyTypes: true,
    // what our own declarations say must hold too
    skipLibCheck: false,
    noEmit: true,
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files }));
  const tsc = spawnSync(join(root, "node_modules", ".bin", "tsc"), ["-p", folder], { encoding: "utf8" });
  // declarations of dependencies that name packages of their own which nobody needs are not ours to mend
  const lines = `${tsc.stdout}${tsc.stderr}`.split("\n").filter((line) => line !== "" && !/^\S*node_modules\/(?!zhengwen\/)/.test(line));
  return lines.join("\n");
}

it.each(["NodeNext", "Bundler"] as const)("the examples of the docs compile under %s, and a mistake beside them does not", (kind) => {
  expect(examples.length).toBeGreaterThan(2);
  const said = compile(kind, [...examples.map((_, i) => `example-${i}.mts`), "wrong.mts"]);
  expect(said).toMatch(/^\S*wrong\.mts\(3,\d+\): error TS18047: 'title' is possibly 'null'\.$/);
});
