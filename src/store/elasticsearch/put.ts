import { setTimeout as wait } from "node:timers/promises";
import { ZhengwenError } from "../../model/errors.js";
import type { Document, RevisionChange, StoredRecord } from "../../model/record.js";
import type { TextMaps } from "../../model/text-maps.js";
import { project } from "../../search/projection.js";
import { addressOf, changedFields, changeOf, decide, type Held, revisionDigest, supersededPage, toRecord, versionOf } from "../revision.js";
import type { PutOptions, PutOutcome, PutRequest } from "../store.js";
import { bulk, type Item, into, type Operation } from "./bulk.js";
import type { Cluster } from "./client.js";
import { dropPage } from "./pages.js";
import { deleteWhere, readAll } from "./read.js";
import { chooseClusters, type Lying, readHeld, revisionId, toLying, toStored } from "./records.js";
import type { Sequence } from "./sequence.js";
import { claimContents, releaseContent } from "./twins.js";

/** A document that is to be written, as decided from what was held. */
interface Plan {
  readonly at: number;
  readonly document: Document;
  readonly options: PutOptions;
  readonly digest: string;
  readonly held: Held | null;
  readonly revision: number;
  readonly cluster: string;
  /** digest of the raw page that is dropped once it is written */
  readonly superseded: string | null;
}

/** A record that is to be replaced, and what the write changes of it. */
interface Replaced {
  readonly record: StoredRecord;
  readonly maps: TextMaps | null;
  readonly changed: RevisionChange | undefined;
  readonly fields: readonly string[];
}
type Write = Plan & { readonly seq: number; readonly replaced: Replaced | null };
type Answer = PutOutcome | ZhengwenError;

/** How often a document is decided on anew because another writer was faster. */
const mostRounds = 50;
const noOptions: PutOptions = {};

/**
 * Stores documents, see `Store.putAll`. In rounds: what is held is read, each document decided on, those to be written
 * are written under an external version, and those for which another writer was faster go into the next round.
 */
export async function putAll(cluster: Cluster, sequence: Sequence, requests: readonly PutRequest[]): Promise<Answer[]> {
  const answers: (Answer | undefined)[] = new Array(requests.length);
  for (let round = 0; round < mostRounds; round++) {
    const wave = firstOfEach(requests, answers);
    if (wave.length === 0) break;
    const decided = await decideAll(cluster, requests, wave, answers);
    const plans = await withoutTwins(cluster, decided, answers);
    if (round > 0) await forgetRemoved(cluster, requests, wave, answers);
    const results = await commit(cluster, sequence, plans);
    await afterwards(cluster, plans, results);
    let lost = plans.length < decided.length && decided.some(({ at }) => answers[at] === undefined);
    for (const [i, { at, revision, held, options }] of plans.entries()) {
      const result = results[i];
      if (result === "conflict") lost = true;
      else answers[at] = result ?? { state: "indexed", revision, stale: false, address: addressOf(held, options) };
    }
    if (lost) await wait(Math.random() * Math.min(10 * (round + 1), 200));
  }
  return answers.map((answer, at) => answer ?? new ZhengwenError("store.conflict", requests[at]?.document.id));
}

/** The requests without an answer, of one id only the first: the second is decided on from what the first has made. */
function firstOfEach(requests: readonly PutRequest[], answers: readonly (Answer | undefined)[]): number[] {
  const seen = new Set<string>();
  return requests.flatMap(({ document: { id } }, at) => {
    if (answers[at] !== undefined || seen.has(id)) return [];
    seen.add(id);
    return [at];
  });
}

