import { inputOf, type PageOptions } from "./create-pipeline.js";
import { loadDictionary } from "./dictionary/load.js";
import type { Document } from "./model/record.js";
import { defaultLimits } from "./pipeline/limits.js";
import { runPipeline } from "./pipeline/pipeline.js";
import type { Limits } from "./pipeline/stage.js";

export type { PageOptions } from "./create-pipeline.js";
export { createPipeline, type Pipeline, type PipelineOptions } from "./create-pipeline.js";
export { type Entity, type EntityOf, type EntityType, entitySchema } from "./model/entity.js";
export { type ErrorCode, errorTable, ZhengwenError } from "./model/errors.js";
export { type Document, documentSchema, recordSchema, type StoredRecord } from "./model/record.js";

export interface ExtractOptions extends PageOptions {
  readonly limits?: Partial<Limits>;
}

/**
 * A document out of the bytes (or the text) of a page: decoded, extracted, repaired, simplified, annotated. Pure: the
 * same input gives the same document. The first call loads the dictionaries, which takes a second or two.
 * @throws ZhengwenError when the input is no document; its `code` is a row of `errorTable`
 */
export function extract(page: Uint8Array | string, options: ExtractOptions = {}): Document {
  const { explain, tokens, limits } = options;
  const { document } = runPipeline(inputOf(page, options), {
    dictionary: loadDictionary(),
    limits: { ...defaultLimits, ...limits },
    ...(explain !== undefined && { explain }),
    ...(tokens !== undefined && { tokens }),
  });
  return document;
}
