import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { loadDictionary } from "../../src/dictionary/load.js";
import type { Doc } from "../../src/entities/doc.js";
import { nameStartBehind } from "../../src/entities/persons/beside-posts.js";
import { nameEnds } from "../../src/entities/persons/name-end.js";
import { type NameEvidence, postBefore } from "../../src/entities/persons/posts.js";
import { docOf } from "./companies.js";
import type { Example } from "./learn.js";
import { filled, pick, words } from "./sentences.js";

/** How many sentences are made with names, and how many without. */
const SENTENCES = 22_000;
const WITHOUT = 11_000;
/** How many rows of words are made, where no post stands. */
const ROWS = 1_500;

/** Draws names and characters as often as they are met, the frequent ones a little less. */
function drawing(classes: ReadonlyMap<string, number>, random: () => number): () => string {
  const items = [...classes].map(([item, number]) => ({ item, weight: 2 ** (0.6 * number) }));
  const sum = items.reduce((total, { weight }) => total + weight, 0);
  return () => {
    let left = random() * sum;
    for (const { item, weight } of items) {
      left -= weight;
      if (left <= 0) return item;
    }
    return items[0]?.item ?? "";
  };
}

/** Sentences that name persons beside their posts, or nobody, as examples of where names end. */
export function personSentences(random: () => number): Example[] {
  const { given, right, contexts, none } = words.persons;
  const { names } = loadDictionary();
  const surname = drawing(names.characters.surnames, random);
  const character = drawing(names.characters.given, random);
  const known = [...names.surnames];
  const posts = [...names.posts.before.words].filter(([, force]) => force === "firm").map(([word]) => word);
  const weak = [...names.posts.before.words].filter(([, force]) => force === "weak").map(([word]) => word);
  const post = (): string => (random() < 0.9 ? pick(posts, random) : pick(weak, random));
  // names that the segmenter's dictionary has
  const namesakes = dictionaryWords(
    (word, tag) => /^(?:nr|nrfg|ns|nz)$/.test(tag) && /^.{2,3}$/u.test(word) && names.surnames.has(word[0] as string) && !isWord(word),
  );
  const name = (): string => {
    const before = random() < 0.9 ? surname() : pick(known, random);
    if (random() < 0.15) return before + pick(given, random);
    if (random() < 0.15) return pick(namesakes, random);
    return before + character() + (random() < 0.65 ? character() : "");
  };
  const examples: Example[] = [];
  for (let i = 0; i < SENTENCES; i++) {
    const context = pick(contexts, random)
      .replace(/@/g, post)
      .replace(/%/g, () => pick(right, random));
    const { text, names: placed } = filled(context, name);
    examples.push(...personExamples(docOf(text), placed, 1));
  }
  const language = languageWords(new Set([...names.surnames, ...names.characters.surnames.keys()]));
  for (let i = 0; i < WITHOUT; i++) {
    const word = random() < 0.35 ? pick(none, random) : pick(language, random);
    const text = `${random() < 0.5 ? "，" : ""}${random() < 0.25 ? pick(weak, random) : post()}${random() < 0.1 ? "：" : ""}${word}${random() < 0.5 ? pick(right, random) : "。"}`;
    examples.push(...personExamples(docOf(text), [], 1));
  }
  const places = [...loadDictionary().places.names.words.keys()].filter((word) => names.surnames.has(word[0] as string));
  for (let i = 0; i < ROWS; i++) {
    const items = Array.from({ length: 4 }, () => pick(random() < 0.25 ? places : language, random));
    const lead = pick(["", "包括", "重点发展", "涉及", "："], random);
    const starts = items.map((_, n) => lead.length + items.slice(0, n).join("、").length + Math.min(n, 1));
    examples.push(...personExamples(docOf(`${lead}${items.join("、")}${pick(right, random)}`), [], 1, starts));
  }
  return examples;
}

/** Whether a name of the segmenter's dictionary is a place's, or made of a word. */
function isWord(word: string): boolean {
  const { names, places } = loadDictionary();
  const given = names.characters.given;
  return places.names.words.has(word) || [...word.slice(1)].some((character) => (given.get(character) ?? 0) < 8);
}

/** Words of the language that begin as surnames do: 高新技术, 全程. */
function languageWords(surnames: ReadonlySet<string>): string[] {
  return dictionaryWords(
    (word, tag, count) =>
      /^\p{Script=Han}{2,5}$/u.test(word) &&
      surnames.has(word[0] as string) &&
      count > 60 &&
      /^[vadncpflmqrstuzb]/.test(tag) &&
      !/^n[rszt]/.test(tag),
  );
}

/** The words of the segmenter's dictionary that a test takes. */
function dictionaryWords(takes: (word: string, tag: string, count: number) => boolean): string[] {
  const path = createRequire(import.meta.url).resolve("nodejieba/submodules/cppjieba/dict/jieba.dict.utf8");
  return readFileSync(path, "utf8")
    .split("\n")
    .map((row) => row.split(" "))
    .filter(([word = "", count, tag = ""]) => takes(word, tag, Number(count)))
    .map(([word]) => word as string);
}

/** Every offset of a doc at which rules look for a name, with the ends that it may have. `placed`: the right names; `listed`: where items begin that are none. */
export function personExamples(
  doc: Doc,
  placed: readonly { start: number; end: number }[],
  weight: number,
  listed: readonly number[] = [],
): Example[] {
  const { names } = doc.dictionary;
  const starts = new Map<number, NameEvidence>();
  for (let end = 2; end < doc.text.length; end++) {
    const ahead = postBefore(doc.text, end, names);
    const at = ahead && nameStartBehind(doc, end, ahead);
    if (ahead && at) starts.set(at, ahead.evidence);
  }
  for (const start of listed) starts.set(start, "firm");
  for (const { start } of placed) if (!starts.has(start)) starts.set(start, /[与和及]/.test(doc.text[start - 1] ?? "") ? "weak" : "firm");
  return [...starts].flatMap(([start, evidence]) => {
    const right = placed.find((name) => name.start === start)?.end ?? null;
    const candidates = nameEnds(doc, start, names, evidence);
    const number = candidates.findIndex(({ at }) => at === right);
    return number < 0 || candidates.length < 2 ? [] : [{ candidates: candidates.map(({ features }) => features), right: number, weight }];
  });
}
