import type { Document } from "../../model/record.js";
import { type Held, twinKey } from "../revision.js";
import type { PutOutcome } from "../store.js";
import { bulk, into } from "./bulk.js";
import type { Cluster } from "./client.js";
import { read, replace } from "./read.js";
import { readHeld } from "./records.js";

/** Whose a site's content is. */
interface Claim {
  readonly id: string;
  readonly at: number;
}

interface Claimant {
  readonly document: Document;
  readonly held: Held | null;
}

/** Milliseconds after which a record that was to be written counts as never written. */
const patience = 60_000;

/**
 * Notes whose content each document's is, by compare-and-set: of two addresses of a site with the same document one is first.
 * A record that is held already stays one, whatever it comes to say.
 * @returns for each null where it may be written, the outcome where another record holds its content, "undecided" where
 * another writer is about to write one that does
 */
export async function claimContents(cluster: Cluster, claimants: readonly Claimant[]): Promise<(PutOutcome | "undecided" | null)[]> {
  const at = Date.now();
  const keys = claimants.map(({ document }) => twinKey(document));
  const claimed = keys.flatMap((key, i) => (key === null ? [] : [{ key, i, id: claimants[i]?.document.id ?? "" }]));
  const items = await bulk(
    cluster,
    claimed.map(({ key, id }) => ({ action: { create: { ...into(cluster, "twins"), _id: key } }, document: { id, at } })),
  );
  const answers: (PutOutcome | "undecided" | null)[] = claimants.map(() => null);
  for (const [n, { key, i, id }] of claimed.entries()) {
    if (items[n]?.status !== 409 || claimants[i]?.held) continue;
    answers[i] = await holderOf(cluster, key, id, at);
  }
  return answers;
}

/** Who holds the content of a key that was claimed before; it is taken over from a record that is not there. */
async function holderOf(cluster: Cluster, key: string, id: string, at: number): Promise<PutOutcome | "undecided" | null> {
  const claim = await read<Claim>(cluster, "twins", key);
  if (claim === null) return "undecided";
  if (claim.source.id === id) return null;
  const [first = null] = await readHeld(cluster, [claim.source.id]);
  if (first !== null && !first.removed) {
    return { state: "duplicate", id: claim.source.id, revision: first.revision, stale: false, address: first.address };
  }
  if (first === null && claim.source.at > at - patience) return "undecided";
  return (await replace(cluster, "twins", key, { id, at }, claim)) ? null : "undecided";
}

/** Gives up what was claimed for a document that the server refused to take. */
export async function releaseContent(cluster: Cluster, { document, held }: Claimant): Promise<void> {
  const key = twinKey(document);
  if (key === null || held !== null) return;
  const claim = await read<Claim>(cluster, "twins", key);
  // one that no one waits for
  if (claim?.source.id === document.id) await replace(cluster, "twins", key, { id: document.id, at: 0 }, claim);
}
