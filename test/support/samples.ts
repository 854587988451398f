import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Sample {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly url?: string;
  readonly contentType?: string;
  readonly fetchedAt?: string;
}

const root = join(import.meta.dirname, "../..");

/** The samples as their manifest describes them. */
export function samples(): Sample[] {
  return readFileSync(join(root, "samples/manifest.jsonl"), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const known = JSON.parse(line) as Omit<Sample, "bytes">;
      return { ...known, bytes: readFileSync(join(root, "samples", known.path)) };
    });
}

/** Every input of the case folders below test/cases, whatever stage it is for. */
export function caseInputs(): Sample[] {
  const folder = join(root, "test/cases");
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.startsWith("input"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path: path.slice(root.length + 1), bytes: readFileSync(path) }));
}
