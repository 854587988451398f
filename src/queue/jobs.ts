import { createHash } from "node:crypto";
import type { QueuedJob } from "./queue.js";

/** Takes the page that is held under `id`, fetched from `address` (a key of the ledger), through the pipeline. */
export interface ProcessJob {
  readonly id: string;
  readonly address: string;
}

/** One round of the source of this id. */
interface RoundJob {
  readonly source: string;
}

/** Fetches the attachments that the document on a held page names. */
interface CollectJob {
  readonly collect: ProcessJob;
}

export type CrawlJob = RoundJob | CollectJob;

/** The job that processes an address' page: one for each address, under an id in the form that queues take. */
export function processJob(job: ProcessJob): QueuedJob<ProcessJob> {
  return { id: `p-${idOf(job.address)}`, job };
}

/** The job that fetches the attachments of an address' page: one for each address. */
export function collectJob(job: ProcessJob): QueuedJob<CrawlJob> {
  return { id: `c-${idOf(job.address)}`, job: { collect: job } };
}

/** The job of a source's round: the timetable's own, so that a round that waits or runs already is enough. */
export function roundJob(source: string): QueuedJob<CrawlJob> {
  return { id: source, job: { source } };
}

function idOf(address: string): string {
  return createHash("sha256").update(address).digest("hex").slice(0, 32);
}
