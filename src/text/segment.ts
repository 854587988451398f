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
  cut(text: string, guessing: true): string[];
  tag(text: string): TaggedWord[];
}

interface TaggedWord {
  readonly word: string;
  readonly tag: string;
}

/** How many words are remembered with their tags: a year of news holds some ten thousand; the memory is made anew when it is full. */
const MOST_WORDS = 40_000;
/** A longer word is a number or an address, which hardly comes again. */
const LONGEST_WORD = 12;

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
  const tagged = taggerOf();
  const loaded = (): Addon => {
    if (addon) return addon;
    const fresh = newAddon();
    fresh.load(own("jieba.dict.utf8"), own("hmm_model.utf8"), words, keywordWeights, own("stop_words.utf8"));
    addon = fresh;
    return fresh;
  };
  return {
    load: () => void loaded(),
    segment: (text) => {
      const { cut, tag } = loaded();
      return tokensOf(text, tagged(text, cut(text, true), tag));
    },
  };
}

/**
 * Tags words by what is known of them. The addon's `tag` cuts as its `cut` does, then looks each word up by itself; as it makes an
 * object and two strings of each, it takes twice the time. So a word's tag is asked for once.
 */
function taggerOf(): (text: string, cut: readonly string[], tag: Addon["tag"]) => TaggedWord[] {
  let known = new Map<string, TaggedWord>();
  const tags = new Map<string, string>();
  const keep = ({ word, tag }: TaggedWord): TaggedWord => {
    // one string for each tag, however often the addon gives it: comparing is then comparing addresses
    const own = tags.get(tag) ?? internalised(tag);
    tags.set(tag, own);
    const entry = { word, tag: own };
    if (word.length > LONGEST_WORD) return entry;
    if (known.size === MOST_WORDS) known = new Map();
    known.set(word, entry);
    return entry;
  };
  return (text, cut, tag) => {
    const words: TaggedWord[] = [];
    for (const word of cut) {
      const entry = known.get(word) ?? alone(word, tag, keep);
      // a word that was guessed from its neighbours may be cut up where it stands alone: then the text is tagged as a whole
      if (entry === null) return tag(text).map(keep);
      words.push(entry);
    }
    return words;
  };
}

/** A word's tag where the addon leaves it whole; null where it does not. */
function alone(word: string, tag: Addon["tag"], keep: (word: TaggedWord) => TaggedWord): TaggedWord | null {
  const [first, second] = tag(word);
  return first !== undefined && second === undefined && first.word === word ? keep(first) : null;
}

/** The same string as V8 holds it for the names of properties. */
function internalised(text: string): string {
  return Object.keys({ [text]: 0 })[0] as string;
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

function tokensOf(text: string, words: readonly TaggedWord[]): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (const { word, tag } of words) {
    const end = at + word.length;
    tokens.push({ word, tag, start: at, end });
    at = end;
  }
  // the library drops and replaces what is not well-formed Unicode, and nothing else
  return at === text.length && text.isWellFormed() ? tokens : foundIn(text, words);
}

/** The words where they stand in the text, with tokens over the gaps between them. */
function foundIn(text: string, words: readonly TaggedWord[]): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (const { word, tag } of words) {
    const found = text.indexOf(word, at);
    if (found < 0) continue;
    if (found > at) tokens.push({ word: text.slice(at, found), tag: "x", start: at, end: found });
    at = found + word.length;
    tokens.push({ word, tag, start: found, end: at });
  }
  if (at < text.length) tokens.push({ word: text.slice(at), tag: "x", start: at, end: text.length });
  return tokens;
}
