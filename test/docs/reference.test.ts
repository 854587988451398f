import { describe, expect, it } from "vitest";
import { fieldRows, type Schema } from "../../scripts/reference/fields.js";
import { referencePages } from "../../scripts/reference/pages.js";
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
