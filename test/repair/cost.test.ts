import { test } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { damageOf } from "../../src/pipeline/normalise.js";
import { repair } from "../../src/repair/repair.js";
import { simplify } from "../../src/text/simplify/simplify.js";
import { expectLinear } from "../support/growth.js";

const dictionary = loadDictionary();

/** Texts made to be slow: what anchors a rule, over and over. */
const pieces: Readonly<Record<string, string>> = {
  "question marks": "?",
  "question marks between Han": "规?",
  brackets: "(",
  "brackets behind Han": "開(",
  "glosses of all Han": "開(kāi)",
  "glosses that fit nothing": "的(kāi)",
  "glosses without tone": "开(kai)想(xiang)",
  "glosses without end": "開(kāikāikāi",
  spaces: " ",
  "words set wide": "山 ",
  "wide gaps": "山    ",
  "ideographic spaces": "\u3000",
  radicals: "⻄⼀",
  "compatibility ideographs": "豈\u{2f800}",
  "private use": "\ue815\ue5e5",
  "lone surrogates": "\ud800",
  "zero-width characters": "\u200b",
  "full-width letters": "Ａ．",
  "half-width marks": "好,好:",
  "marks alone": ",，",
  "line ends before marks": "好\n，",
  "Latin letters": "ā",
};

for (const [what, piece] of Object.entries(pieces)) {
  test(`${what}: time grows with the length`, () => {
    const task = (size: number) => {
      const text = piece.repeat(Math.ceil(size / piece.length));
      return () => void simplify(repair(text, damageOf(null, text, dictionary)).text, dictionary.script);
    };
    expectLinear(task, 12_000);
  });
}