async function decideAll(
  cluster: Cluster,
  requests: readonly PutRequest[],
  wave: readonly number[],
  answers: (Answer | undefined)[],
): Promise<Plan[]> {
  const chosen = wave.flatMap((at) => {
    const request = requests[at];
    return request ? [{ at, document: request.document, options: request.options ?? noOptions }] : [];
  });
  const heldAll = await readHeld(
    cluster,
    chosen.map(({ document }) => document.id),
  );
  const plans: Omit<Plan, "cluster">[] = [];
  for (const [i, { at, document, options }] of chosen.entries()) {
    const held = heldAll[i] ?? null;
    const digest = revisionDigest(document);
    try {
      const decision = decide(document, digest, held, options);
      const superseded = supersededPage(decision, held, options);
      if (decision.write !== null) plans.push({ at, document, options, digest, held, revision: decision.write, superseded });
      else {
        answers[at] = decision.outcome;
        if (superseded !== null && held?.page) await dropPage(cluster, document.id, superseded, held.page);
      }
    } catch (error) {
      if (!(error instanceof ZhengwenError)) throw error;
      answers[at] = error;
    }
  }
  const newcomers = plans.filter(({ held }) => held === null).map(({ document }) => document);
  const clusters = await chooseClusters(cluster, newcomers);
  return plans.map((plan) => ({ ...plan, cluster: plan.held?.cluster ?? clusters[newcomers.indexOf(plan.document)] ?? plan.document.id }));
}

/** The plans of documents whose content no other record of their site holds; the others are answered, or wait for the next round. */
async function withoutTwins(cluster: Cluster, plans: readonly Plan[], answers: (Answer | undefined)[]): Promise<Plan[]> {
  const claims = await claimContents(cluster, plans);
  const left: Plan[] = [];
  for (const [i, plan] of plans.entries()) {
    const claim = claims[i];
    if (claim === null || claim === undefined) left.push(plan);
    else if (claim !== "undecided") answers[plan.at] = claim;
  }
  return left;
}

/** What an earlier round kept of a revision may have missed the takedown that overtook it. */
async function forgetRemoved(
  cluster: Cluster,
  requests: readonly PutRequest[],
  wave: readonly number[],
  answers: readonly (Answer | undefined)[],
): Promise<void> {
  for (const at of wave) {
    const answer = answers[at];
    const id = requests[at]?.document.id;
    if (id && answer instanceof ZhengwenError && answer.code === "removed") await deleteWhere(cluster, "revisions", { term: { id } });
  }
}

/**
 * Writes what was decided, under seqs of its own. The feed's entry comes first and the seq is finished last: a writer
 * that dies in between leaves an entry that readers see once its lease is over, so that no write stays untold.
 * @returns for each plan null when it was written, "conflict" when another writer was faster, or why it was refused
 */
async function commit(cluster: Cluster, sequence: Sequence, plans: readonly Plan[]): Promise<(null | "conflict" | ZhengwenError)[]> {
  if (plans.length === 0) return [];
  const replaced = await readReplaced(cluster, plans);
  const seqs = await sequence.take(plans.length);
  let writes: Write[] = plans.map((plan, i) => ({ ...plan, seq: seqs[i] ?? 0, replaced: replaced[i] ?? null }));
  await log(cluster, writes);
  await archive(cluster, writes);
  const results = await writeRecords(cluster, writes, "external");
  const untold = writes.filter((_, i) => results[i] !== null);
  await bulk(
    cluster,
    untold.map(({ seq }) => ({ action: { delete: { _index: cluster.target("changes"), _id: `${seq}` } } })),
  );
  let lost = await sequence.finish(seqs);
  writes = writes.filter((_, i) => results[i] === null);
  while (lost.length > 0) {
    // the lease ran out before: readers may be past these numbers
    const late = writes.filter(({ seq }) => lost.includes(seq));
    const again = await sequence.take(late.length);
    writes = late.map((write, i) => ({ ...write, seq: again[i] ?? 0 }));
    await log(cluster, writes);
    await writeRecords(cluster, writes, "external_gte");
    lost = await sequence.finish(again);
    // one entry for one write: who read on past the old one meets the new one
    await bulk(
      cluster,
      late.map(({ seq }) => ({ action: { delete: { _index: cluster.target("changes"), _id: `${seq}` } } })),
    );
  }
  return results;
}

async function log(cluster: Cluster, writes: readonly Write[]): Promise<void> {
  const items = await bulk(
    cluster,
    writes.map(({ seq, document, revision, replaced }) => ({
      action: { index: { ...into(cluster, "changes"), _id: `${seq}` } },
      document: {
        id: document.id,
        revision,
        removed: null,
        generation: document.pipeline.generation,
        before: replaced?.record.seq ?? null,
        fields: replaced?.fields ?? null,
      },
    })),
  );
  const refused = items.find(({ reason }) => reason !== null);
  if (refused) throw new ZhengwenError("store.unavailable", `The feed takes no entry: ${refused.reason}`);
}

