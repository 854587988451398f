import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

/** What a page says for an English string: the string itself, or its translation. */
export type Say = (english: string) => string;

/** English strings and what stands for them; what is empty is missing. `{number}` in a key is any number, which goes to the same place in the translation. */
export type Translations = Readonly<Record<string, string>>;

const schema = z.record(z.string(), z.string());

/** The Chinese of the pages, from zh-CN.json beside this file. */
export function readTranslations(): Translations {
  return schema.parse(JSON.parse(readFileSync(join(import.meta.dirname, "zh-CN.json"), "utf8")));
}

/**
 * Makes pages with translations, each of which must be used, and which must have all that the pages say.
 * @throws naming, in the form of the file, each string that has no translation, each translation that nothing uses, and
 * each that lacks a piece of code (in backticks) or a `{placeholder}` of its English
 */
export function translated<T>(translations: Translations, write: (say: Say) => T): T {
  const missing = new Set<string>();
  const filled = new Map(Object.entries(translations).filter(([, translation]) => translation !== ""));
  const unused = new Set(filled.keys());
  const result = write((english) => {
    if (english === "") return "";
    const key = filled.has(english) ? english : english.replace(/\d+/g, "{number}");
    const translation = filled.get(key);
    if (translation === undefined) {
      missing.add(english);
      return english;
    }
    unused.delete(key);
    const numbers = key === english ? [] : (english.match(/\d+/g) ?? []);
    return numbers.reduce((text, number) => text.replace("{number}", number), translation);
  });
  const lacking = [...filled].filter(([key, translation]) => !hasAll(translation, codeOf(key))).map(([key]) => key);
  const faults = [
    ...list("add, translated", missing, (key) => `  ${JSON.stringify(key)}: "",`),
    ...list("remove, as nothing says it any more", unused, (key) => `  ${JSON.stringify(key)}`),
    ...list("correct, as code or a {placeholder} is not in the translation", new Set(lacking), (key) => `  ${JSON.stringify(key)}`),
  ];
  if (faults.length > 0) throw new Error(["scripts/reference/zh-CN.json does not fit what the program says", ...faults].join("\n"));
  return result;
}

/** Whether a text has each of some pieces, as often as they are named. */
function hasAll(text: string, pieces: readonly string[]): boolean {
  return pieces.every((piece) => text.split(piece).length >= pieces.filter((other) => other === piece).length + 1);
}

const codeOf = (english: string): string[] => english.match(/`[^`]+`|\{[a-z]+\}/g) ?? [];

function list(task: string, keys: ReadonlySet<string>, line: (key: string) => string): string[] {
  return keys.size === 0 ? [] : [`${task}:`, ...[...keys].map(line)];
}
