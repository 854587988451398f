import { loadDictionary } from "../dictionary/load.js";
import { type CompactHit, compactHit, type ExtraField } from "../search/compact.js";
import type { CountedFacet, FacetCounts } from "../search/counted.js";
import { explainHit } from "../search/explain.js";
import type { GraphNode } from "../search/graph.js";
import type { Panel } from "../search/panel.js";
import type { HitCursor, SearchQuery } from "../search/query.js";
import type { TextForm } from "../search/texts.js";
import type { Store } from "../store/store.js";
import { type DocumentGraph, documentGraph, standingsOf } from "./graph.js";
import { type PanelTask, runPanel } from "./panel.js";
import { type Finding, verify } from "./verify.js";

/** A search as it is run: parsed, with what is to be shown of its hits. */
export interface SearchTask {
  readonly query: SearchQuery;
  readonly form: TextForm;
  readonly fields: readonly ExtraField[];
  /** what all that was found is counted by */
  readonly facets?: readonly CountedFacet[];
  /** the day on which hits are to be in force; how they stand is not said where there is none */
  readonly asOf?: string;
  readonly explain?: boolean;
}

export interface CompactAnswer {
  readonly total: number;
  /** how many hits these come to where reposts are folded */
  readonly folded?: number;
  /** how many more would match, had they a date */
  readonly undated: number;
  readonly hits: readonly CompactHit[];
  /** where the next hits begin; absent behind the last one */
  readonly next?: HitCursor;
  readonly facets?: Readonly<Partial<Record<CountedFacet, FacetCounts>>>;
}

/** What a graph is asked of: see `documentGraph`. */
export interface GraphTask {
  readonly kind: "graph";
  /** the document's id, or its node where that was read already */
  readonly of: string | GraphNode;
  readonly today: string;
  readonly asOf: string;
}

/** A draft to be checked: see `verify`. */
export interface VerifyTask {
  readonly kind: "verify";
  readonly text: string;
}

export type StoreTask = SearchTask | PanelTask | GraphTask | VerifyTask;
export type StoreAnswer = CompactAnswer | Panel | DocumentGraph | readonly Finding[];

/** What runs searches and what else reads much of the store: this process, or others. */
export interface Searcher {
  run(task: SearchTask): Promise<CompactAnswer>;
  panel(task: PanelTask): Promise<Panel>;
  graph(task: GraphTask): Promise<DocumentGraph>;
  verify(task: VerifyTask): Promise<readonly Finding[]>;
}

/** Runs a task of any kind. */
export function runTask(searcher: Searcher, task: StoreTask): Promise<StoreAnswer> {
  if (!("kind" in task)) return searcher.run(task);
  if (task.kind === "panel") return searcher.panel(task);
  return task.kind === "graph" ? searcher.graph(task) : searcher.verify(task);
}

/** Runs searches in this process, which does nothing else meanwhile. */
export function searchHere(store: Store): Searcher {
  return {
    run: (task) => runSearch(store, task),
    panel: (task) => runPanel(task, store),
    graph: ({ of, today, asOf }) => documentGraph(of, { store, dictionary: loadDictionary() }, today, asOf),
    verify: ({ text }) => verify(text, { store, dictionary: loadDictionary() }),
  };
}

async function runSearch(store: Store, { query, form, fields, facets = [], asOf, explain }: SearchTask): Promise<CompactAnswer> {
  const { hits, ...counts } = await store.search(query);
  const dictionary = loadDictionary();
  const nodes = hits.map(({ record }) => ({ ...record, cites: [] }));
  const stand = asOf === undefined ? [] : await standingsOf(nodes, { store, dictionary }, asOf, asOf);
  const shown = hits.map((hit, at): CompactHit => {
    const standing = stand[at];
    return {
      ...compactHit(hit, query, form, fields),
      ...(standing && standing.state !== "unknown" && { standing: { state: standing.state, reason: standing.reason } }),
      ...(explain && { why: explainHit(hit, query) }),
    };
  });
  const counted = facets.length > 0 ? { facets: await store.facets(query.where, facets) } : {};
  const last = hits.length === query.size ? hits.at(-1) : undefined;
  return { ...counts, hits: query.sort === "relevance" ? inForceFirst(shown) : shown, ...(last && { next: last.cursor }), ...counted };
}

/** Hits that fit equally well: scores that differ by less than this share. */
const equalFit = 0.01;

/** Of hits that fit equally well those first that have not ended; the others stay in their order. */
function inForceFirst(hits: readonly CompactHit[]): CompactHit[] {
  const sorted: CompactHit[] = [];
  for (let from = 0; from < hits.length; ) {
    const score = hits[from]?.score ?? 0;
    const next = hits.findIndex((hit, at) => at > from && score - hit.score > equalFit * Math.abs(score));
    const equal = hits.slice(from, next < 0 ? hits.length : next);
    sorted.push(...equal.filter((hit) => !hasEnded(hit)), ...equal.filter(hasEnded));
    from += equal.length;
  }
  return sorted;
}

function hasEnded({ standing }: CompactHit): boolean {
  return standing?.state === "repealed" || standing?.state === "expired";
}
