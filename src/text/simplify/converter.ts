import compatibility from "opencc-js/dict/CJK_Compatibility_Ideographs";
import hkVariants from "opencc-js/dict/HKVariantsRev";
import hkVariantPhrases from "opencc-js/dict/HKVariantsRevPhrases";
import toSimplified from "opencc-js/dict/TSCharacters";
import toSimplifiedPhrases from "opencc-js/dict/TSPhrases";
import twVariants from "opencc-js/dict/TWVariantsRev";
import twVariantPhrases from "opencc-js/dict/TWVariantsRevPhrases";
import { buildMarks, notSimplified, simplifiedOnly, traditionalOnly } from "./marks.js";
import { buildMatcher, convertString, type Entry, type Matcher } from "./matcher.js";

export { simplifiedOnly, traditionalOnly };

/** The standard that a Traditional text follows: OpenCC's own, Taiwan's, Hong Kong's. */
export type Standard = "t" | "tw" | "hk";

/** What the project adds to OpenCC's tables (`dictionaries/repair/script.json`). */
export interface ScriptRows {
  /** Taiwan's variants and what they stand for in OpenCC's Traditional; the same on both sides keeps a word as it is */
  readonly variants: readonly Entry[];
  /** Traditional words and how they are written in Simplified */
  readonly phrases: readonly Entry[];
  /** characters of GB 2312 that are Traditional all the same wherever they stand */
  readonly strays: string;
  /** characters outside GB 2312 that Simplified text writes all the same, most of them in names */
  readonly names: string;
}

/** Everything that simplifying needs, built from OpenCC's dictionaries and the project's own rows, each part once. */
export interface ScriptConverter {
  /** by standard; `hans` converts only what Simplified text never holds */
  readonly matchers: Readonly<Record<Standard | "hans", Matcher>>;
  /** by code unit: `traditionalOnly`, `simplifiedOnly`, or 0 for what both scripts write */
  readonly kinds: Uint8Array;
  /** the same with the bits that distinguish the standards of Traditional */
  readonly marks: Uint8Array;
}

const rowsOf = (rows: string): Entry[] => rows.split("|").map((row) => row.split(" ") as [string, string]);

export function buildScriptConverter(own: ScriptRows): ScriptConverter {
  const characters = rowsOf(toSimplified);
  const phrases = [...rowsOf(toSimplifiedPhrases), ...own.phrases];
  const variants = [...rowsOf(twVariants), ...rowsOf(hkVariants)];
  const simple = new Map(characters);
  const base: Entry[] = [
    ...rowsOf(compatibility).map(([from, to]): Entry => [from, simple.get(to) ?? to]),
    // a variant of either standard that Simplified text does not write is converted wherever it stands
    ...variants.map(([from, to]): Entry => [from, simple.get(to) ?? to]).filter(isNotSimplified),
    ...characters,
    ...keepConverted(phrases, simple),
    ...phrases,
  ];
  const marks = buildMarks(characters, variants, own);
  // 苧 is the Simplified form of 薴, and a Traditional character (苎) itself
  const written = new Set(characters.flatMap(([from, to]) => (from === to ? [] : [to])));
  // Simplified texts need none of these, and building all takes as long as some twenty pages
  const t = once(() => buildMatcher(base));
  const standard = (characters: string, words: string, rows: readonly Entry[]) =>
    once(() => buildMatcher([...base, ...compose(base, t(), rowsOf(characters), [...rowsOf(words), ...rows], phrases)]));
  const tw = standard(twVariants, twVariantPhrases, own.variants);
  const hk = standard(hkVariants, hkVariantPhrases, []);
  return {
    matchers: {
      hans: buildMatcher(base.filter(([key]) => isForeign(key, marks) && !written.has(key))),
      get t() {
        return t();
      },
      get tw() {
        return tw();
      },
      get hk() {
        return hk();
      },
    },
    kinds: marks.map((mark) => mark & (traditionalOnly | simplifiedOnly)),
    marks,
  };
}

function once(build: () => Matcher): () => Matcher {
  let built: Matcher | undefined;
  return () => {
    built ??= build();
    return built;
  };
}

/** 祕→秘 and 峯→峰 are conversions; 著→着 would be one of Simplified text too. */
function isNotSimplified([from, to]: Entry): boolean {
  return from !== "著" && from !== "么" && from !== to;
}

/** Whether a word cannot be Simplified as it stands. */
function isForeign(word: string, marks: Uint8Array): boolean {
  for (let i = 0; i < word.length; i++) if (((marks[word.charCodeAt(i)] as number) & notSimplified) !== 0) return true;
  return false;
}

/** What phrases became must stay so when it is converted again: 毕昇, from 畢昇, is not 毕升. */
function keepConverted(phrases: readonly Entry[], simple: ReadonlyMap<string, string>): Entry[] {
  return phrases
    .filter(([, to]) => [...to].some((character) => (simple.get(character) ?? character) !== character))
    .map(([, to]) => [to, to]);
}

/**
 * OpenCC first writes a standard's variants as its own Traditional and then simplifies; here both are one step. A phrase to
 * be simplified is also looked for as the standard writes it.
 * @param t the matcher of `base`
 */
function compose(
  base: readonly Entry[],
  t: Matcher,
  variants: readonly Entry[],
  variantPhrases: readonly Entry[],
  phrases: readonly Entry[],
): Entry[] {
  const reverse = new Map(variants.map(([from, to]) => [to, from]));
  // 祕 is a surname, 秘 is not: 李祕 is a name, 李秘書 is a secretary
  reverse.delete("祕");
  const written = (word: string) => Array.from(word, (character) => reverse.get(character) ?? character).join("");
  const characters = variants.map(([from, to]): Entry => [from, convertString(t, to)]);
  const words = [
    ...phrases.map(([from, to]): Entry => [written(from), to]).filter(([from], i) => from !== phrases[i]?.[0]),
    ...variantPhrases.map(([from, to]): Entry => [from, convertString(t, to)]),
  ];
  // most words only say what happens without them: leaving those out keeps the trie small
  const bare = buildMatcher([...base, ...characters]);
  const needed = words.filter(([from, to]) => convertString(t, from) !== to || convertString(bare, from) !== to);
  return [...characters, ...needed];
}
