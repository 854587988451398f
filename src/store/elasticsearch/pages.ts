import { gunzipSync, gzipSync } from "node:zlib";
import { ZhengwenError } from "../../model/errors.js";
import type { RawPage } from "../../model/page.js";
import type { PageStore } from "../store.js";
import { bulk, into } from "./bulk.js";
import { type Cluster, statusOf } from "./client.js";
import { deleteWhere, read, readAll, replace } from "./read.js";
import { readHeld } from "./records.js";

/** A page by id and digest, or by id alone which was put last. */
interface Lying {
  readonly id: string;
  readonly latest?: string;
  readonly page?: Omit<RawPage, "bytes">;
  /** compressed, in base 64 */
  readonly bytes?: string;
}

/** Raw pages: see `PageStore`. Read and written by id alone. */
export function openPages(cluster: Cluster): PageStore {
  return {
    put: async (page) => {
      const [error] = await putAll(cluster, [page]);
      if (error) throw error;
    },
    putAll: (pages) => putAll(cluster, pages),
    drop: async (id, except) => {
      const latest = await read<Lying>(cluster, "pages", id);
      const [held = null] = await readHeld(cluster, [id]);
      const kept = (held?.removed ? null : held?.page) ?? except;
      if (latest === null) return;
      if (kept === undefined) {
        await dropPages(cluster, id);
        return;
      }
      const { latest: last } = latest.source;
      if (last !== undefined && last !== kept) await dropPage(cluster, id, last, kept);
      // without a refresh before: what was put just now goes the next time
      const query = { bool: { filter: [{ term: { id } }], must_not: [{ ids: { values: [id, pageId(id, kept)] } }] } };
      await cluster.reach(() => cluster.client.deleteByQuery({ index: cluster.target("pages"), query, conflicts: "proceed" }));
    },
    get: async (id, digest) => {
      const wanted = digest ?? (await read<Lying>(cluster, "pages", id))?.source.latest;
      if (wanted === undefined) return null;
      const found = (await read<Lying>(cluster, "pages", pageId(id, wanted)))?.source;
      return found === undefined ? null : toPage(found);
    },
    getAll: async (ids) => {
      const latest = await readAll<Lying>(cluster, "pages", ids);
      const wanted = ids.map((id, i) => pageId(id, latest[i]?.latest ?? ""));
      const pages: (RawPage | null)[] = [];
      // a page may be as large as a tenth of what an answer can hold
      for (let from = 0; from < wanted.length; from += readTogether) {
        const found = await readAll<Lying>(cluster, "pages", wanted.slice(from, from + readTogether));
        pages.push(...found.map((lying) => lying && toPage(lying)));
      }
      return pages;
    },
  };
}

/** Pages that are read with one request. */
const readTogether = 8;

function toPage({ page, bytes }: Lying): RawPage | null {
  return page === undefined || bytes === undefined ? null : { ...page, bytes: gunzipSync(Buffer.from(bytes, "base64")) };
}

/** Keeps pages, of each document the last one as the one put last: see `PageStore.putAll`. */
async function putAll(cluster: Cluster, pages: readonly RawPage[]): Promise<(ZhengwenError | null)[]> {
  const target = into(cluster, "pages");
  const items = await bulk(
    cluster,
    pages.map(({ bytes, ...page }) => {
      const document: Lying = { id: page.id, page, bytes: gzipSync(bytes).toString("base64") };
      return { action: { index: { ...target, _id: pageId(page.id, page.digest) } }, document };
    }),
  );
  const kept = pages.filter((_, i) => items[i]?.reason === null);
  const named = await bulk(
    cluster,
    kept.map(({ id, digest }) => ({ action: { index: { ...target, _id: id } }, document: { id, latest: digest } satisfies Lying })),
  );
  for (const [n, page] of kept.entries())
    items[pages.indexOf(page)] = named[n] ?? { status: 500, reason: "The server left a write unanswered." };
  // asked afterwards: a takedown under way deletes what it sees, and what it does not see is seen here
  const held = await readHeld(
    cluster,
    pages.map(({ id }) => id),
  );
  const removed = new Set(pages.flatMap(({ id }, i) => (held[i]?.removed ? [id] : [])));
  for (const id of removed) await dropPages(cluster, id);
  return pages.map(({ id }, i) => {
    if (removed.has(id)) return new ZhengwenError("removed", id);
    const reason = items[i]?.reason;
    return typeof reason === "string" ? new ZhengwenError("store.refused", reason) : null;
  });
}

/** Drops a page; where it was the one put last, `instead` is so from now on. */
export async function dropPage(cluster: Cluster, id: string, digest: string, instead: string): Promise<void> {
  const latest = await read<Lying>(cluster, "pages", id);
  if (latest?.source.latest === digest) await replace(cluster, "pages", id, { id, latest: instead }, latest);
  try {
    await cluster.reach(() => cluster.client.delete({ index: cluster.target("pages"), id: pageId(id, digest) }));
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
  }
}

/** @returns how many there were */
export function dropPages(cluster: Cluster, id: string): Promise<number> {
  return deleteWhere(cluster, "pages", { term: { id } });
}

function pageId(id: string, digest: string): string {
  return `${id}.${digest}`;
}
