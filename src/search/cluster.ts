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

/** The fields by which the members of a cluster are told apart and weighed against each other. */
export const memberFields = [
  "id",
  "seq",
  "title",
  "canonicalUrl",
  "claimedUrl",
  "originalUrl",
  "publisher",
  "issuers",
  "publishedAt",
  "source",
] as const satisfies readonly (keyof StoredRecord)[];

/** A record of a cluster. */
export type Member = Pick<StoredRecord, (typeof memberFields)[number]>;

export function memberOf(record: StoredRecord): Member {
  return Object.fromEntries(memberFields.map((field) => [field, record[field]])) as Member;
}

/**
 * The record of a cluster that the others repeat: the one that most of them name as the first publication, else the one that
 * the issuer itself has put online, else the earliest.
 */
export function canonicalMember<T extends Member>(members: readonly T[]): T | null {
  const named = (member: Member) =>
    members.filter((other) => other.id !== member.id && [other.originalUrl, other.claimedUrl].includes(member.canonicalUrl)).length;
  const ranked = members.map((member) => ({ member, named: member.canonicalUrl === null ? 0 : named(member), isOwn: isOfIssuer(member) }));
  ranked.sort(
    (a, b) =>
      b.named - a.named ||
      Number(b.isOwn) - Number(a.isOwn) ||
      compare(a.member.publishedAt?.slice(0, 10) ?? "9999", b.member.publishedAt?.slice(0, 10) ?? "9999") ||
      a.member.seq - b.member.seq,
  );
  return ranked[0]?.member ?? null;
}

/** Whether the publisher is an issuer: by its whole name, or by the end of it (of a province for the office alone). */
function isOfIssuer({ publisher, issuers, source }: Member): boolean {
  return [publisher, source?.name].some(
    (name) => name !== null && name !== undefined && name !== "" && issuers.some((issuer) => issuer === name || issuer.endsWith(name)),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
