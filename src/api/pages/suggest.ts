import * as z from "zod";
import type { ShownFacets } from "../../app/facet-tree.js";
import type { StoreServices } from "../../app/services.js";
import { normalise } from "../../pipeline/normalise.js";
import type { Overview } from "./overview.js";
import type { Completions } from "./search-form.js";

export const suggestQuery = z.object({ field: z.enum(["place", "issuer"]), q: z.string().max(100) });

/** Suggestions of one answer. */
const most = 20;

/** What completes a value that is being written, in either script: names of places, issuers that the store holds. */
export function suggestions(
  { field, q }: z.infer<typeof suggestQuery>,
  { dictionary }: Pick<StoreServices, "dictionary">,
  overview: Overview,
): string[] {
  const written = normalise(q.trim(), dictionary);
  const names = field === "issuer" ? issuersOf(overview.facets) : [...dictionary.places.divisions.values()].map(({ name }) => name);
  const starting = names.filter((name) => name.startsWith(written));
  const holding = names.filter((name) => !name.startsWith(written) && name.includes(written));
  return [...new Set([...starting, ...holding])].slice(0, most);
}

/** What a form completes without a script: the most frequent values of the store. */
export function completionsOf({ facets }: Overview): Completions {
  const places = facets.place?.values ?? [];
  const named = [...places, ...places.flatMap(({ below }) => below)].sort((a, b) => b.count - a.count);
  return { places: [...new Set(named.flatMap(({ name }) => name ?? []))].slice(0, most), issuers: issuersOf(facets).slice(0, most) };
}

function issuersOf({ issuer }: ShownFacets): string[] {
  return (issuer?.values ?? []).map(({ value }) => value);
}
