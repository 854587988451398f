import { readFileSync } from "node:fs";
import { join } from "node:path";
import type * as z from "zod";
import { ZhengwenError } from "../model/errors.js";

/** The text of a file below `dictionaries/`. @throws dictionary.invalid when it cannot be read */
export function readText(folder: string, name: string): string {
  try {
    return readFileSync(join(folder, name), "utf8");
  } catch (cause) {
    throw new ZhengwenError("dictionary.invalid", `${name}: ${(cause as Error).message}`, { cause });
  }
}

/** A JSON file below `dictionaries/`, validated row by row. @throws dictionary.invalid naming file and row */
export function readJson<T extends z.ZodType>(folder: string, name: string, schema: T): z.infer<T> {
  let value: unknown;
  try {
    value = JSON.parse(readText(folder, name));
  } catch (cause) {
    if (cause instanceof ZhengwenError) throw cause;
    throw new ZhengwenError("dictionary.invalid", `${name}: ${(cause as Error).message}`, { cause });
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.slice(0, 5).map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new ZhengwenError("dictionary.invalid", `${name}: ${issues.join("; ")}`);
}

/** The rows of a text file below `dictionaries/`: one a line, `#` begins a comment, empty lines do not count. */
export function readRows(folder: string, name: string): string[] {
  return readText(folder, name)
    .split("\n")
    .map((line) => line.replace(/(^|\s)#.*$/, "").trim())
    .filter((line) => line.length > 0);
}
