import { describe, expect, it } from "vitest";
import { fieldRows, type Schema } from "../../scripts/reference/fields.js";
import { referencePages } from "../../scripts/reference/pages.js";
import { type Say, translated } from "../../scripts/reference/translation.js";
import { jsonSchemas } from "../../src/model/json-schema.js";
import { read } from "../house/repository.js";

describe("docs/reference", () => {
  it("says what the program says; `npm run reference` writes it anew", async () => {
    for (const [name, text] of Object.entries(await referencePages())) expect(read(`docs/reference/${name}`), name).toBe(text);
  });

  it("says what each field of the record means", () => {
    const rows = fieldRows(jsonSchemas()["record.schema.json"] as Schema);
    expect(rows.filter(({ descriptions }) => descriptions.length === 0)).toEqual([]);
  });

  it("names the fields of every shape that a value may have, each once", () => {
    const shape = (name: string, description: string) => ({
      type: "object",
      properties: { kind: { const: name }, [name]: { type: "number", description } },
    });
    const schema = {
      properties: {
        list: { type: "array", items: { anyOf: [shape("a", "one"), shape("b", "other")] } },
        map: { additionalProperties: shape("c", "") },
      },
    };
    expect(fieldRows(schema)).toEqual([
      { path: "list", types: ["array"], descriptions: [] },
      { path: "list[].kind", types: ['`"a"`', '`"b"`'], descriptions: [] },
      { path: "list[].a", types: ["number"], descriptions: ["one"] },
      { path: "list[].b", types: ["number"], descriptions: ["other"] },
      { path: "map", types: ["any"], descriptions: [] },
      { path: "map{}.kind", types: ['`"c"`'], descriptions: [] },
      { path: "map{}.c", types: ["number"], descriptions: [] },
    ]);
  });
});

describe("a page in translation", () => {
  const translations = { "a table": "表格", "use `x`": "用 `x`", "{number} of {number} rows": "{number} 行中的 {number} 行" };
  const all = (say: Say) => ["a table", "use `x`", "3 of 12 rows", ""].map(say);

  it("says what the translations have, numbers in their places", () => {
    expect(translated(translations, all)).toEqual(["表格", "用 `x`", "3 行中的 12 行", ""]);
  });

  it.each<[string, Record<string, string>, string[]]>([
    ["a string without translation", { "a table": "", "use `x`": "用 `x`" }, ['"a table": ""', '"3 of 12 rows": ""']],
    ["a translation that nothing uses", { ...translations, 'a "list"': "列表", toString: "x" }, ['"a \\"list\\""', '"toString"']],
    ["one without the code of its English", { ...translations, "use `x`": "用 `y`" }, ['"use `x`"']],
    ["one without a number", { ...translations, "{number} of {number} rows": "{number} 行" }, ['"{number} of {number} rows"']],
  ])("fails on %s, and names it", (_, given, named) => {
    const failure = () => translated(given, all);
    for (const one of named) expect(failure).toThrow(one);
  });

  it("takes no name of every object for a translation", () => {
    expect(() => translated({}, (say) => say("constructor"))).toThrow('"constructor": ""');
  });
});
