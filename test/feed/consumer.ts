import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Mirror } from "./world.js";

/**
 * A process that follows the change feed over HTTP and applies it to a file, which is replaced at once with the cursor in it.
 * With `--to-end` it ends once there is nothing more to be told. Arguments: address of the server, file.
 */
const [server = "", file = "", mode] = process.argv.slice(2);
let mirror: Mirror = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { cursor: null, records: {}, problems: [] };
process.once("disconnect", () => process.exit(1));

/** What a record says of its own writing, which the kind of the change and its seq tell already. */
const ofWrite: ReadonlySet<string> = new Set(["seq", "changed"]);

interface Entry {
  readonly kind: "created" | "updated" | "deleted";
  readonly id: string;
  readonly seq: number;
  readonly fields?: readonly string[] | null;
}

for (let last = 0; ; ) {
  const cursor = mirror.cursor === null ? "" : `&cursor=${mirror.cursor}`;
  const { changes, next, more } = (await get(`/v1/changes?limit=20&wait=${mode === "--to-end" ? 0 : 2}${cursor}`)) as {
    changes: Entry[];
    next: string;
    more: boolean;
  };
  const problems: string[] = [];
  for (const change of changes) {
    if (change.seq <= last) problems.push(`seq ${change.seq} after ${last}`);
    last = change.seq;
    await apply(change, problems);
  }
  mirror = { ...mirror, cursor: next, problems: [...mirror.problems, ...problems] };
  writeFileSync(`${file}.new`, JSON.stringify(mirror));
  renameSync(`${file}.new`, file);
  process.send?.("applied");
  if (mode === "--to-end" && changes.length === 0 && !more) break;
}
process.disconnect?.();

async function apply({ kind, id, seq, fields }: Entry, problems: string[]): Promise<void> {
  const known = mirror.records[id];
  if (kind === "deleted") {
    delete mirror.records[id];
    return;
  }
  const record = (await get(`/v1/records/${id}`)) as Record<string, unknown> | null;
  // taken down since: that is told later
  if (record === null) return;
  mirror.records[id] = record;
  if (known === undefined || fields === undefined || fields === null || record.seq !== seq) return;
  const differing = Object.keys(record).filter(
    (name) => !ofWrite.has(name) && JSON.stringify(record[name]) !== JSON.stringify(known[name]),
  );
  const untold = differing.filter((name) => !fields.includes(name));
  if (untold.length > 0) problems.push(`${id} at ${seq}: ${untold.join(", ")} differ and are not told (${fields.join(", ")})`);
}

async function get(path: string): Promise<unknown> {
  const response = await fetch(server + path);
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}
