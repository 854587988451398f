import { describe, expect, it } from "vitest";
import { sourcesJsonSchema } from "../../src/crawl/source-schema.js";
import { jsonSchemas, schemaText } from "../../src/model/json-schema.js";
import { keptFiles, read } from "./repository.js";

const files = keptFiles();

describe("package.json", () => {
  const { scripts, exports, bin } = JSON.parse(read("package.json")) as {
    scripts: Record<string, string>;
    exports: Record<string, string | Record<string, string>>;
    bin: Record<string, string>;
  };

  it("has scripts that run only files of the repository", () => {
    const run = Object.values(scripts).flatMap((script) => [...script.matchAll(/\btsx (\S+)/g)].map(([, path = ""]) => path));
    expect(run.length).toBeGreaterThan(0);
    expect(run.filter((path) => !files.includes(path))).toEqual([]);
  });

  it("exports and runs only what the build writes from a file of the repository", () => {
    const built = [
      ...Object.values(bin),
      ...Object.values(exports).flatMap((target) => (typeof target === "string" ? [] : Object.values(target))),
    ];
    const sources = built.map((path) => path.replace(/^(\.\/)?dist\//, "").replace(/(\.d)?\.[jt]s$/, ".ts"));
    expect(sources.filter((path) => !files.includes(path))).toEqual([]);
  });
});

describe("package-lock.json", () => {
  const lock = JSON.parse(read("package-lock.json")) as {
    packages: Record<string, { resolved?: string; integrity?: string; link?: boolean }>;
  };
  const packageJson = JSON.parse(read("package.json")) as Record<"dependencies" | "devDependencies", Record<string, string>>;

  it("holds no download address: each registry's client knows its own", () => {
    const packages = Object.entries(lock.packages).filter(([path]) => path !== "");
    expect(packages.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
    expect(packages.filter(([, { integrity }]) => !integrity).map(([path]) => path)).toEqual([]);
  });

  it("fits package.json", () => {
    expect(lock.packages[""]).toMatchObject({ dependencies: packageJson.dependencies, devDependencies: packageJson.devDependencies });
  });

  it("no file of the repository names a registry's host", () => {
    const hosts = /registry\.npmjs\.|repo1?\.maven\.|npmmirror|artifactory/i;
    const texts = files.filter((path) => !path.startsWith("samples/") && path !== "test/house/package.test.ts");
    expect(texts.filter((path) => hosts.test(read(path)))).toEqual([]);
  });
});

describe("dictionaries/", () => {
  const documented = [...read("dictionaries/README.md").matchAll(/^\| `([^`]+)` \|/gm)].map(([, name = ""]) => name);
  const kept = files.filter((path) => path.startsWith("dictionaries/") && path !== "dictionaries/README.md").map((path) => path.slice(13));
  const fits = (name: string, row: string) =>
    name === row || (row.includes("*") && new RegExp(`^${row.replaceAll(".", "\\.").replace("*", "[^/]+")}$`).test(name));

  it("every file stands in the table of its README", () => {
    expect(kept.filter((name) => !documented.some((row) => fits(name, row)))).toEqual([]);
  });

  it("every row of the table is a file", () => {
    expect(documented.length).toBeGreaterThan(0);
    expect(documented.filter((row) => !row.includes("*") && !kept.some((name) => fits(name, row)))).toEqual([]);
  });
});

describe("schema/", () => {
  it.each(Object.entries({ ...jsonSchemas(), "sources.schema.json": sourcesJsonSchema() }))(
    "%s is what the zod schema says (npm run schema)",
    (name, schema) => {
      expect(read(`schema/${name}`)).toBe(schemaText(schema));
    },
  );

  it("lets a reader of @1 take a record that has gained a field", () => {
    for (const schema of Object.values(jsonSchemas())) {
      expect(JSON.stringify(schema)).not.toContain('"additionalProperties":false');
      expect(schema).toHaveProperty("$id");
    }
  });
});
