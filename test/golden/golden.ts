import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { extract, ZhengwenError } from "../../src/index.js";
import { version } from "../../src/model/version.js";
import { caseInputs, type Sample, samples } from "../support/samples.js";

const root = join(import.meta.dirname, "../..");

/** What every document of the repository's own inputs comes to, and which generation of the code made it. */
export interface Golden {
  readonly generation: number;
  /** by the input's path: digest of the document without `pipeline`, or the code that it is refused with */
  readonly documents: Readonly<Record<string, string>>;
}

export const goldenFile = join(import.meta.dirname, "golden.json");

/** The golden digests as they are committed. */
export function committedGolden(): Golden {
  return JSON.parse(readFileSync(goldenFile, "utf8")) as Golden;
}

/** The golden digests of the running code: samples, case folders and the texts of the project's own gold. */
export function currentGolden(): Golden {
  const inputs = [...samples().map((sample) => ({ ...sample, path: `samples/${sample.path}` })), ...caseInputs(), ...goldInputs()];
  return { generation: version.generation, documents: Object.fromEntries(inputs.map((input) => [input.path, digestOf(input)])) };
}

/** Paths whose digest differs, appears or is gone, in order. */
export function changedDocuments(before: Golden, after: Golden): string[] {
  const paths = new Set([...Object.keys(before.documents), ...Object.keys(after.documents)]);
  return [...paths].filter((path) => before.documents[path] !== after.documents[path]).sort();
}

function goldInputs(): Sample[] {
  return readFileSync(join(root, "test/eval/documents.gold.jsonl"), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const { path, url, contentType, fetchedAt } = JSON.parse(line) as Omit<Sample, "bytes">;
      const bytes = readFileSync(join(root, path));
      return { path, bytes, ...(url && { url }), ...(contentType && { contentType }), ...(fetchedAt && { fetchedAt }) };
    });
}

function digestOf({ bytes, url, contentType, fetchedAt }: Sample): string {
  try {
    const options = { ...(url && { url }), ...(contentType && { contentType }), ...(fetchedAt && { fetchedAt }) };
    const { pipeline: _, ...document } = extract(bytes, options);
    return createHash("sha256").update(JSON.stringify(document)).digest("hex").slice(0, 24);
  } catch (cause) {
    if (cause instanceof ZhengwenError && cause.kind.state !== null) return cause.code;
    throw cause;
  }
}
