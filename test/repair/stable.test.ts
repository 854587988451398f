import { expect, test } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { assessDamage } from "../../src/repair/assess/assess-damage.js";
import { repairString } from "../../src/repair/repair.js";
import { simplifyString } from "../../src/text/simplify/simplify.js";
import { fold } from "../support/damage-model.js";
import { soundTexts } from "../support/damage-text.js";
import { randomFrom } from "../support/policy-text.js";

const dictionary = loadDictionary();
const seed = Number(process.env.SEED ?? 1);
const documents = 6;
const size = 1200;

const repaired = (text: string) => repairString(text, assessDamage(text, dictionary));
const normalised = (text: string) => simplifyString(repaired(text), dictionary.script);

/** Lines of so many columns, two for what is not ASCII. */
function wrap(text: string, width: number, indent: string): string {
  let column = 0;
  return text.replace(/[\s\S]/gu, (char) => {
    if (char === "\n") {
      column = 0;
      return `\n${indent}`;
    }
    const columns = char.length > 1 || char.charCodeAt(0) > 0x7f ? 2 : 1;
    const full = column + columns > width;
    column = full ? columns : column + columns;
    return full ? `\n${indent}${char}` : char;
  });
}

/** How a sound text may be written. */
const written: Readonly<Record<string, (text: string) => string>> = {
  "as it is": (text) => text,
  "with half-width marks": fold,
  "with indents": (text) => text.replace(/^/gm, "\u3000\u3000"),
  "in lines of 76 columns": (text) => wrap(text, 76, ""),
  "in indented lines of 60 columns": (text) => wrap(text, 60, "    "),
  "in lines of 40 columns that end in two characters": (text) => wrap(text, 40, "").replaceAll("\n", "\r\n"),
};

for (const [kind, make] of Object.entries(soundTexts)) {
  test(`${kind}: what was repaired and simplified is not changed any more, however it was written (SEED=${seed})`, {
    timeout: 60_000,
  }, () => {
    const random = randomFrom(seed);
    for (let i = 0; i < documents; i++) {
      const text = make(size, random);
      for (const [way, write] of Object.entries(written)) {
        const once = repaired(write(text));
        expect(repaired(once), `repaired, ${way}`).toBe(once);
        const whole = normalised(write(text));
        expect(normalised(whole), `repaired and simplified, ${way}`).toBe(whole);
      }
    }
  });
}

/** Where lines end, in characters without line breaks. */
function lineEnds(text: string): Set<number> {
  let at = 0;
  return new Set(text.split("\n").map((line) => (at += line.length)));
}

test(`lines broken at a width are joined and lose nothing, and paragraphs stay apart (SEED=${seed})`, () => {
  const text = soundTexts["clean Simplified"]?.(6000, randomFrom(seed)) ?? "";
  const sound = repaired(text.replaceAll(" ", ""));
  for (const indent of ["", "    "]) {
    const broken = wrap(sound, 76, indent);
    const joined = repaired(broken);
    expect(joined.replaceAll("\n", "")).toBe(sound.replaceAll("\n", ""));
    const ends = lineEnds(joined);
    expect([...lineEnds(sound)].filter((end) => !ends.has(end))).toEqual([]);
    const [most, left] = [broken, joined].map((one) => one.split("\n").length - sound.split("\n").length) as [number, number];
    expect(left / most).toBeLessThan(0.3);
  }
});