/** The records that the plans replace, each with what its plan changes; null where nothing is held, or it was taken down. */
async function readReplaced(cluster: Cluster, plans: readonly Plan[]): Promise<(Replaced | null)[]> {
  const updates = plans.filter(({ held }) => held !== null && !held.removed);
  const found = await readAll<Lying>(
    cluster,
    "records",
    updates.map(({ document }) => document.id),
  );
  const lyings = new Map(updates.map(({ document }, i) => [document.id, found[i] ?? null]));
  return plans.map(({ document, revision, cluster: joined }) => {
    const lying = lyings.get(document.id) ?? null;
    if (lying === null || lying.store.removed !== null) return null;
    const record = toStored(lying);
    const fields = changedFields(record, toRecord(document, { revision, seq: 0, cluster: joined }));
    return { record, maps: lying.store.maps, changed: changeOf(document, revision, record), fields };
  });
}

/** Keeps the revisions that are about to be replaced by a later one. */
async function archive(cluster: Cluster, writes: readonly Write[]): Promise<void> {
  const operations = writes.flatMap(({ replaced, revision }): Operation[] => {
    if (replaced === null || revision <= replaced.record.revision) return [];
    const { record, maps } = replaced;
    const version = record.pipeline.generation;
    const index = {
      ...into(cluster, "revisions"),
      _id: revisionId(record.id, record.revision),
      version,
      version_type: "external_gte" as const,
    };
    return [{ action: { index }, document: { id: record.id, record, maps } }];
  });
  const refused = (await bulk(cluster, operations)).find(({ status, reason }) => reason !== null && status !== 409);
  if (refused) throw new ZhengwenError("store.unavailable", `An older revision cannot be kept: ${refused.reason}`);
}

async function writeRecords(
  cluster: Cluster,
  writes: readonly Write[],
  version_type: "external" | "external_gte",
): Promise<(null | "conflict" | ZhengwenError)[]> {
  const items = await bulk(
    cluster,
    writes.map(({ document, digest, held, options, revision, seq, replaced, cluster: joined }): Operation => {
      const version = versionOf(revision, document.pipeline.generation);
      const changed = replaced?.changed;
      const noted = { digest, page: options.page ?? held?.page ?? null, address: addressOf(held, options), maps: options.maps ?? null };
      return {
        action: { index: { ...into(cluster, "records"), _id: document.id, version, version_type } },
        document: toLying(toRecord(document, { revision, seq, cluster: joined, ...(changed && { changed }) }), noted, project(document)),
      };
    }),
  );
  const unsure = writes.filter((_, i) => items[i]?.status === 409);
  const now = await readHeld(
    cluster,
    unsure.map(({ document }) => document.id),
  );
  // a request that was made twice meets its own first try: the seq tells
  const ours = new Set(unsure.filter(({ seq }, i) => now[i]?.seq === seq));
  return writes.map((write, i) => (ours.has(write) ? null : resultOf(items[i])));
}

function resultOf(item: Item | undefined): null | "conflict" | ZhengwenError {
  if (item === undefined) return new ZhengwenError("store.unavailable", "The server left a write unanswered.");
  if (item.reason === null) return null;
  return item.status === 409 ? "conflict" : new ZhengwenError("store.refused", item.reason);
}

/** Drops the pages that the revisions now held were not made from, and what was claimed for documents that are not held. */
async function afterwards(
  cluster: Cluster,
  plans: readonly Plan[],
  results: readonly (null | "conflict" | ZhengwenError)[],
): Promise<void> {
  for (const [i, plan] of plans.entries()) {
    const { document, options, superseded } = plan;
    if (results[i] instanceof ZhengwenError) await releaseContent(cluster, plan);
    if (results[i] === null && superseded !== null && options.page) await dropPage(cluster, document.id, superseded, options.page);
  }
}
