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
    expect(rows.filter(({ description }) => description === "")).toEqual([]);
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
      { path: "list", type: "array", description: "" },
      { path: "list[].kind", type: '`"a"`, `"b"`', description: "" },
      { path: "list[].a", type: "number", description: "one" },
      { path: "list[].b", type: "number", description: "other" },
      { path: "map", type: "any", description: "" },
      { path: "map{}.kind", type: '`"c"`', description: "" },
      { path: "map{}.c", type: "number", description: "" },
    ]);
  });
});
