import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sourcesJsonSchema } from "../src/crawl/source-schema.js";
import { jsonSchemas, schemaText } from "../src/model/json-schema.js";

/** `npm run schema`: writes the JSON Schemas of documents, records and sources, which a test compares with the zod schemas. */
const folder = join(import.meta.dirname, "..", "schema");
mkdirSync(folder, { recursive: true });
const schemas = { ...jsonSchemas(), "sources.schema.json": sourcesJsonSchema() };
for (const [name, schema] of Object.entries(schemas)) writeFileSync(join(folder, name), schemaText(schema));
