import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import Libsql from "libsql";
import { ZhengwenError } from "../../model/errors.js";

/** What may be bound. Everything else makes the library abort the process. */
export type Value = string | number | bigint | null | Uint8Array;
/** What comes back: integers over 2^53 are not stored, blobs are byte arrays. */
export type Row = Record<string, string | number | null | Uint8Array>;

/** One connection to a database file: the only place that touches the library, with its every argument guarded. */
export interface Connection {
  /** Statements without arguments or rows, such as a schema. */
  exec(sql: string): void;
  /** Runs one statement; `values` must fit its `?`s exactly. @returns how many rows it changed */
  run(sql: string, values?: readonly Value[]): number;
  all(sql: string, values?: readonly Value[]): Row[];
  get(sql: string, values?: readonly Value[]): Row | null;
  /** Runs `work` in a transaction that holds the write lock from its beginning; whatever it throws undoes it. */
  write<T>(work: () => T): T;
  /**
   * The same together with what else is asked for meanwhile: one commit for all, which costs a store of small documents less
   * than their own. Where one of them throws, each is done again in a transaction of its own, so `work` must do nothing but
   * read and write this database.
   */
  writeSoon<T>(work: () => T): Promise<T>;
  /** Ends what was asked for, then the connection. */
  close(): void;
}

