import type { Relation } from "../model/enums.js";
import type { StoredRecord } from "../model/record.js";
import { numberTerms } from "./number-terms.js";
import { issuerInTitle, type TitleKey, titleKeys, titlesInside } from "./title-keys.js";
import { phraseOf } from "./units.js";

/** Fields of a record that its place among others follows from. */
export const nodeFields = [
  "id",
  "title",
  "documentNumbers",
  "issuers",
  "kind",
  "publishedAt",
  "signedAt",
  "effectiveFrom",
  "effectiveTo",
  "fetchedAt",
  "jurisdiction",
  "originalUrl",
  "canonicalUrl",
  "status",
  "cites",
] as const satisfies readonly (keyof StoredRecord)[];

/** A record as a node of the graph. */
export type GraphNode = Pick<StoredRecord, (typeof nodeFields)[number]>;

/** A record's node, without the rest of it. */
export function nodeOf(record: StoredRecord): GraphNode {
  return Object.fromEntries(nodeFields.map((field) => [field, record[field]])) as GraphNode;
}

/** What a document says of another one. */
export interface Edge {
  readonly relation: Relation;
  readonly title?: string;
  readonly number?: string;
  /** the provision of the other document that is meant; absent where all of it is */
  readonly provision?: string;
  /** the document's own title says so, not its body */
  readonly inTitle?: true;
}

/** What the words before a title within a title say that is done with it. */
export type TitleRelation = (title: string, before: string) => Relation | null;

/** The edges of a node: what it cites, and what its title says of titles inside it. References to its own parts are none. */
export function edgesOf(node: GraphNode, relationInTitle: TitleRelation): Edge[] {
  const stated = (node.title === null ? [] : titlesInside(node.title)).flatMap(({ title, before }): Edge[] => {
    const relation = relationInTitle(node.title ?? "", before);
    // what a paper brings out is a part of itself
    return relation === null || (relation === "forwards" && ownKeys(node).has(wholeKey(title))) ? [] : [{ relation, title, inTitle: true }];
  });
  const seen = new Map(stated.map((edge) => [wholeKey(edge.title ?? ""), edge]));
  const cited = node.cites.flatMap(({ relation, title, number, provision }): Edge[] => {
    if (relation === "internal") return [];
    const inTitle = title === undefined ? undefined : seen.get(wholeKey(title));
    if (inTitle !== undefined) seen.delete(wholeKey(title ?? ""));
    if (relation === "forwards" && title !== undefined && number === undefined && ownKeys(node).has(wholeKey(title))) return [];
    return [
      {
        relation: inTitle?.relation ?? relation,
        ...(title !== undefined && { title }),
        ...(number !== undefined && { number }),
        ...(provision !== undefined && { provision }),
      },
    ];
  });
  return [...cited, ...seen.values()];
}

function ownKeys({ title }: GraphNode): Set<string> {
  return new Set(title === null ? [] : titleKeys(title).map(({ key }) => key));
}

function wholeKey(title: string): string {
  return phraseOf(title).join("");
}

/** Facet terms of the records that an edge may mean. */
export function termsOfTarget({ title, number }: Edge): string[] {
  const numbers =
    number === undefined
      ? []
      : numberTerms(number)
          .slice(0, 1)
          .map((key) => `number:${key}`);
  return [...numbers, ...(title === undefined ? [] : titleKeys(title).map(({ key }) => `titled:${key}`))];
}

/** Facet terms that records have which cite this one, or (`acts`) say that they repeal, replace or amend it. */
export function termsOfCiting({ title, documentNumbers }: GraphNode, name: "cites" | "acts"): string[] {
  const numbers = documentNumbers.flatMap((number) => numberTerms(number).slice(0, 1));
  const titles = title === null ? [] : titleKeys(title).map(({ key }) => key);
  return [...numbers, ...titles].map((key) => `${name}:${key}`);
}

/** What an edge leads to: a record, or why it does not. */
export type Resolution =
  | { readonly node: GraphNode }
  | { readonly node: null; readonly why: "not held" | "another number" | "several documents"; readonly candidates: readonly GraphNode[] };

/**
 * Which of the candidates an edge of a document means. A number decides; a title is met by its nearest keys, where issuers
 * that both titles name do not differ. Of several the one of the same issuer or place is meant, of versions of one document
 * the last before it was cited. What stays open is open: nothing is guessed.
 */
