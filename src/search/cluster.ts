import type { Document, StoredRecord } from "../model/record.js";
import { phraseOf } from "./units.js";

/** How many of the 64 bits of two fingerprints may differ in near-duplicates. */
const nearest = 3;
/** What a page claims may be anything; an address has no control characters and ends somewhere. */
const usable = /^[^\0-\x20\p{Surrogate}]{1,2000}$/u;
const nothing = "0000000000000000";

/**
 * The addresses under which a document is known: its own, the one it claims, and that of its first publication.
 * Two documents that share one belong to one cluster.
 */
export function linksOf(document: Document): string[] {
  const { canonicalUrl, claimedUrl, originalUrl } = document;
  return [...new Set([canonicalUrl, claimedUrl, originalUrl].filter((url) => url !== null).filter((url) => usable.test(url)))];
}

/**
 * The four 16-bit bands of a fingerprint: two that differ in at most three bits agree in at least one band whole.
 * A fingerprint of nothing has none.
 */
export function bandsOf(fingerprint: string): string[] {
  if (fingerprint === nothing) return [];
  return [0, 1, 2, 3].map((band) => `${band}${fingerprint.slice(band * 4, band * 4 + 4)}`);
}

/**
 * What the records share that one hit stands for: near-duplicates of one title. Near-duplicates of other titles, as forms and
 * yearly notices are, and records without a title stay hits of their own.
 */
export function foldKey({ id, cluster, title }: Pick<StoredRecord, "id" | "cluster" | "title">): string {
  const key = title === null ? "" : phraseOf(title).slice(0, 100).join("");
  return key === "" ? id : `${cluster} ${key}`;
}

/** Whether two fingerprints are those of near-duplicates. */
export function near(one: string, other: string): boolean {
  let difference = BigInt(`0x${one}`) ^ BigInt(`0x${other}`);
  let bits = 0;
  while (difference > 0n && bits <= nearest) {
    difference &= difference - 1n;
    bits++;
  }
  return bits <= nearest;
}

/** How many held records are looked at, the earliest first: a form letter may have any number of near-duplicates. */
export const mostNeighbours = 500;

/** A held record that shares a link or a band with a new one. */
export interface Neighbour {
  readonly cluster: string;
  readonly seq: number;
  readonly fingerprint: string;
  /** it shares an address, not only a band */
  readonly linked: boolean;
}

/**
 * The cluster that a new document joins: that of the earliest record with a shared address or a near fingerprint; its
 * own where there is none. A record stays in its cluster for good.
 */
export function chooseCluster(document: Document, neighbours: readonly Neighbour[]): string {
  const related = neighbours.filter((other) => other.linked || near(other.fingerprint, document.fingerprint)).sort((a, b) => a.seq - b.seq);
  return related[0]?.cluster ?? document.id;
}