/** A piece of work that waits for the next commit. */
interface Waiting {
  readonly work: () => unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Pieces of work in one commit: other processes wait for the write lock meanwhile. */
const mostTogether = 64;

/** SQLite's primary result codes: PERM BUSY LOCKED NOMEM READONLY IOERR CORRUPT FULL CANTOPEN NOTADB. */
const serviceFaults: readonly number[] = [3, 5, 6, 7, 8, 10, 11, 13, 14, 26];
/** TOOBIG CONSTRAINT MISMATCH. */
const valueFaults: readonly number[] = [18, 19, 20];

interface Prepared {
  readonly statement: ReturnType<Libsql.Database["prepare"]>;
  /** how many values it takes */
  readonly holes: number;
}

/**
 * Opens (creates) a database file for reading and writing, shared with other processes.
 * @param wait milliseconds to wait for another writer
 * @throws store.unavailable
 */
export function connect(path: string, wait: number): Connection {
  const database = openFile(path, wait);
  const guarded = <T>(work: () => T): T => guardedAt(path, work);
  const statements = new Map<string, Prepared>();
  let waiting: Waiting[] = [];
  let open = true;

  const prepare = (sql: string, values: readonly Value[]) => {
    // the library still runs statements on a closed database
    if (!open) throw new ZhengwenError("store.unavailable", "The store was closed.");
    let prepared = statements.get(sql);
    if (!prepared) {
      prepared = { statement: guarded(() => database.prepare(sql)), holes: sql.split("?").length - 1 };
      statements.set(sql, prepared);
    }
    const { statement, holes } = prepared;
    if (holes !== values.length) throw new RangeError(`${values.length} values for ${holes} parameters: ${sql}`);
    return { statement, bound: values.map(bind) };
  };

  const commitTogether = (): void => {
    const works = waiting;
    waiting = works.splice(mostTogether);
    if (waiting.length > 0) setImmediate(commitTogether);
    try {
      const results = connection.write(() => works.map(({ work }) => work()));
      for (const [i, { resolve }] of works.entries()) resolve(results[i]);
    } catch (error) {
      if (works.length === 1) works[0]?.reject(error);
      // one of them undid the others: which one shows when each is done alone
      else for (const { work, resolve, reject } of works) attempt(() => connection.write(work), resolve, reject);
    }
  };

  const connection: Connection = {
    exec: (sql) => {
      guarded(() => database.exec(sql));
    },
    run: (sql, values = []) => {
      const { statement, bound } = prepare(sql, values);
      return guarded(() => statement.run(bound).changes);
    },
    all: (sql, values = []) => {
      const { statement, bound } = prepare(sql, values);
      return guarded(() => statement.all(bound) as Row[]).map(bytesOut);
    },
    get: (sql, values = []) => {
      const { statement, bound } = prepare(sql, values);
      // lighter than all(), each of whose answers lives on in the library until the collector's next full round
      const row = guarded(() => statement.get(bound) as Timed | undefined);
      if (row === undefined) return null;
      const { _metadata, ...columns } = row;
      return bytesOut(columns);
    },
    write: (work) => {
      if (!open) throw new ZhengwenError("store.unavailable", "The store was closed.");
      guarded(() => database.exec("BEGIN IMMEDIATE"));
      let result: ReturnType<typeof work>;
      try {
        result = work();
        guarded(() => database.exec("COMMIT"));
      } catch (error) {
        // a full disk may have ended the transaction already
        if (database.inTransaction) database.exec("ROLLBACK");
        throw error;
      }
      return result;
    },
    writeSoon: <T>(work: () => T) =>
      new Promise<T>((resolve, reject) => {
        if (waiting.length === 0) setImmediate(commitTogether);
        waiting.push({ work, resolve: resolve as Waiting["resolve"], reject });
      }),
    close: () => {
      if (!open) return;
      while (waiting.length > 0) commitTogether();
      open = false;
      statements.clear();
      database.close();
    },
  };
  return connection;
}

/** Does the same for each, in one commit; what fails yields its error. @throws what is no ZhengwenError */
export function eachOr<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<(R | ZhengwenError)[]> {
  return Promise.all(
    all.map((one) =>
      work(one).catch((error: unknown) => {
        if (error instanceof ZhengwenError) return error;
        throw error;
      }),
    ),
  );
}

function attempt(work: () => unknown, resolve: Waiting["resolve"], reject: Waiting["reject"]): void {
  try {
    resolve(work());
  } catch (error) {
    reject(error);
  }
}

function openFile(path: string, wait: number): Libsql.Database {
  try {
    mkdirSync(dirname(path), { recursive: true });
    return new Libsql(path, { timeout: wait });
  } catch (cause) {
    throw new ZhengwenError("store.unavailable", `${path}: ${(cause as Error).message}`, { cause });
  }
}

/**
 * A value as the library takes it: numbers that are whole become big integers (it binds every number as REAL), bytes a
 * Buffer. Text that it would cut or change is refused.
 */
function bind(value: Value): Value {
  if (value === null || typeof value === "bigint") return value;
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new ZhengwenError("store.refused", `${value} is no number that can be stored.`);
    return Number.isSafeInteger(value) ? BigInt(value) : value;
  }
  if (typeof value === "string") {
    if (value.includes("\0")) throw new ZhengwenError("store.refused", "A text holds U+0000.");
    if (!value.isWellFormed()) throw new ZhengwenError("store.refused", "A text holds half a surrogate pair.");
    return value;
  }
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  throw new TypeError(`A ${typeof value} cannot be stored.`);
}

/** A row that was asked for alone: the library adds how long it took. */
type Timed = Row & { readonly _metadata?: unknown };

/** Blobs come as ArrayBuffer or Buffer, as the library's version has it. */
function bytesOut(row: Row): Row {
  for (const [name, value] of Object.entries(row as Record<string, unknown>)) {
    if (value instanceof ArrayBuffer) row[name] = new Uint8Array(value);
  }
  return row;
}

/** Faults of the file or of the disk are the store's, and may pass; a value that does not fit is refused. The rest is ours. */
function guardedAt<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const { code, rawCode, message } = cause as { code?: string; rawCode?: number; message?: string };
    if (rawCode === undefined) throw cause;
    const detail = `${path}: ${message} (${code})`;
    // the low byte is the kind of failure, the rest says more about it
    if (serviceFaults.includes(rawCode & 0xff)) throw new ZhengwenError("store.unavailable", detail, { cause });
    if (valueFaults.includes(rawCode & 0xff)) throw new ZhengwenError("store.refused", detail, { cause });
    throw cause;
  }
}
