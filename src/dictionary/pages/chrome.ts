import * as z from "zod";
import { oneOf } from "../../lexicon/alternation.js";
import { wordIndex } from "../../lexicon/longest-match.js";
import { readJson } from "../file.js";

const words = z.array(z.string().min(1));
const byKind = z.record(z.string().min(1), z.array(z.string().min(1)));

/** `dictionaries/pages/chrome.json`: what page chrome is called, by kind. Written in Simplified, half-width, without spaces. */
const chromeSchema = z.object({
  words: byKind,
  starts: byKind,
  contains: byKind,
  /** what a short line begins and ends with: 返回…首页 */
  wraps: z.record(z.string().min(1), z.array(z.tuple([z.string().min(1), z.string().min(1)]))),
  sections: byKind,
  names: byKind,
  threads: z.object({ hosts: words, addresses: words, likely: words, posts: words, details: words, content: words }),
});

/** Recognises page chrome in folded lines and in class or id words. */
export interface Chrome {
  /** The kind of chrome that makes up the whole line, or null. */
  wholly(line: string): string | null;
  /** The kind of chrome that a line begins with, or null. */
  begins(line: string): string | null;
  /** The kind of chrome that a short line is by its two ends, or null: 返回…首页. */
  wraps(line: string): string | null;
  /** The kind of chrome that a line, as published, is given away by, or null: ICP备, 版权所有. */
  holds(line: string): string | null;
  /** The kind of section that a line is the heading of, or null: what follows such a heading is chrome. */
  section(line: string): string | null;
  /** The kind of block that a class or id word names, or null. */
  named(name: string): string | null;
  /**
   * Words of forums: in the host's name, as parts of a path, those that other sites use as well (`likely`), and class words of a
   * post, of what surrounds its text, and of the text itself.
   */
  readonly threads: Readonly<Record<"hosts" | "addresses" | "likely" | "posts" | "details" | "content", ReadonlySet<string>>>;
}

// the words of a toolbar are separated by marks, counts and brackets
const filler = /[\s\d:|>»›·•●◆■□※,，。、.()[\]【】「」{}/+\-_—–*&<«‹~～=#①-⑳…!?]+/y;
// 返回腾讯网首页
const longestWrapped = 16;
const bullet = /^[\s•·●◆■□※*>»›\-—|[【(「]+/;

/** @throws dictionary.invalid */
export function loadChrome(folder: string): Chrome {
  const { words, starts, contains, wraps, sections, names, threads } = readJson(folder, "pages/chrome.json", chromeSchema);
  const whole = wordIndex(kinds(words));
  const start = wordIndex(kinds(starts));
  const sure = kinds(contains);
  const hint = new RegExp(oneOf([...sure.keys()]));
  const ends = Object.entries(wraps).flatMap(([kind, pairs]) => pairs.map(([first, last]) => ({ kind, first, last })));
  const heading = kinds(sections);
  const name = kinds(names);
  return {
    wholly(line) {
      let at = 0;
      let kind: string | null = null;
      while (at < line.length) {
        filler.lastIndex = at;
        if (filler.test(line)) {
          at = filler.lastIndex;
          continue;
        }
        const found = whole.at(line, at);
        if (!found) return null;
        kind ??= found.value;
        at += found.word.length;
      }
      return kind;
    },
    begins(line) {
      const lead = bullet.exec(line)?.[0].length ?? 0;
      return (start.at(line, lead) ?? (lead > 0 ? start.at(line, 0) : null))?.value ?? null;
    },
    wraps(line) {
      if (line.length > longestWrapped) return null;
      return ends.find(({ first, last }) => line.startsWith(first) && line.endsWith(last))?.kind ?? null;
    },
    holds: (line) => {
      const word = hint.exec(line)?.[0];
      return word === undefined ? null : (sure.get(word) ?? null);
    },
    section(line) {
      const bare = line
        .replace(bullet, "")
        .replace(/[\s:>»›】\])」|+]+$/, "")
        .replace(/(?:更多|more|MORE)$/, "");
      return heading.get(bare.replace(/[\s:>»›】\])」|+]+$/, "")) ?? null;
    },
    named: (word) => name.get(word) ?? null,
    threads: {
      hosts: new Set(threads.hosts),
      addresses: new Set(threads.addresses),
      likely: new Set(threads.likely),
      posts: new Set(threads.posts),
      details: new Set(threads.details),
      content: new Set(threads.content),
    },
  };
}

function kinds(table: Record<string, string[]>): Map<string, string> {
  const map = new Map<string, string>();
  for (const [kind, words] of Object.entries(table)) for (const word of words) map.set(word, kind);
  return map;
}
