import { readFileSync } from "node:fs";
import { join } from "node:path";
import type * as z from "zod";
import { ZhengwenError } from "../model/errors.js";
import { checkJson } from "../text/checked-json.js";

/** A line of a file below `dictionaries/`. */
export interface Place {
  /** path below `dictionaries/`, with forward slashes */
  readonly file: string;
  /** counted from 1 */
  readonly line: number;
}

/** A row of a text file, without its comment. */
export interface Row extends Place {
  readonly text: string;
}

/** The error for a row that breaks its form: `places/stop.txt:12: …`. */
export function badRow({ file, line }: Place, reason: string): ZhengwenError {
  return new ZhengwenError("dictionary.invalid", `${file}:${line}: ${reason}`);
}

/** The text of a file below `dictionaries/`. @throws dictionary.invalid naming the file when it cannot be read */
export function readText(folder: string, file: string): string {
  try {
    return readFileSync(join(folder, file), "utf8");
  } catch (cause) {
    throw new ZhengwenError("dictionary.invalid", `${file}: ${(cause as Error).message}`, { cause });
  }
}

/** The rows of a text file below `dictionaries/`, one a line. `#` begins a comment; empty lines do not count. */
export function readRows(folder: string, file: string): Row[] {
  return readText(folder, file)
    .split(/\r?\n/)
    .map((line, i) => ({ text: line.replace(/(^|\s)#.*$/, "").trim(), file, line: i + 1 }))
    .filter(({ text }) => text.length > 0);
}

/**
 * The words of a text file below `dictionaries/`, one or more a line.
 * @param form what every word must match
 * @throws dictionary.invalid naming file and line of a word that does not
 */
export function readWords(folder: string, file: string, form: RegExp): string[] {
  return readRows(folder, file).flatMap((row) => {
    const words = row.text.split(/\s+/);
    const bad = words.find((word) => !form.test(word));
    if (bad !== undefined) throw badRow(row, `${bad} does not have the form ${form.source}`);
    return words;
  });
}

/**
 * The text of a file whose reader skips neither comments nor empty lines.
 * @param form what every line must match
 * @param shown the form as a person would write it
 * @throws dictionary.invalid naming file and line of the first that does not
 */
export function checkLines(folder: string, file: string, form: RegExp, shown: string): string {
  const text = readText(folder, file);
  const lines = text.replace(/\n$/, "").split("\n");
  const bad = lines.findIndex((line) => !form.test(line));
  if (bad >= 0) throw badRow({ file, line: bad + 1 }, `not of the form ${shown}: ${lines[bad]?.slice(0, 60)}`);
  return text;
}

/** A JSON file below `dictionaries/`, checked against a schema. @throws dictionary.invalid naming file and line of what breaks it */
export function readJson<T extends z.ZodType>(folder: string, file: string, schema: T): z.infer<T> {
  const checked = checkJson(readText(folder, file), schema, { comments: false });
  if ("value" in checked) return checked.value;
  const [first, ...more] = checked.mistakes.map(({ line, path, message }) => ({
    line,
    reason: path.length > 0 ? `${path.join(".")}: ${message}` : message,
  }));
  const shown = more.slice(0, 4).map(({ line, reason }) => `; line ${line}: ${reason}`);
  throw badRow({ file, line: first?.line ?? 1 }, `${first?.reason}${shown.join("")}`);
}
