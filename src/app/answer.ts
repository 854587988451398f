import { type CompactHit, compactHit, type ExtraField } from "../search/compact.js";
import type { SearchQuery } from "../search/query.js";
import type { TextForm } from "../search/texts.js";
import type { Store } from "../store/store.js";

/** A search as it is run: parsed, with what is to be shown of its hits. */
export interface SearchTask {
  readonly query: SearchQuery;
  readonly form: TextForm;
  readonly fields: readonly ExtraField[];
}

export interface CompactAnswer {
  readonly total: number;
  /** how many more would match, had they a date */
  readonly undated: number;
  readonly hits: readonly CompactHit[];
}

/** What runs searches: this process, or others. */
export interface Searcher {
  run(task: SearchTask): Promise<CompactAnswer>;
}

/** Runs searches in this process, which does nothing else meanwhile. */
export function searchHere(store: Store): Searcher {
  return {
    run: async ({ query, form, fields }) => {
      const { total, undated, hits } = await store.search(query);
      return { total, undated, hits: hits.map((hit) => compactHit(hit, query, form, fields)) };
    },
  };
}
