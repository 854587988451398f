import { createHash } from "node:crypto";
import type { Report } from "./score.js";

/** The least that the eval must reach on one set of gold, for one state of it. */
export interface Floors {
  /** of the gold lines and their inputs: floors hold for what they were measured on */
  readonly gold: string;
  readonly values: Readonly<Record<string, number>>;
}

/** Digest of gold and inputs. */
export function corpusDigest(parts: Iterable<string | Uint8Array>): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex").slice(0, 16);
}

/** The half that an id belongs to where nothing else says it: by the parity of its digest. */
export function halfOf(id: string): "build" | "check" {
  const digest = createHash("sha256").update(id).digest("hex");
  return Number.parseInt(digest.slice(-1), 16) % 2 === 0 ? "build" : "check";
}

/** What of a report is held by floors: shares from 0 to 1, cut to four digits. */
export function measured(report: Report): Record<string, number> {
  const values: Record<string, number> = {};
  const keep = (name: string, value: number) => {
    values[name] = Math.floor(value * 10_000) / 10_000;
  };
  keep("documents", report.documents ? 1 - report.failed / report.documents : 1);
  keep("laws", report.laws.checked ? 1 - report.laws.broken / report.laws.checked : 1);
  for (const [name, { ok, of }] of Object.entries({ ...report.facts, ...report.snippets })) keep(`fact ${name}`, ok / of);
  for (const [name, { f1 }] of Object.entries(report.bodies)) keep(`body ${name}`, f1);
  for (const [name, { f1 }] of Object.entries(report.entities)) keep(`entities ${name}`, f1);
  return values;
}

/** Which floors are not reached; none where nothing was measured yet. */
export function belowFloors(floors: Floors | undefined, values: Readonly<Record<string, number>>): string[] {
  return Object.entries(floors?.values ?? {})
    .filter(([name, floor]) => (values[name] ?? 0) < floor)
    .map(([name, floor]) => `${name}: ${values[name] ?? "not measured"}, the floor is ${floor}`);
}
