import type { Dictionary } from "../dictionary/load.js";
import { normalise } from "../pipeline/normalise.js";
import { type GraphNode, nodeFields, type Resolution, resolveEdge, termsOfTarget } from "../search/graph.js";
import { numberTerms } from "../search/number-terms.js";
import type { Store } from "../store/store.js";

const recordId = /^[0-9a-f]{32}$/;
const recordsAtATime = 200;

/** No record: what a name is resolved from where nothing cites it. */
const nobody: GraphNode = {
  id: "",
  title: null,
  documentNumbers: [],
  issuers: [],
  kind: "other",
  publishedAt: null,
  signedAt: null,
  effectiveFrom: null,
  effectiveTo: null,
  fetchedAt: null,
  jurisdiction: null,
  originalUrl: null,
  canonicalUrl: null,
  status: [],
  cites: [],
};

/** The record that an id, a number or a title names, or why there is none. In either script, in any brackets. */
export async function findNamed(
  name: string,
  { store, dictionary }: { readonly store: Store; readonly dictionary: Dictionary },
): Promise<Resolution> {
  const trimmed = name.trim();
  if (recordId.test(trimmed)) {
    const record = await store.get(trimmed);
    return record === null ? { node: null, why: "not held", candidates: [] } : { node: record };
  }
  const text = normalise(trimmed, dictionary);
  const isNumber = /^[^|]+\|\d{4}\|/.test(numberTerms(text)[0] ?? "") && !/[《》]/.test(text);
  const edge = { relation: "refers", ...(isNumber ? { number: text } : { title: text }) } as const;
  const where = { is: "term", terms: termsOfTarget(edge) } as const;
  if (where.terms.length === 0) return { node: null, why: "not held", candidates: [] };
  const candidates = await store.scan(where, { limit: recordsAtATime, fields: nodeFields });
  return resolveEdge(
    edge,
    nobody,
    candidates.map(({ record }) => record as GraphNode),
  );
}
