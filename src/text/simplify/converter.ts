import iconv from "iconv-lite";
import compatibility from "opencc-js/dict/CJK_Compatibility_Ideographs";
import hkVariants from "opencc-js/dict/HKVariantsRev";
import hkVariantPhrases from "opencc-js/dict/HKVariantsRevPhrases";
import toTraditional from "opencc-js/dict/STCharacters";
import toSimplified from "opencc-js/dict/TSCharacters";
import toSimplifiedPhrases from "opencc-js/dict/TSPhrases";
import twVariants from "opencc-js/dict/TWVariantsRev";
import twVariantPhrases from "opencc-js/dict/TWVariantsRevPhrases";
import { buildMatcher, type Matcher } from "./matcher.js";

/** The standard that a Traditional text follows: OpenCC's own (also what converters write), Taiwan's, Hong Kong's. */
export type Direction = "t" | "tw" | "hk";

/** What the project adds to OpenCC's tables (`dictionaries/script.json`). */
export interface ScriptRows {
  /** Taiwan variants and what they stand for in OpenCC's Traditional; the same on both sides keeps a word as it is */
  readonly variants: readonly (readonly [string, string])[];
  /** Traditional words and how they are written in Simplified */
  readonly phrases: readonly (readonly [string, string])[];
  /** characters of GB 2312 that are Traditional all the same wherever they stand */
  readonly strays: string;
}

/** Bits of `ScriptConverter.kinds`. */
export const traditionalOnly = 1;
export const simplifiedOnly = 2;

/** Everything that simplifying needs, built once from OpenCC's dictionaries and the project's own rows. */
export interface ScriptConverter {
  readonly toSimplified: Matcher;
  readonly variants: Readonly<Record<"tw" | "hk", Matcher>>;
  /** by code unit: whether it is written in one script only */
  readonly kinds: Uint8Array;
}

const rowsOf = (rows: string) => rows.split("|").map((row) => row.split(" ") as [string, string]);

export function buildScriptConverter(own: ScriptRows): ScriptConverter {
  const characters = rowsOf(toSimplified);
  const simple = new Map(characters);
  const compatible = rowsOf(compatibility).map(([from, to]): [string, string] => [from, simple.get(to) ?? to]);
  return {
    toSimplified: buildMatcher([...compatible, ...characters, ...rowsOf(toSimplifiedPhrases), ...own.phrases]),
    variants: {
      tw: buildMatcher([...rowsOf(twVariants), ...rowsOf(twVariantPhrases), ...own.variants]),
      hk: buildMatcher([...rowsOf(hkVariants), ...rowsOf(hkVariantPhrases)]),
    },
    kinds: buildKinds(characters, own.strays),
  };
}

/** GB 2312 holds what Simplified text is written with, Big5 what Traditional text is written with. */
function buildKinds(characters: readonly (readonly [string, string])[], strays: string): Uint8Array {
  const kinds = new Uint8Array(0x10000);
  const simplified = repertoire("gb18030", 0xb0, 0xf7, 0xa1);
  const traditional = repertoire("cp950", 0xa4, 0xf9, 0x40);
  const mark = (from: string, to: string, other: ReadonlySet<string>, kind: number) => {
    if (from !== to && !other.has(from)) for (let i = 0; i < from.length; i += 2) kinds[from.charCodeAt(i)] = kind;
  };
  for (const [from, to] of characters) if (from.length === 1) mark(from, to, simplified, traditionalOnly);
  for (const [from, to] of rowsOf(toTraditional)) if (from.length === 1) mark(from, to, traditional, simplifiedOnly);
  for (const stray of strays) kinds[stray.charCodeAt(0)] = traditionalOnly;
  return kinds;
}

function repertoire(charset: string, firstLead: number, lastLead: number, firstTrail: number): Set<string> {
  const bytes: number[] = [];
  for (let lead = firstLead; lead <= lastLead; lead++) for (let trail = firstTrail; trail < 0xff; trail++) bytes.push(lead, trail, 0x0a);
  return new Set(iconv.decode(Buffer.from(bytes), charset).split("\n"));
}
