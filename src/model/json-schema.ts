import * as z from "zod";
import { documentSchema, recordSchema } from "./record.js";

/** The JSON Schemas (draft 2020-12) of what the pipeline yields and of what the store holds, by file name below `schema/`. */
export function jsonSchemas(): Record<"document.schema.json" | "record.schema.json", object> {
  return {
    "document.schema.json": jsonSchema(documentSchema, "zhengwen/document@1", "A document, as the pipeline yields it"),
    "record.schema.json": jsonSchema(recordSchema, "zhengwen/record@1", "A record: a document, as the store holds it"),
  };
}

/** A schema as it stands in its file. */
export const schemaText = (schema: object): string => `${JSON.stringify(schema, null, 2)}\n`;

function jsonSchema(schema: z.ZodType, name: string, title: string): object {
  // as input: further fields are allowed, because a field may be added within @1 and old readers must still take the record
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: "input" });
  return { $schema, $id: `urn:${name.replace("/", ":")}`, title, ...rest };
}
