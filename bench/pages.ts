import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { dictionaryFolder } from "../src/dictionary/folder.js";

export interface BenchPage {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
}

/** The package's folder: benches run as they are compiled, from dist/, since a loader that names each function slows what makes many. */
export const root = join(dictionaryFolder(), "..");

/** The pages to measure on: those of ZHENGWEN_CORPUS when it is set, the samples otherwise. */
export function benchPages(): { corpus: string; pages: BenchPage[] } {
  const corpus = process.env.ZHENGWEN_CORPUS;
  if (!corpus) {
    const folder = join(root, "samples");
    const names = readdirSync(folder).filter((name) => /\.(html|txt)$/.test(name));
    return { corpus: "samples/", pages: names.map((name) => ({ name, bytes: readFileSync(join(folder, name)), contentType: null })) };
  }
  const folder = join(corpus, "eval");
  const lines = ["seeds", "pages"].flatMap((name) =>
    readFileSync(join(folder, `${name}.gold.jsonl`), "utf8")
      .trim()
      .split("\n"),
  );
  const pages = lines.map((line) => {
    const { id, path, contentType } = JSON.parse(line) as { id: string; path: string; contentType?: string };
    return { name: id, bytes: readFileSync(join(folder, path)), contentType: contentType ?? null };
  });
  return { corpus: "ZHENGWEN_CORPUS", pages };
}
