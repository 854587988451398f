import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as jieba from "nodejieba";
import { ZhengwenError } from "../model/errors.js";
import { loadUrls, type UrlRules } from "./urls.js";

/** Everything that `dictionaries/` holds, read and checked once. */
export interface Dictionary {
  /** digest of all files: part of a record's `pipeline` */
  readonly digest: string;
  readonly urls: UrlRules;
}

let loaded: Dictionary | undefined;

/**
 * Reads `dictionaries/` (once in a process) and gives its words to the segmenter.
 * @throws dictionary.invalid naming file and row
 */
export function loadDictionary(folder = defaultFolder()): Dictionary {
  if (loaded) return loaded;
  loadSegmenter(folder);
  loaded = {
    digest: digestOf(folder),
    urls: loadUrls(folder),
  };
  return loaded;
}

/** The folder `dictionaries/` of the package, whether run from source or from dist. */
function defaultFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "dictionaries", "README.md"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new ZhengwenError("dictionary.invalid", "dictionaries/ is missing from the package.");
    folder = parent;
  }
  return join(folder, "dictionaries");
}

function loadSegmenter(folder: string): void {
  const words = join(folder, "words.txt");
  // nodejieba aborts the process on a path that does not exist
  if (!existsSync(words)) throw new ZhengwenError("dictionary.invalid", "words.txt is missing.");
  jieba.load({ userDict: words });
}

function digestOf(folder: string): string {
  const hash = createHash("sha256");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) hash.update(file.slice(folder.length)).update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}
