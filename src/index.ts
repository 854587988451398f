import { loadDictionary } from "./dictionary/load.js";
import type { Attachment, Document } from "./model/record.js";
import type { Hints } from "./pipeline/input.js";
import { defaultLimits } from "./pipeline/limits.js";
import { runPipeline } from "./pipeline/pipeline.js";
import type { Limits } from "./pipeline/stage.js";

export { type Entity, type EntityOf, type EntityType, entitySchema } from "./model/entity.js";
export { type ErrorCode, errorTable, ZhengwenError } from "./model/errors.js";
export { type Document, documentSchema, recordSchema, type StoredRecord } from "./model/record.js";

export interface ExtractOptions {
  /** the address that the bytes came from */
  readonly url?: string;
  /** the address after redirects, where it differs */
  readonly finalUrl?: string;
  /** the Content-Type header */
  readonly contentType?: string;
  /** ISO date-time at which the bytes were fetched; resolves dates where the page gives none */
  readonly fetchedAt?: string;
  /** what is known beside the bytes: it fills what the page does not say */
  readonly hints?: Hints;
  /** parsed content of attachments */
  readonly attachments?: readonly Attachment[];
  /** keep in `removed` what was stripped as chrome */
  readonly explain?: boolean;
  /** add in `tokens` the words of the normalised text with their tags, as segmented */
  readonly tokens?: boolean;
  readonly limits?: Partial<Limits>;
}

/**
 * A document out of the bytes (or the text) of a page: decoded, extracted, repaired, simplified, annotated. Pure: the
 * same input gives the same document. The first call loads the dictionaries, which takes a second or two.
 * @throws ZhengwenError when the input is no document; its `code` is a row of `errorTable`
 */
export function extract(page: Uint8Array | string, options: ExtractOptions = {}): Document {
  const { url, finalUrl, contentType, fetchedAt, hints = {}, attachments = [], explain, tokens, limits } = options;
  const bytes = typeof page === "string" ? new TextEncoder().encode(page) : page;
  const input = {
    bytes,
    url: url ?? null,
    finalUrl: finalUrl ?? null,
    contentType: contentType ?? null,
    fetchedAt: fetchedAt ?? null,
    hints,
    attachments,
  };
  const { document } = runPipeline(input, {
    dictionary: loadDictionary(),
    limits: { ...defaultLimits, ...limits },
    ...(explain !== undefined && { explain }),
    ...(tokens !== undefined && { tokens }),
  });
  return document;
}
