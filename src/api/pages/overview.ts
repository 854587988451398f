import type { ShownFacets } from "../../app/facet-tree.js";
import { search } from "../../app/search.js";
import type { StoreServices } from "../../app/services.js";
import type { CompactHit } from "../../search/compact.js";
import type { SourceNames } from "./source-names.js";

/** What the store holds, as the start page tells it. */
export interface Overview {
  readonly total: number;
  readonly newest: readonly CompactHit[];
  readonly facets: ShownFacets;
  readonly sourceNames: SourceNames;
}

/** Milliseconds that an overview is shown for before it is counted again. */
const lifetime = 30_000;

/** What counts the store for every page, once in a while; those who ask meanwhile wait for the same count. */
export function createOverview(
  services: StoreServices,
  sourceNames: (ids: readonly string[]) => Promise<SourceNames>,
): () => Promise<Overview> {
  let held: { readonly at: number; readonly overview: Promise<Overview> } | null = null;
  return async () => {
    const now = services.clock.now();
    if (held === null || now - held.at > lifetime) held = { at: now, overview: count(services, sourceNames) };
    try {
      return await held.overview;
    } catch (cause) {
      held = null;
      throw cause;
    }
  };
}

async function count(services: StoreServices, sourceNames: (ids: readonly string[]) => Promise<SourceNames>): Promise<Overview> {
  const parameters = { query: "*", sort: "date", size: "8" } as const;
  const { total, hits, facets = {} } = await search(parameters, services, { facets: ["year", "place", "issuer", "kind", "source"] });
  const names = await sourceNames((facets.source?.values ?? []).map(({ value }) => value));
  return { total, newest: hits, facets, sourceNames: names };
}
