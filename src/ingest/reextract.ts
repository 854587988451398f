import { asZhengwenError, ZhengwenError } from "../model/errors.js";
import { type Document, documentSchema } from "../model/record.js";
import { version } from "../model/version.js";
import { extractPage } from "./process.js";
import type { IngestServices } from "./services.js";

/** What the running pipeline makes of a record's kept page. */
export interface Reextracted {
  readonly id: string;
  readonly url: string | null;
  /** `changed` and `same`: against what is held; `failed`: the page is no document to the running code; `lost`: no page is kept */
  readonly outcome: "changed" | "same" | "failed" | "lost";
  /** fields that come out otherwise */
  readonly fields: readonly string[];
  /** whether it was written */
  readonly written: boolean;
  readonly error?: { readonly code: string; readonly message: string };
}

export interface ReextractOptions {
  /** writes what comes out otherwise, and the new generation of what does not */
  readonly apply: boolean;
  /** also records of the running generation: their fields are compared, and nothing of them is written */
  readonly all?: boolean;
  /** ids up to this one are left out */
  readonly after?: string;
  readonly signal?: AbortSignal;
}

type ReextractServices = Pick<IngestServices, "store" | "runner" | "fileReaders" | "observePipeline" | "documentsAtATime">;

const batch = 200;

/**
 * Runs the pipeline over the kept pages of records that an older generation made, in order of id. What was written is of the
 * running generation and so left out by the next run: one that was broken off goes on where it was.
 * @throws what is no fault of a document
 */
export async function* reextract(options: ReextractOptions, services: ReextractServices): AsyncGenerator<Reextracted> {
  const { store, documentsAtATime } = services;
  const filter = options.all ? {} : { generationBelow: version.generation };
  for (let after = options.after; ; ) {
    const ids = await store.ids(filter, batch, after);
    for (let from = 0; from < ids.length; from += documentsAtATime) {
      if (options.signal?.aborted) return;
      const some = ids.slice(from, from + documentsAtATime);
      yield* await Promise.all(some.map((id) => reextractOne(id, options.apply, services)));
    }
    after = ids.at(-1);
    if (ids.length < batch) return;
  }
}

async function reextractOne(id: string, apply: boolean, services: ReextractServices): Promise<Reextracted> {
  const { store } = services;
  const [record, page] = await Promise.all([store.get(id), store.pages.get(id)]);
  const told = { id, url: record?.url ?? null, fields: [], written: false };
  if (record === null || page === null) return { ...told, outcome: "lost" };
  try {
    const { document, maps } = await extractPage(page, services);
    const fields = changedFields(record, document);
    const isNewer = document.pipeline.generation > record.pipeline.generation;
    const written = apply && isNewer && (await store.put(document, { maps, page: page.digest })).state === "indexed";
    return { ...told, outcome: fields.length > 0 ? "changed" : "same", fields, written };
  } catch (cause) {
    const { code, message, kind } = asZhengwenError(cause);
    if (kind.state === null) throw cause instanceof ZhengwenError ? cause : asZhengwenError(cause);
    return { ...told, outcome: "failed", error: { code, message } };
  }
}

/** Fields that the pipeline fills otherwise than before. Which code made the document is not one of them. */
function changedFields(before: Omit<Document, "schema">, after: Document): string[] {
  const told = Object.keys(documentSchema.shape).filter((field) => field !== "schema" && field !== "pipeline");
  return (told as Exclude<keyof Document, "schema">[]).filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}