export function resolveEdge(edge: Edge, from: GraphNode, candidates: readonly GraphNode[]): Resolution {
  const others = candidates.filter((node) => node.id !== from.id);
  const key = edge.number === undefined ? undefined : numberTerms(edge.number)[0];
  const numbered = key === undefined ? [] : others.filter((node) => node.documentNumbers.some((number) => numberTerms(number)[0] === key));
  if (numbered.length > 0) return single(numbered, from);
  if (edge.title === undefined) return { node: null, why: "not held", candidates: [] };
  const cited = titleKeys(edge.title);
  const near = others.flatMap((node) => {
    const distance = distanceOf(cited, node, edge.title ?? "");
    return distance === null ? [] : [{ node, distance }];
  });
  if (near.length === 0) return { node: null, why: "not held", candidates: [] };
  // a document that bears another number is another document
  const fitting = near.filter(({ node }) => key === undefined || node.documentNumbers.length === 0);
  if (fitting.length === 0) return { node: null, why: "another number", candidates: near.map(({ node }) => node) };
  const least = Math.min(...fitting.map(({ distance }) => distance));
  return single(
    fitting.filter(({ distance }) => distance === least).map(({ node }) => node),
    from,
  );
}

function distanceOf(cited: readonly TitleKey[], node: GraphNode, title: string): number | null {
  if (node.title === null || !sameIssuer(issuerInTitle(title), node)) return null;
  const held = titleKeys(node.title);
  const distances = cited.flatMap(({ key, distance }) => held.flatMap((other) => (other.key === key ? [distance + other.distance] : [])));
  return distances.length === 0 ? null : Math.min(...distances);
}

/** Whether the issuer that a cited title names may be that of a record. */
function sameIssuer(named: string, { title, issuers }: GraphNode): boolean {
  const own = issuerInTitle(title ?? "");
  if (named === "" || own === "" || named === own) return true;
  return issuers.some((issuer) => issuer.endsWith(named) || issuer.startsWith(named) || named.endsWith(issuer));
}

function single(nodes: readonly GraphNode[], from: GraphNode): Resolution {
  const documents: GraphNode[][] = [];
  for (const node of nodes) {
    const same = documents.find((group) => group[0] && sameDocument(group[0], node));
    if (same) same.push(node);
    else documents.push([node]);
  }
  const [group, ...more] = documents;
  if (group && more.length === 0) return { node: first(group) };
  const narrowed = [
    (node: GraphNode) => node.issuers.some((issuer) => from.issuers.includes(issuer)),
    (node: GraphNode) => node.jurisdiction?.code === from.jurisdiction?.code,
  ];
  for (const fits of narrowed) {
    const fitting = documents.filter((one) => one[0] && fits(one[0]));
    if (fitting.length === 1 && fitting[0]) return { node: first(fitting[0]) };
  }
  const version = versionAt(documents.map(first), dayOf(from));
  return version === null ? { node: null, why: "several documents", candidates: documents.map(first) } : { node: version };
}

/** Of versions of one document the last that was out on a day. */
function versionAt(nodes: readonly GraphNode[], day: string | null): GraphNode | null {
  const [one] = nodes;
  if (one === undefined || day === null) return null;
  const versions = nodes.every((node) => node.title !== null && sameTitleAndIssuers(node, one) && dayOf(node) !== null);
  if (!versions) return null;
  const before = nodes.filter((node) => (dayOf(node) ?? "") <= day).sort((a, b) => ((dayOf(a) ?? "") < (dayOf(b) ?? "") ? 1 : -1));
  const [last, previous] = before;
  return last && (previous === undefined || dayOf(last) !== dayOf(previous)) ? last : null;
}

function sameTitleAndIssuers(a: GraphNode, b: GraphNode): boolean {
  return (
    wholeKey(a.title ?? "").replace(/\d{4}/g, "") === wholeKey(b.title ?? "").replace(/\d{4}/g, "") &&
    a.issuers.length > 0 &&
    a.issuers.join() === b.issuers.join()
  );
}

/** Whether two records hold the same document: one number, or one title on one day where a number is missing. */
export function sameDocument(a: GraphNode, b: GraphNode): boolean {
  if (a.id === b.id) return true;
  if (a.documentNumbers.length > 0 && b.documentNumbers.length > 0) {
    const keys = new Set(a.documentNumbers.map((number) => numberTerms(number)[0]));
    return b.documentNumbers.some((number) => keys.has(numberTerms(number)[0]));
  }
  if (a.title === null || b.title === null || wholeKey(a.title) !== wholeKey(b.title)) return false;
  return a.issuers.join() === b.issuers.join() && (a.signedAt ?? b.signedAt) === (b.signedAt ?? a.signedAt);
}

/** Of records of one document the issuer's own rather than a repost, then the earliest. */
function first(nodes: readonly GraphNode[]): GraphNode {
  const rank = (node: GraphNode) => `${isRepost(node) ? 1 : 0}${node.publishedAt ?? "9"}${node.id}`;
  return [...nodes].sort((a, b) => (rank(a) < rank(b) ? -1 : 1))[0] as GraphNode;
}

function isRepost({ originalUrl, canonicalUrl }: GraphNode): boolean {
  return originalUrl !== null && originalUrl !== canonicalUrl;
}

/** The day that a document dates from: signed, else published. */
export function dayOf({ signedAt, publishedAt }: GraphNode): string | null {
  return signedAt ?? publishedAt?.slice(0, 10) ?? null;
}
