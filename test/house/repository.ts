import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The folder of the repository. */
export const root = join(import.meta.dirname, "..", "..");

/** The text of a file, by its path in the repository. */
export const read = (path: string): string => readFileSync(join(root, path), "utf8");

/** All files that git keeps and that are there, by path, with `/` between folders. */
export function keptFiles(): string[] {
  const list = (...flags: string[]) =>
    execFileSync("git", ["ls-files", "-z", ...flags], { cwd: root, encoding: "utf8" })
      .split("\0")
      .filter(Boolean);
  const deleted = new Set(list("--deleted"));
  return list().filter((path) => !deleted.has(path));
}
