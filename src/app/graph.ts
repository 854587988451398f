import type { Dictionary } from "../dictionary/load.js";
import { relationInTitle } from "../facts/title-relation.js";
import type { Relation } from "../model/enums.js";
import { ZhengwenError } from "../model/errors.js";
import {
  dayOf,
  type Edge,
  edgesOf,
  type GraphNode,
  nodeFields,
  type Resolution,
  resolveEdge,
  sameDocument,
  termsOfCiting,
  termsOfTarget,
} from "../search/graph.js";
import { type Act, type EndWords, type Standing, standingOn } from "../search/standing.js";
import { extendsOthers } from "../search/title-keys.js";
import type { Store } from "../store/store.js";

/** A document of the graph as it is shown. */
export interface ShownNode {
  readonly id: string;
  readonly title: string | null;
  readonly number: string | null;
  readonly date: string | null;
}

export interface CitedDocument extends Edge {
  readonly resolved: ShownNode | null;
  /** why it is not resolved */
  readonly why?: string;
  /** records that it may be */
  readonly candidates?: readonly ShownNode[];
}

export interface CitingDocument extends ShownNode {
  readonly relation: Relation;
  readonly provision?: string;
}

export interface DocumentGraph extends ShownNode {
  readonly asOf: string;
  readonly standing: Standing;
  readonly cites: readonly CitedDocument[];
  readonly citedBy: readonly CitingDocument[];
  /** there are more documents that cite it than are listed; what repeals or amends it is always complete */
  readonly moreCitedBy: boolean;
  /** a query that finds whatever cites it, for a saved search */
  readonly follow: string | null;
}

interface GraphServices {
  readonly store: Store;
  readonly dictionary: Dictionary;
}

const actingRelations: readonly Relation[] = ["repeals", "replaces", "amends"];
/** Facet terms of one question to the store. */
const termsAtATime = 200;
const recordsAtATime = 500;
/** Documents that cite one which are listed. */
const mostCiting = 2_000;

/**
 * What a record cites and what cites it, and how it stands on a day.
 * @param of its id, or its node where that was read already
 * @throws record.not-found; usage.argument for a day that is none
 */
export async function documentGraph(of: string | GraphNode, services: GraphServices, today: string, asOf = today): Promise<DocumentGraph> {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(asOf) || Number.isNaN(Date.parse(asOf))) {
    throw new ZhengwenError("usage.argument", `${JSON.stringify(asOf.slice(0, 40))} is no day: write 2024-05-31.`);
  }
  const node = typeof of === "string" ? await services.store.get(of) : of;
  if (node === null) throw new ZhengwenError("record.not-found", String(of));
  const [cites, citing, acts] = await Promise.all([
    citedDocuments(node, services),
    nodesWith(termsOfCiting(node, "cites"), services, mostCiting + 1),
    actsOn(node, services),
  ]);
  const citedBy = await edgesTo(node, citing.slice(0, mostCiting), services);
  return {
    ...shown(node),
    asOf,
    standing: standingOn(node, acts, asOf, today, endWords(services)),
    cites,
    citedBy: citedBy
      .map(({ node: other, edge }) => ({ ...shown(other), relation: edge.relation, ...(edge.provision && { provision: edge.provision }) }))
      .sort((a, b) => ((a.date ?? "") < (b.date ?? "") ? -1 : 1)),
    moreCitedBy: citing.length > mostCiting,
    follow: followQuery(node),
  };
}

/** How records stand on a day, the documents that act on all of them being read together. Their `cites` are not asked for. */
export async function standingsOf(nodes: readonly GraphNode[], services: GraphServices, day: string, today: string): Promise<Standing[]> {
  const acting = await nodesWith([...new Set(nodes.flatMap((node) => termsOfCiting(node, "acts")))], services);
  const acts = await Promise.all(nodes.map(async (node) => (acting.length === 0 ? [] : actsAmong(node, acting, services))));
  return nodes.map((node, at) => standingOn(node, acts[at] ?? [], day, today, endWords(services)));
}

