import { randomBytes } from "node:crypto";
import { ZhengwenError } from "../../model/errors.js";
import { type Connection, connect } from "./driver.js";

/** States that are kept at once: each holds back the reuse of the file's log, and has a connection of its own. */
const mostKept = 8;
/** How long a state is kept after each page of it, in milliseconds; how long at most. */
const keptFor = 120_000;
const longest = 1_800_000;

interface Point {
  readonly connection: Connection;
  readonly since: number;
  timer: NodeJS.Timeout;
}

/** States of the database that are read on from: each a read transaction that stays open. */
export interface Points {
  /** Keeps the state as it is now. @returns its name, which begins with the id of this process, and a connection that sees it */
  open(): { readonly point: string; readonly connection: Connection };
  /** @throws cursor.expired where this process keeps no such state */
  at(point: string): Connection;
  close(): void;
}

export function openPoints(path: string, patience: number): Points {
  const kept = new Map<string, Point>();

  const drop = (name: string): void => {
    const point = kept.get(name);
    if (point === undefined) return;
    clearTimeout(point.timer);
    kept.delete(name);
    point.connection.close();
  };
  const expiring = (name: string) => setTimeout(() => drop(name), keptFor).unref();

  return {
    open: () => {
      const [oldest] = kept.keys();
      if (kept.size >= mostKept && oldest !== undefined) drop(oldest);
      const connection = connect(path, patience);
      // a transaction begins to see a state with its first read
      connection.exec("PRAGMA query_only = 1; BEGIN;");
      connection.get("SELECT count(*) AS n FROM (SELECT 1 FROM record LIMIT 1)");
      const name = `${process.pid}-${randomBytes(8).toString("hex")}`;
      kept.set(name, { connection, since: Date.now(), timer: expiring(name) });
      return { point: name, connection };
    },
    at: (name) => {
      const point = kept.get(name);
      if (point === undefined) throw new ZhengwenError("cursor.expired");
      if (Date.now() - point.since > longest) {
        drop(name);
        throw new ZhengwenError("cursor.expired");
      }
      clearTimeout(point.timer);
      point.timer = expiring(name);
      // used last: the others go before it
      kept.delete(name);
      kept.set(name, point);
      return point.connection;
    },
    close: () => {
      for (const name of [...kept.keys()]) drop(name);
    },
  };
}
