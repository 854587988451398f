import { type CompactHit, compactHit, type ExtraField } from "../search/compact.js";
import type { CountedFacet, FacetCounts } from "../search/counted.js";
import type { SearchQuery } from "../search/query.js";
import type { TextForm } from "../search/texts.js";
import type { Store } from "../store/store.js";

/** A search as it is run: parsed, with what is to be shown of its hits. */
export interface SearchTask {
  readonly query: SearchQuery;
  readonly form: TextForm;
  readonly fields: readonly ExtraField[];
  /** what all that was found is counted by */
  readonly facets?: readonly CountedFacet[];
}

export interface CompactAnswer {
  readonly total: number;
  /** how many more would match, had they a date */
  readonly undated: number;
  readonly hits: readonly CompactHit[];
  readonly facets?: Readonly<Partial<Record<CountedFacet, FacetCounts>>>;
}

/** What runs searches: this process, or others. */
export interface Searcher {
  run(task: SearchTask): Promise<CompactAnswer>;
}

/** Runs searches in this process, which does nothing else meanwhile. */
export function searchHere(store: Store): Searcher {
  return {
    run: async ({ query, form, fields, facets = [] }) => {
      const { total, undated, hits } = await store.search(query);
      const counts = facets.length > 0 ? { facets: await store.facets(query.where, facets) } : {};
      return { total, undated, hits: hits.map((hit) => compactHit(hit, query, form, fields)), ...counts };
    },
  };
}
