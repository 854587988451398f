import type { DamageRules } from "../../dictionary/repair/damage.js";
import { number } from "../../lexicon/bigrams.js";
import type { ScriptConverter } from "../../text/simplify/converter.js";
import { glossAt, hasTone } from "./gloss.js";
import { isDigit, type Judge, simple } from "./language-model.js";
import { isReadAs } from "./pinyin.js";

/** So often of all its occurrences a character of a site's table is glossed: all the others came of damage. */
const nearlyAlways = 0.85;

/** What a document itself tells about how it reads on: its neighbours, its characters, and which of them the site glosses. */
export function makeJudge(
  text: string,
  { damage, script }: { readonly damage: DamageRules; readonly script: ScriptConverter },
  traditional: boolean,
): Judge {
  const neighbours = new Map<string, number>();
  const threes = new Map<string, number>();
  const chars = new Map<string, number>();
  const glosses = new Map<string, number>();
  const standing = new Map<string, number>();
  const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  const toned = hasTone(text);
  let last = "";
  let lastButOne = "";
  const add = (next: string) => {
    count(chars, next);
    if (last !== "") count(neighbours, last + next);
    if (lastButOne !== "") count(threes, lastButOne + last + next);
    lastButOne = last;
    last = next;
  };
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (toned && char === "(") {
      const gloss = glossAt(text, i);
      if (gloss) {
        const glossed = text.charAt(i - 1);
        if (isReadAs(glossed, gloss.syllable)) count(glosses, glossed);
        i = gloss.end - 1;
        continue;
      }
    }
    const code = char.charCodeAt(0);
    if (code < 0x4e00 || code > 0x9fff) {
      // marks and numbers are neighbours too, where something stands beside them
      if (code > 0x2000 && code !== 0x3000) add(char);
      else if (isDigit(char)) {
        if (last !== number) add(number);
      } else {
        last = "";
        lastButOne = "";
      }
      continue;
    }
    if (toned) count(standing, char);
    add(simple(char, script));
  }
  let size = 1;
  for (const times of chars.values()) size += times;
  const glossed = new Set<string>();
  for (const [char, times] of glosses) if (times >= nearlyAlways * (standing.get(char) ?? times)) glossed.add(char);
  return { words: damage.words(), bigrams: damage.bigrams(), script, traditional, neighbours, threes, chars, size, glossed };
}
