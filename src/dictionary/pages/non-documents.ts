import * as z from "zod";
import { readJson } from "../file.js";

const words = z.array(z.string().min(1)).min(1);
const kindSchema = z.strictObject({ titles: words, texts: words });

/**
 * `dictionaries/pages/non-documents.json`: words of pages that hold no document: `titles` in the title, `texts` in the text, both in
 * lower case, Simplified, half-width, `texts` without spaces.
 */
const nonDocumentsSchema = z.strictObject({
  "challenge page": kindSchema,
  "soft 404": kindSchema,
  "log-in wall": kindSchema,
  "search results": kindSchema,
  "contact page": kindSchema.pick({ titles: true }),
});
export type NonDocumentWords = z.infer<typeof nonDocumentsSchema>;

/** @throws dictionary.invalid */
export const loadNonDocuments = (folder: string): NonDocumentWords => readJson(folder, "pages/non-documents.json", nonDocumentsSchema);
