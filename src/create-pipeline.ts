import { loadDictionary, prepareDictionary, prepareQueries, readDictionary } from "./dictionary/load.js";
import type { Attachment, Document, StageName } from "./model/record.js";
import type { Hints, Input } from "./pipeline/input.js";
import { defaultLimits } from "./pipeline/limits.js";
import { runPipeline } from "./pipeline/pipeline.js";
import type { Limits } from "./pipeline/stage.js";
import { openDocumentPool } from "./sandbox/document-pool.js";

/** What is known of a page beside its bytes, and what is wanted of it. */
export interface PageOptions {
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
}

export interface PipelineOptions {
  /** a folder of dictionaries of your own, in the form of the package's `dictionaries/`; that one where it is not said */
  readonly dictionaries?: string;
  /**
   * Processes of its own that documents run in, each killed when it overruns its limits: for what may be hostile. 0, the
   * default: documents run in your process, one after another.
   */
  readonly processes?: number;
  /** bytes of memory that each of these processes may take */
  readonly memory?: number;
  readonly limits?: Partial<Limits>;
  /** told after each stage how many milliseconds it took; only where documents run in your process */
  readonly onStage?: (stage: StageName, milliseconds: number) => void;
}

export interface Pipeline {
  /**
   * A document out of the bytes (or the text) of a page. Pure: the same input gives the same document.
   * @throws ZhengwenError when the input is no document; its `code` is a row of `errorTable`
   */
  extract(page: Uint8Array | string, options?: PageOptions): Promise<Document>;
  /** Ends its processes. */
  close(): Promise<void>;
}

/**
 * A pipeline with dictionaries, limits and processes of its own. Loading the dictionaries takes a second or two: make one, and
 * keep it.
 * @throws ZhengwenError dictionary.invalid, naming file and line
 */
export function createPipeline(options: PipelineOptions = {}): Pipeline {
  const { dictionaries, processes = 0, memory = 1e9, onStage } = options;
  const limits = { ...defaultLimits, ...options.limits };
  if (processes > 0) {
    const pool = openDocumentPool({ limits, memory, processes, ...(dictionaries !== undefined && { dictionaries }) });
    return {
      extract: async (page, given = {}) => (await pool.extract(inputOf(page, given), wanted(given))).document,
      close: () => pool.close(),
    };
  }
  const dictionary = dictionaries === undefined ? loadDictionary() : readDictionary(dictionaries);
  prepareDictionary(dictionary);
  prepareQueries(dictionary);
  return {
    extract: async (page, given = {}) =>
      runPipeline(inputOf(page, given), { dictionary, limits, ...wanted(given), ...(onStage && { onStage }) }).document,
    close: async () => undefined,
  };
}

function wanted({ explain, tokens }: PageOptions) {
  return { ...(explain !== undefined && { explain }), ...(tokens !== undefined && { tokens }) };
}

/** A page as the pipeline takes it. */
export function inputOf(
  page: Uint8Array | string,
  { url, finalUrl, contentType, fetchedAt, hints = {}, attachments = [] }: PageOptions,
): Input {
  return {
    bytes: typeof page === "string" ? new TextEncoder().encode(page) : page,
    url: url ?? null,
    finalUrl: finalUrl ?? null,
    contentType: contentType ?? null,
    fetchedAt: fetchedAt ?? null,
    hints,
    attachments,
  };
}
