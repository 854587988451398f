import { gunzipSync, gzipSync } from "node:zlib";
import { ZhengwenError } from "../../model/errors.js";
import type { RawPage } from "../../model/page.js";
import type { Connection } from "./driver.js";

/** Keeps a page, compressed; to be called within a transaction. */
export function putPage(connection: Connection, page: RawPage): void {
  const { bytes, ...rest } = page;
  dropPage(connection, page.id, page.digest);
  connection.run("INSERT INTO page (id, digest, json, bytes) VALUES (?, ?, ?, ?)", [
    page.id,
    page.digest,
    JSON.stringify(rest),
    gzipSync(bytes),
  ]);
}

/** The page of a document that was put last, or the one asked for. */
export function getPage(connection: Connection, id: string, digest?: string): RawPage | null {
  const row =
    digest === undefined
      ? connection.get("SELECT json, bytes FROM page WHERE id = ? ORDER BY number DESC LIMIT 1", [id])
      : connection.get("SELECT json, bytes FROM page WHERE id = ? AND digest = ?", [id, digest]);
  if (row === null) return null;
  if (!(row.bytes instanceof Uint8Array)) throw new ZhengwenError("store.version", "A page is not bytes.");
  return { ...(JSON.parse(String(row.json)) as Omit<RawPage, "bytes">), bytes: gunzipSync(row.bytes) };
}

export function dropPage(connection: Connection, id: string, digest: string): void {
  connection.run("DELETE FROM page WHERE id = ? AND digest = ?", [id, digest]);
}

/** @returns how many there were */
export function dropPages(connection: Connection, id: string): number {
  return connection.run("DELETE FROM page WHERE id = ?", [id]);
}
