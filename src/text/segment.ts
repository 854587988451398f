import { createRequire } from "node:module";
import { ZhengwenError } from "../model/errors.js";

/** One segment of a text. `start` and `end` are UTF-16 offsets in it; `tag` is jieba's part of speech. */
export interface Token {
  readonly word: string;
  readonly tag: string;
  readonly start: number;
  readonly end: number;
}

/** Cuts texts into words. */
export interface Segmenter {
  /**
   * Loads the words unless they are loaded: a second and 235 MB, outside V8's heap and held until the process ends.
   * @throws dictionary.invalid when nodejieba was installed without its native addon
   */
  load(): void;
  /**
   * Segments a text, with parts of speech; the first call loads the words.
   * @returns tokens in order that cover the text without a gap
   */
  segment(text: string): Token[];
}

/** nodejieba's native addon. */
interface Addon {
  load(words: string, model: string, userWords: string, keywordWeights: string, stopWords: string): boolean;
  tag(text: string): { readonly word: string; readonly tag: string }[];
}

/** What the addon reads. It ends the process where one of the files does not exist. */
export interface SegmenterFiles {
  /** jieba's user dictionary: `word [[frequency] tag]` a line */
  readonly words: string;
  /** inverse document frequencies for the addon's keyword extraction, which is not used here: the fewer, the less memory */
  readonly keywordWeights: string;
}

const require = createRequire(import.meta.url);
const own = (file: string) => require.resolve(`nodejieba/submodules/cppjieba/dict/${file}`);

/**
 * A segmenter with words of its own. nodejieba's JavaScript holds one dictionary for the whole process, which the last caller
 * of `load` decides; each loading of its addon holds its own.
 */
export function openSegmenter({ words, keywordWeights }: SegmenterFiles): Segmenter {
  let addon: Addon | undefined;
  const loaded = (): Addon => {
    if (addon) return addon;
    const fresh = newAddon();
    fresh.load(own("jieba.dict.utf8"), own("hmm_model.utf8"), words, keywordWeights, own("stop_words.utf8"));
    addon = fresh;
    return fresh;
  };
  return {
    load: () => void loaded(),
    segment: (text) => tokensOf(text, loaded().tag(text)),
  };
}

/** `require` gives the same addon each time; this gives a new one. @throws dictionary.invalid when nodejieba has none */
function newAddon(): Addon {
  const loading = { exports: {} as Addon };
  try {
    process.dlopen(loading, require.resolve("nodejieba/build/Release/nodejieba.node"));
  } catch (cause) {
    const remedy = "install it without --ignore-scripts, or run `npm rebuild nodejieba`";
    throw new ZhengwenError("dictionary.invalid", `nodejieba's native addon does not load; ${remedy}: ${(cause as Error).message}`, {
      cause,
    });
  }
  return loading.exports;
}

function tokensOf(text: string, words: readonly { readonly word: string; readonly tag: string }[]): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (const { word, tag } of words) {
    const end = at + word.length;
    if (text.startsWith(word, at)) tokens.push({ word, tag, start: at, end });
    else {
      // the library drops what is not well-formed Unicode: find the word again and cover the gap
      const found = text.indexOf(word, at);
      if (found < 0) continue;
      if (found > at) tokens.push({ word: text.slice(at, found), tag: "x", start: at, end: found });
      tokens.push({ word, tag, start: found, end: found + word.length });
      at = found + word.length;
      continue;
    }
    at = end;
  }
  if (at < text.length) tokens.push({ word: text.slice(at), tag: "x", start: at, end: text.length });
  return tokens;
}
