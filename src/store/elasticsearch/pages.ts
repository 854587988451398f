import { gunzipSync, gzipSync } from "node:zlib";
import { ZhengwenError } from "../../model/errors.js";
import type { RawPage } from "../../model/page.js";
import type { PageStore } from "../store.js";
import { type Cluster, statusOf } from "./client.js";
import { deleteWhere, read, replace } from "./read.js";
import { isRemoved, readHeld } from "./records.js";

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
  const write = (id: string, document: Lying) =>
    cluster.reach(() => cluster.client.index({ index: cluster.target("pages"), id, document, require_alias: true }));
  return {
    put: async ({ bytes, ...page }) => {
      await write(pageId(page.id, page.digest), { id: page.id, page, bytes: gzipSync(bytes).toString("base64") });
      await write(page.id, { id: page.id, latest: page.digest });
      // asked afterwards: a takedown under way deletes what it sees, and what it does not see is seen here
      if (await isRemoved(cluster, page.id)) {
        await dropPages(cluster, page.id);
        throw new ZhengwenError("removed", page.id);
      }
    },
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
      if (found?.page === undefined || found.bytes === undefined) return null;
      return { ...found.page, bytes: gunzipSync(Buffer.from(found.bytes, "base64")) };
    },
  };
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