/** What held documents say that they do to this one: repeal, replace, amend. */
async function actsOn(node: GraphNode, services: GraphServices): Promise<Act[]> {
  return actsAmong(node, await nodesWith(termsOfCiting(node, "acts"), services), services);
}

async function actsAmong(node: GraphNode, acting: readonly GraphNode[], services: GraphServices): Promise<Act[]> {
  const found = await edgesTo(node, acting, services);
  return found.filter(
    ({ node: other, edge }) => actingRelations.includes(edge.relation) || (other.title !== null && extendsOthers(other.title)),
  );
}

/** The edges of documents that lead to this one or to another record of the same document. */
async function edgesTo(node: GraphNode, citing: readonly GraphNode[], services: GraphServices): Promise<Act[]> {
  const terms = new Set([
    ...termsOfCiting(node, "cites").map((term) => term.replace(/^cites:/, "titled:")),
    ...termsOfCiting(node, "cites").map((term) => term.replace(/^cites:/, "number:")),
  ]);
  const likely = citing.flatMap((other) =>
    sameDocument(other, node)
      ? []
      : edgesFrom(other, services)
          .filter((edge) => termsOfTarget(edge).some((term) => terms.has(term)))
          .map((edge) => ({ node: other, edge })),
  );
  if (likely.length === 0) return [];
  const resolved = await resolveAll(likely, services);
  return likely.filter((_, at) => {
    const target = resolved[at]?.node;
    return target !== null && target !== undefined && sameDocument(target, node);
  });
}

async function citedDocuments(node: GraphNode, services: GraphServices): Promise<CitedDocument[]> {
  const edges = edgesFrom(node, services);
  const resolved = await resolveAll(
    edges.map((edge) => ({ node, edge })),
    services,
  );
  return edges.map((edge, at) => {
    const resolution = resolved[at] as Resolution;
    if (resolution.node !== null) return { ...edge, resolved: shown(resolution.node) };
    const { why, candidates } = resolution;
    return { ...edge, resolved: null, why, ...(candidates.length > 0 && { candidates: candidates.slice(0, 10).map(shown) }) };
  });
}

/** What each edge leads to, the candidates of all being read together. */
async function resolveAll(edges: readonly Act[], services: GraphServices): Promise<Resolution[]> {
  const terms = [...new Set(edges.flatMap(({ edge }) => termsOfTarget(edge)))];
  const candidates = await nodesWith(terms, services);
  return edges.map(({ node, edge }) => resolveEdge(edge, node, candidates));
}

function edgesFrom(node: GraphNode, { dictionary }: GraphServices): Edge[] {
  return edgesOf(node, (title, before) => relationInTitle(title, before, dictionary.kinds));
}

/** The records that have one of these facet terms, as nodes, in order of id. */
async function nodesWith(terms: readonly string[], { store }: GraphServices, most = Number.POSITIVE_INFINITY): Promise<GraphNode[]> {
  const found = new Map<string, GraphNode>();
  for (let from = 0; from < terms.length; from += termsAtATime) {
    const where = { is: "term", terms: terms.slice(from, from + termsAtATime) } as const;
    for (let after: string | undefined; found.size < most; ) {
      const rows = await store.scan(where, { limit: recordsAtATime, fields: nodeFields, ...(after !== undefined && { after }) });
      for (const { id, record } of rows) found.set(id, record as GraphNode);
      after = rows.at(-1)?.id;
      if (rows.length < recordsAtATime) break;
    }
  }
  return [...found.values()];
}

function endWords({ dictionary }: GraphServices): EndWords {
  return { ends: dictionary.factWords.standing.ends, partly: dictionary.titleForms.partly };
}

function shown(node: GraphNode): ShownNode {
  return { id: node.id, title: node.title, number: node.documentNumbers[0] ?? null, date: dayOf(node) };
}

function followQuery({ title, documentNumbers }: GraphNode): string | null {
  const names = [...documentNumbers.slice(0, 3), ...(title === null ? [] : [title])].map((name) => name.replaceAll(/["“”＂]/g, ""));
  return names.length === 0 ? null : names.map((name) => `cites:"${name}"`).join(" OR ");
}
