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
const WITHOUT = 12_000;

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
  const name = (): string => {
    const before = random() < 0.9 ? surname() : pick(known, random);
    if (random() < 0.15) return before + pick(given, random);
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
    const text = `${random() < 0.5 ? "，" : ""}${post()}${random() < 0.1 ? "：" : ""}${word}${random() < 0.5 ? pick(right, random) : "。"}`;
    examples.push(...personExamples(docOf(text), [], 1));
  }
  return examples;
}

/** Words of the language that begin as surnames do: 高新技术, 全程. */
function languageWords(surnames: ReadonlySet<string>): string[] {
  const path = createRequire(import.meta.url).resolve("nodejieba/submodules/cppjieba/dict/jieba.dict.utf8");
  return readFileSync(path, "utf8")
    .split("\n")
    .map((row) => row.split(" "))
    .filter(
      ([word = "", count, tag = ""]) =>
        /^\p{Script=Han}{2,5}$/u.test(word) &&
        surnames.has(word[0] as string) &&
        Number(count) > 60 &&
        /^[vadncpflmqrstuzb]/.test(tag) &&
        !/^n[rszt]/.test(tag),
    )
    .map(([word]) => word as string);
}

/** Every offset of a doc at which rules look for a name, with the ends that it may have. `placed`: the right names. */
export function personExamples(doc: Doc, placed: readonly { start: number; end: number }[], weight: number): Example[] {
  const { names } = doc.dictionary;
  const starts = new Map<number, NameEvidence>();
  for (let end = 2; end < doc.text.length; end++) {
    const ahead = postBefore(doc.text, end, names);
    const at = ahead && nameStartBehind(doc, end, ahead);
    if (ahead && at) starts.set(at, ahead.evidence);
  }
  for (const { start } of placed) if (!starts.has(start)) starts.set(start, /[与和及]/.test(doc.text[start - 1] ?? "") ? "weak" : "firm");
  return [...starts].flatMap(([start, evidence]) => {
    const right = placed.find((name) => name.start === start)?.end ?? null;
    const candidates = nameEnds(doc, start, names, evidence);
    const number = candidates.findIndex(({ at }) => at === right);
    return number < 0 || candidates.length < 2 ? [] : [{ candidates: candidates.map(({ features }) => features), right: number, weight }];
  });
}
