import * as z from "zod";
import { buildScriptConverter, type ScriptConverter } from "../../text/simplify/converter.js";
import { readJson } from "../file.js";

const word = z.string().regex(/^\p{Script=Han}+$/u, "only Han characters");

const schema = z
  .strictObject({
    variants: z.array(
      z.tuple([word, word]).refine(([from, to]) => from.length === to.length, "a variant is as long as what it stands for"),
    ),
    phrases: z.array(z.tuple([word, word])),
    strays: word,
    names: word,
  })
  .refine(({ variants }) => unique(variants), "a key stands twice in variants")
  .refine(({ phrases }) => unique(phrases), "a key stands twice in phrases");

const unique = (rows: readonly (readonly [string, string])[]) => new Set(rows.map(([key]) => key)).size === rows.length;

/**
 * OpenCC's dictionaries and what the project adds to them.
 * @throws dictionary.invalid naming file and line
 */
export function loadScript(folder: string): ScriptConverter {
  return buildScriptConverter(readJson(folder, "repair/script.json", schema));
}
