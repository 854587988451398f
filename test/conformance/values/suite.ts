import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadDictionary } from "../../../src/dictionary/load.js";
import type { Context } from "../../../src/entities/annotator.js";
import type { Doc } from "../../../src/entities/doc.js";
import { normalise } from "../../../src/pipeline/normalise.js";
import { docOf, type Found, valuesIn } from "../../entities/values.js";

/** One case of another project's test suite, with what it must give in our conventions. */
export interface Case {
  /** file and place in it: stable as long as the corpus is */
  readonly id: string;
  readonly input: string;
  readonly expected: unknown;
  /** what we find */
  readonly found: () => unknown;
}

export interface Suite {
  readonly name: string;
  /** how the suite's conventions are put into ours */
  readonly translated: readonly string[];
  readonly cases: readonly Case[];
}

/** A JSON file of the corpus, which may begin with a byte-order mark. */
export function readCases<T>(corpus: string, name: string): T {
  return JSON.parse(readFileSync(join(corpus, "conformance", name), "utf8").replace(/^\uFEFF/, "")) as T;
}

/** The text as the pipeline would hand it to the annotators. */
export function normal(input: string): string {
  return normalise(input, loadDictionary());
}

export function docIn(input: string): Doc {
  return docOf(normal(input));
}

export function valuesOf(input: string, known: Partial<Context> = {}): Found[] {
  return valuesIn(normal(input), known);
}

/** To twelve digits, as the suites print their doubles. */
export function printed(value: number): string {
  return String(Number(value.toPrecision(12)));
}
