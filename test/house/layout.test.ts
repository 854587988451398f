import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { keptFiles, read, root } from "./repository.js";

const files = keptFiles();
const code = files.filter((path) => /\.tsx?$/.test(path));

/** The folders of each level, lowest first; imports point down only. */
const levels = [
  ["src/model"],
  ["src/lexicon", "src/text"],
  ["src/dictionary"],
  ["src/extract", "src/repair", "src/entities", "src/facts", "src/parts"],
  ["src/pipeline", "src/search"],
  ["src/store", "src/queue", "src/fetch", "src/sandbox"],
  ["src/crawl", "src/ingest", "src/deliver", "src/export"],
  ["src/app"],
  ["src/cli", "src/api", "src/mcp", "workers"],
];

describe("the layout", () => {
  it("has the folders that DESIGN names and no others", () => {
    const top = new Set(files.filter((path) => path.includes("/")).map((path) => path.split("/")[0]));
    const known = [".ci", "bench", "dictionaries", "docs", "samples", "schema", "scripts", "src", "test", "workers"];
    expect([...top].filter((folder) => !known.includes(folder ?? ""))).toEqual([]);
    const below = new Set(code.filter((path) => /^src\/.+\//.test(path)).map((path) => path.split("/").slice(0, 2).join("/")));
    expect([...below].filter((folder) => !levels.flat().includes(folder))).toEqual([]);
  });

  it("mirrors src in test: each folder there is one of src, or holds what belongs to no room", () => {
    const runs = ["eval", "faults", "feed", "newcomer", "packaging", "schemathesis"];
    const others = ["cases", "conformance", "docs", "fixtures", "golden", "house", "services", "support", "tables", "types", ...runs];
    const foldersOf = (paths: readonly string[]) => new Set(paths.map((path) => path.split("/").slice(1, -1).join("/")));
    const rooms = foldersOf(code.filter((path) => path.startsWith("src/")));
    const inside = [...rooms].flatMap((room) => room.split("/").map((_, depth, parts) => parts.slice(0, depth + 1).join("/")));
    const tests = [...foldersOf(files.filter((path) => path.startsWith("test/")))];
    expect(tests.filter((folder) => !inside.includes(folder) && !others.includes(folder.split("/")[0] ?? ""))).toEqual([]);
  });

  it("keeps a file at 400 lines or fewer", () => {
    const long = code.filter((path) => read(path).split("\n").length > 401);
    expect(long).toEqual([]);
  });

  it("names a file after its subject", () => {
    expect(files.filter((path) => /(^|\/)(utils?|helpers?|commons?|managers?|misc)(\/|\.|$)/i.test(path))).toEqual([]);
  });

  it("has no switch that turns a check off, and nothing left to do", () => {
    const off = /@ts-(ignore|nocheck|expect-error)|biome-ignore|eslint-disable|\b(TODO|FIXME|XXX)\b/;
    const bad = code.filter((path) => /^(src|workers|scripts|bench)\//.test(path)).filter((path) => off.test(read(path)));
    expect(bad).toEqual([]);
  });

  it("names no path of one machine and no folder outside the repository", () => {
    const outside = /\.\.\/shared\b|\/work\/[a-z]|\/home\/[a-z]|\/Users\/[a-z]/;
    const texts = files.filter(
      (path) => /\.(tsx?|json|md|ya?ml|txt)$|^\.ci\/|^Dockerfile$/.test(path) && path !== "test/house/layout.test.ts",
    );
    expect(texts.filter((path) => outside.test(read(path)))).toEqual([]);
  });
});

describe("what a part may touch", () => {
  /** The modules that a file imports, `import()` and types included. */
  const importsOf = (path: string) => [...read(path).matchAll(/(?:from|import)\s*\(?\s*"([^"]{1,200})"/g)].map(([, name = ""]) => name);
  const importers = (name: RegExp) =>
    code.filter((path) => /^(src|workers)\//.test(path) && importsOf(path).some((module) => name.test(module)));

  it("below the adapters only the dictionary reads a disk, and nothing a network", () => {
    const outer = /^(node:(fs|fs\/promises|net|http|https|child_process|dgram|tls)|undici|ioredis|bullmq|libsql|fastify|@elastic\/)/;
    const pure = importers(outer).filter((path) =>
      /^src\/(model|lexicon|text|extract|repair|entities|facts|parts|pipeline|search)\//.test(path),
    );
    expect(pure).toEqual([]);
  });

  it("only the driver touches libsql, whose wrong arguments end the process", () => {
    expect(importers(/^libsql$/).filter((path) => path !== "src/store/sqlite/driver.ts")).toEqual([]);
  });

  it("only an adapter itself and the composition root know which adapter is behind a port", () => {
    for (const adapter of ["store/sqlite", "store/elasticsearch", "queue/bullmq", "fetch/redis"]) {
      const others = importers(new RegExp(`${adapter.replace("/", "\\/")}\\/|^\\.\\/${adapter.split("/")[1]}\\/`));
      expect(others.filter((path) => !path.startsWith(`src/${adapter}/`) && !path.startsWith("src/app/"))).toEqual([]);
    }
  });
});

interface Finding {
  readonly category: string;
  readonly location: { readonly path: string };
}

/** What Biome finds, under the repository's rules, in files that stand nowhere but in a folder of the test's own. */
function lint(sources: Readonly<Record<string, string>>): readonly Finding[] {
  const folder = mkdtempSync(join(tmpdir(), "zhengwen-layout-"));
  try {
    cpSync(join(root, "biome.json"), join(folder, "biome.json"));
    for (const [path, text] of Object.entries(sources)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const biome = join(root, "node_modules", ".bin", "biome");
    const args = ["lint", "--reporter=json", "--max-diagnostics=none", "."];
    const { stdout } = spawnSync(biome, args, { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 26 });
    return (JSON.parse(stdout) as { diagnostics: Finding[] }).diagnostics;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("imports point down only", () => {
  /** Imports of every target, as a file so many folders below src writes them. */
  const importsOf = (targets: readonly string[], depth: number) =>
    targets
      .map((target, index) => {
        const path = target.startsWith("src/") ? `${"../".repeat(depth)}${target.slice(4)}` : `${"../".repeat(depth + 1)}${target}`;
        return `import { part as part${index} } from "${path}/part.js";\nexport { part${index} };\n`;
      })
      .join("");

  it("in Biome's rules: from each folder, every folder above is refused and every folder below is taken", () => {
    const folders = levels
      .flatMap((level, index) =>
        level.map((folder) => ({ folder, above: levels.slice(index + 1).flat(), below: levels.slice(0, index).flat() })),
      )
      .filter(({ folder }) => folder.startsWith("src/"));
    const sources = folders.flatMap(({ folder, above, below }) => [
      [`${folder}/up.ts`, importsOf(above, 1)],
      [`${folder}/down.ts`, importsOf(below, 1)],
      [`${folder}/part/up.ts`, importsOf(above, 2)],
      [`${folder}/part/down.ts`, importsOf(below, 2)],
    ]);
    const refused = new Map<string, number>();
    for (const { category, location } of lint(Object.fromEntries(sources))) {
      if (category === "lint/style/noRestrictedImports") refused.set(location.path, (refused.get(location.path) ?? 0) + 1);
    }
    const expected = folders
      .filter(({ above }) => above.length > 0)
      .flatMap(({ folder, above }) => ["up.ts", "part/up.ts"].map((file) => [`${folder}/${file}`, above.length] as const));
    expect(Object.fromEntries(refused)).toEqual(Object.fromEntries(expected));
  });
});
