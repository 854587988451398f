import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { jsonSchemas, schemaText } from "../src/model/json-schema.js";

/** `npm run schema`: writes the JSON Schemas of documents and records, which a test compares with the zod schemas. */
const folder = join(import.meta.dirname, "..", "schema");
mkdirSync(folder, { recursive: true });
for (const [name, schema] of Object.entries(jsonSchemas())) writeFileSync(join(folder, name), schemaText(schema));
