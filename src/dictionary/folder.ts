import { existsSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { ZhengwenError } from "../model/errors.js";

/** The folder `dictionaries/` of the package, whether run from source or from dist. @throws dictionary.invalid */
export function dictionaryFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "dictionaries", "README.md"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new ZhengwenError("dictionary.invalid", "dictionaries/ is missing from the package.");
    folder = parent;
  }
  return join(folder, "dictionaries");
}

/** The folder of the CMaps that tell the characters of PDF fonts which are not embedded, with a separator at its end. */
export const cmapFolder = (): string => join(dictionaryFolder(), "derived", "cmaps") + sep;
