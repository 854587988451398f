import { opendir, readFile, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { changeRow, endAttempt } from "../ingest/ledger.js";
import { rawPage } from "../ingest/raw-page.js";
import { isoTime } from "../model/clock.js";
import { ZhengwenError } from "../model/errors.js";
import { announced, attemptFailed, type LedgerRow, listFailed, listRead, pageFetched } from "../model/ledger.js";
import type { RoundNote, SourceState } from "../model/source-state.js";
import { processJob } from "../queue/jobs.js";
import { lookAtBodies, noteRound } from "./history.js";
import { inMilliseconds, nextRound } from "./interval.js";
import type { Round } from "./round.js";
import type { CrawlServices } from "./services.js";
import type { CrawlSource } from "./sources.js";

/** Files that may hold a document, by the ends of their names. */
const documents = new Set([".html", ".htm", ".shtml", ".xhtml", ".txt", ".pdf", ".docx", ".doc", ".wps", ".xlsx", ".xls", ".ofd"]);
const mostFiles = 50_000;
const deepest = 16;
/** New or changed files that a round takes. */
const mostDocuments = 1_000;

/**
 * One round of a folder: takes in the files below it that are new or have changed since, by their time and size. A file that is
 * gone leaves its record as it is.
 * @throws only what is no fault of the folder: store or queue being away
 */
export async function crawlFolder(source: CrawlSource, state: SourceState, services: CrawlServices, signal?: AbortSignal): Promise<Round> {
  const { clock } = services;
  const began = clock.now();
  const visits = { fetched: 0, unchanged: 0, failed: 0, postponed: 0 };
  const { files, error } = await filesBelow(source.url);
  const fetched: string[] = [];
  let discovered = 0;
  for (const path of files) {
    if (signal?.aborted || visits.fetched >= (source.limits?.documents ?? mostDocuments)) break;
    const taken = await takeFile(path, source, services);
    if (taken === null) continue;
    visits[taken.state]++;
    if (taken.isNew) discovered++;
    if (taken.state === "fetched") fetched.push(taken.address);
  }
  const address = `file:${source.url}`;
  await changeRow(
    address,
    error === null ? listRead(source.id, { etag: null, lastModified: null }) : listFailed(source.id, error, null),
    services,
  );
  const { bodies, left } = await lookAtBodies(state.fetched, services);
  const note: RoundNote = {
    at: isoTime(began),
    list: error === null ? "read" : "failed",
    reason: error?.code ?? null,
    detail: error?.message ?? null,
    announced: files.length,
    discovered,
    titles: null,
    asked: visits.fetched + visits.failed,
    failures: {},
    bodies,
  };
  const arrivals = discovered > 0 ? [isoTime(began)] : [];
  const nextDue = inMilliseconds(nextRound(source, [...state.arrivals, ...arrivals], began), 0);
  await noteRound(source, { note, arrivals, fetched: [...left, ...fetched], nextDue }, services);
  return { list: error === null ? "read" : "failed", announced: files.length, discovered, visits };
}

/** The files that may hold documents, in the order of their paths. Links to elsewhere are not followed. */
async function filesBelow(folder: string): Promise<{ files: string[]; error: ZhengwenError | null }> {
  const files: string[] = [];
  const walk = async (path: string, depth: number): Promise<void> => {
    for await (const entry of await opendir(path)) {
      if (files.length >= mostFiles || entry.name.startsWith(".")) continue;
      const inside = join(path, entry.name);
      if (entry.isDirectory() && depth < deepest) await walk(inside, depth + 1);
      else if (entry.isFile() && documents.has(extname(entry.name).toLowerCase())) files.push(inside);
    }
  };
  try {
    await walk(folder, 0);
  } catch (cause) {
    return { files: files.sort(), error: new ZhengwenError("input.unreadable", (cause as Error).message, { cause }) };
  }
  return { files: files.sort(), error: files.length === 0 ? new ZhengwenError("source.empty", folder) : null };
}

interface Taken {
  readonly address: string;
  readonly state: "fetched" | "failed";
  readonly isNew: boolean;
}

/** Takes a file in; null where it is as it was. The order holds against a death at any point: page, then ledger, then queue. */
async function takeFile(path: string, source: CrawlSource, services: CrawlServices): Promise<Taken | null> {
  const { store, clock, processQueue, dictionary, limits } = services;
  const address = `file:${path}`;
  const row = await store.ledger.get(address);
  const isNew = row === null;
  try {
    const { mtimeMs, size } = await stat(path);
    const etag = `${Math.floor(mtimeMs)}-${size}`;
    if (row !== null && isSettled(row, etag, size > limits.pageBytes)) return null;
    if (isNew) await changeRow(address, announced(source.id), services);
    if (size > limits.pageBytes) throw new ZhengwenError("input.too-large", `${path}: ${size} bytes.`);
    const bytes = await readFile(path);
    const { id, name, jurisdiction, profile } = source;
    const hints = { source: { id, name }, ...(jurisdiction && { jurisdiction }), ...(profile && { profile }) };
    // as when it is handed in by name: what a file's time says of its content, nobody knows
    const page = rawPage({ bytes, url: null, finalUrl: null, contentType: null, fetchedAt: null, hints }, dictionary.urls);
    await store.pages.put(page);
    await changeRow(
      address,
      pageFetched(page.id, { etag, lastModified: null }, isoTime(clock.now() + never), isoTime(clock.now())),
      services,
    );
    await processQueue.add([processJob({ id: page.id, address })]);
    return { address, state: "fetched", isNew };
  } catch (cause) {
    const error = cause instanceof ZhengwenError ? cause : new ZhengwenError("input.unreadable", (cause as Error).message, { cause });
    if (error.kind.state === null) throw error;
    await endAttempt(address, attemptFailed(error), services);
    return { address, state: "failed", isNew };
  }
}

/** Whether there is nothing to do for a file that is known: it is as it was, is being worked on, or may not be taken. */
function isSettled(row: LedgerRow, etag: string, tooLarge: boolean): boolean {
  if (row.state === "fetched" || row.reason === "removed") return true;
  return tooLarge ? row.reason === "input.too-large" : row.etag === etag && row.state !== "queued";
}

/** A file is looked at in every round; no clock makes it due. In milliseconds. */
const never = 100 * 365 * 24 * 3600_000;
