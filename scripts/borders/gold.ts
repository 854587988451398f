import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Doc } from "../../src/entities/doc.js";
import { extract } from "../../src/index.js";
import { docOf } from "./companies.js";

interface GoldLine {
  readonly id: string;
  readonly path: string;
  readonly url?: string;
  readonly contentType?: string;
  readonly fetchedAt?: string;
  readonly half?: "build" | "check";
  readonly expect: {
    readonly entities?: readonly { type: string; text: string; in?: string; name?: string }[];
    readonly entityTypes?: readonly string[];
  };
}

/** The bodies of our gold documents, the checking halves left out, and the names that their gold has of a type. */
export function goldDocs(type: "organisation" | "person"): { doc: Doc; names: ReadonlySet<string> }[] {
  const root = join(import.meta.dirname, "..", "..");
  const corpus = process.env.ZHENGWEN_CORPUS;
  const files = [
    { gold: "test/eval/samples.gold.jsonl", folder: root },
    { gold: "test/eval/documents.gold.jsonl", folder: root },
    ...(corpus ? ["pages-gov", "pages-news"].map((name) => ({ gold: `test/eval/${name}.gold.jsonl`, folder: join(corpus, "eval") })) : []),
  ];
  return files.flatMap(({ gold, folder }) =>
    readFileSync(join(root, gold), "utf8")
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as GoldLine)
      .filter(
        ({ half, expect, path }) =>
          half !== "check" && expect.entities?.some((entity) => entity.type === type) && existsSync(join(folder, path)),
      )
      .map(({ path, url, contentType, fetchedAt, expect }) => {
        const { text } = extract(readFileSync(join(folder, path)), {
          ...(url && { url }),
          ...(contentType && { contentType }),
          ...(fetchedAt && { fetchedAt }),
        });
        return {
          doc: docOf(text),
          names: new Set(expect.entities?.flatMap((entity) => (entity.type === type ? (entity.name ?? entity.text) : []))),
        };
      }),
  );
}
