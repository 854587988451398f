import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadDictionary } from "../src/dictionary/load.js";
import { asZhengwenError } from "../src/model/errors.js";
import type { Document } from "../src/model/record.js";
import { defaultLimits } from "../src/pipeline/limits.js";
import { runPipeline } from "../src/pipeline/pipeline.js";
import { root } from "./pages.js";

const folders = ["samples", "test/eval/issuers", "test/eval/documents"];
const fewest = 300;
const most = 800;

/** Places that records belong to: 30 cities of 10 provinces. */
const cities = ["11", "13", "32", "33", "35", "37", "42", "43", "44", "51"].flatMap((province) =>
  ["01", "02", "03"].map((city) => `${province}${city}00`),
);
const kinds = ["notice", "opinion", "measures", "plan", "news"] as const;

/** Numbers from a seed: the same records in every run. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** The documents that the texts of this repository come to. */
function realDocuments(): Document[] {
  const dictionary = loadDictionary();
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => /\.(txt|html)$/.test(name))
      .map((name) => join(root, folder, name)),
  );
  return files.flatMap((file) => {
    const contentType = file.endsWith(".html") ? "text/html" : "text/plain; charset=utf-8";
    const input = { bytes: readFileSync(file), url: null, finalUrl: null, contentType, fetchedAt: null, hints: {}, attachments: [] };
    try {
      return [runPipeline(input, { dictionary, limits: defaultLimits }).document];
    } catch (cause) {
      console.error(`left out: ${file}: ${asZhengwenError(cause).code}`);
      return [];
    }
  });
}

export interface SearchCorpus {
  /** sentences of real texts */
  readonly sentences: readonly string[];
  /** The record of a number: the same in every run. */
  document(number: number): Document;
}

/** Records of 300 to 800 characters recombined from real sentences, with place, day, kind and issuer drawn. */
export function searchCorpus(): SearchCorpus {
  const real = realDocuments();
  const sentences = [...new Set(real.flatMap(({ text }) => text.split(/(?<=[。；\n])/)).map((one) => one.trim()))].filter(
    ({ length }) => length >= 8 && length <= 200,
  );
  const titles = real.flatMap(({ title }) => title ?? []);
  const issuers = [...new Set(real.flatMap((document) => document.issuers))];
  const [template] = real;
  if (template === undefined) throw new Error("No text could be read.");
  return {
    sentences,
    document: (number) => {
      const random = randomFrom(Math.imul(number + 1, 2654435761));
      const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T;
      const length = fewest + random(most - fewest - 100);
      let text = "";
      while (text.length < length) text += `${pick(sentences)}${random(4) === 0 ? "\n" : ""}`;
      text = `${text.slice(0, most - 1)}\n`;
      const url = `https://bench.example/${number}`;
      const digest = createHash("sha256").update(url).digest("hex");
      const title = `${pick(titles)}之${number}`;
      const two = (from: number, below: number) => String(from + random(below)).padStart(2, "0");
      const code = pick(cities);
      return {
        ...template,
        id: digest.slice(0, 32),
        url,
        canonicalUrl: url,
        claimedUrl: null,
        originalUrl: null,
        source: null,
        script: "hans",
        title,
        titleOriginal: title,
        publishedAt: `20${two(10, 15)}-${two(1, 12)}-${two(1, 28)}`,
        issuers: [pick(issuers)],
        issuerLevel: "prefecture",
        kind: pick(kinds),
        jurisdiction: { code, name: code, evidence: "issuer" },
        dates: [],
        status: [],
        cites: [],
        text,
        original: text,
        parts: [],
        measures: [],
        repairs: [],
        entities: [],
        attachments: [],
        keywords: [],
        notes: [],
        fingerprint: digest.slice(32, 48),
      };
    },
  };
}
