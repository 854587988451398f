import * as z from "zod";
import { wordList } from "../lexicon/longest-match.js";

/** A list of words in a JSON file, read as an index that finds them at a place in a text. */
export const words = z.array(z.string().regex(/^\S+$/)).min(1).transform(wordList);

/** Characters that stand together in a string of a JSON file, read as a set. */
export const characters = z
  .string()
  .regex(/^\S+$/)
  .transform((value): ReadonlySet<string> => new Set(value));
