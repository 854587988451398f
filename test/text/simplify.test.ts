import fc from "fast-check";
import * as opencc from "opencc-js";
import toSimplified from "opencc-js/dict/TSCharacters";
import toSimplifiedPhrases from "opencc-js/dict/TSPhrases";
import twVariantPhrases from "opencc-js/dict/TWVariantsRevPhrases";
import { describe, expect, test } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { toSource } from "../../src/text/offset-map.js";
import { buildScriptConverter } from "../../src/text/simplify/converter.js";
import { simplify, simplifyAs, simplifyString } from "../../src/text/simplify/simplify.js";
import { expectLinear } from "../support/growth.js";
import { policyText, randomFrom } from "../support/policy-text.js";

const { script } = loadDictionary();
/** OpenCC's tables and nothing else. */
const plain = buildScriptConverter({ variants: [], phrases: [], strays: "", names: "" });

const keysOf = (rows: string) => rows.split("|").map((row) => row.split(" ")[0] as string);
const toTaiwan = opencc.Converter({ from: "cn", to: "tw" });
const prose = fc.nat().map((seed) => policyText(60, randomFrom(seed)));
const pieces = fc.oneof(
  { weight: 3, arbitrary: prose.map((text) => toTaiwan(text)) },
  fc.constantFrom(...keysOf(toSimplifiedPhrases)),
  fc.constantFrom(...keysOf(toSimplified)),
  fc.constantFrom(...keysOf(twVariantPhrases)),
  fc.constantFrom("\n", "。", "2024年", "（附件1）", "👍🏽", "abc", "𠮷"),
);
const traditional = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(""));
const mixed = fc.array(fc.oneof(pieces, prose), { maxLength: 12 }).map((parts) => parts.join(""));

describe("OpenCC's string output is the oracle", () => {
  test("for its own Traditional", () => {
    const oracle = opencc.Converter({ from: "t", to: "cn" });
    fc.assert(
      fc.property(traditional, (text) => {
        expect(simplifyAs(text, "t", plain)).toBe(oracle(text));
      }),
      { numRuns: 1000 },
    );
  });

  for (const standard of ["tw", "hk"] as const) {
    test(`for prose as ${standard} writes it`, () => {
      const write = opencc.Converter({ from: "cn", to: standard });
      const oracle = opencc.Converter({ from: standard, to: "cn" });
      fc.assert(
        fc.property(fc.nat(), (seed) => {
          const text = write(policyText(400, randomFrom(seed)));
          expect(simplifyAs(text, standard, plain)).toBe(oracle(text));
          expect(simplify(text, script).text).toBe(oracle(text));
        }),
        { numRuns: 100 },
      );
    });
  }
});

test("Simplified prose stays as it is, and Traditional prose made of it comes back", () => {
  const writers = (["tw", "hk", "t"] as const).map((to) => opencc.Converter({ from: "cn", to }));
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const text = policyText(400, randomFrom(seed));
      expect(simplify(text, script)).toMatchObject({ text, script: "hans" });
      for (const write of writers) expect(simplify(write(text), script)).toMatchObject({ text, script: "hant" });
    }),
    { numRuns: 100 },
  );
});

test("what was simplified is not changed any more", () => {
  fc.assert(
    fc.property(mixed, (text) => {
      const once = simplifyString(text, script);
      expect(simplifyString(once, script)).toBe(once);
    }),
    { numRuns: 1000 },
  );
});

test("no character is simplified to one that would be simplified again", () => {
  for (const character of keysOf(toSimplified)) {
    for (const standard of ["t", "tw", "hk"] as const) {
      const once = simplifyAs(character, standard, script);
      expect(simplifyString(once, script)).toBe(once);
    }
  }
});

test("every span of the result maps to the span that alone becomes it", () => {
  fc.assert(
    fc.property(mixed, fc.nat(), fc.nat(), (text, a, b) => {
      const { text: simple, map } = simplify(text, script);
      expect(map.sourceLength).toBe(text.length);
      expect(map.targetLength).toBe(simple.length);
      const [start, end] = [Math.min(a, b) % (simple.length + 1), Math.max(a, b) % (simple.length + 1)];
      fc.pre(start < end);
      const span = toSource(map, start, end);
      // same length but for the runs that lie within
      let grown = 0;
      for (let i = 0; i < map.runs.length; i += 4) {
        const [from, to, first, last] = map.runs.subarray(i, i + 4) as unknown as [number, number, number, number];
        if (first >= start && last <= end) grown += last - first - (to - from);
        expect(simplifyString(text.slice(from, to), script, "t").length).toBe(last - first);
      }
      fc.pre(!cutsRun(map.runs, start) && !cutsRun(map.runs, end));
      expect(span.end - span.start).toBe(end - start - grown);
    }),
    { numRuns: 1000 },
  );
});

function cutsRun(runs: Int32Array, position: number): boolean {
  for (let i = 0; i < runs.length; i += 4) if ((runs[i + 2] as number) < position && position < (runs[i + 3] as number)) return true;
  return false;
}

describe("the direction is found", () => {
  const hans = "各县市人民政府要认真贯彻落实，把责任压实到位。";
  const cases: readonly (readonly [string, string, string, readonly string[]])[] = [
    ["Simplified", hans, "hans", ["hans"]],
    [
      "Taiwan's",
      "各縣市政府應依規定辦理，並將執行情形報部；為使民眾瞭解，應於網站公告，這裡不另行通知，沿著既定方向推動。",
      "hant",
      ["tw"],
    ],
    ["Hong Kong's", "衞生署署長説，税務安排將於稍後公布，市民可於網上閲覽。", "hant", ["hk"]],
    ["OpenCC's", "爲了保障羣衆利益，各部門要啓動調查，這裏不再重複。", "hant", ["t"]],
    [
      "a converter's by characters",
      "為進一步規范建筑市場，現將有關事項通知于后，請各單位于月底前報送并做好系統錄入。",
      "hant",
      ["converted"],
    ],
    ["both, by paragraph", `${hans}\n為使民眾瞭解，應於網站公告，這裡不另行通知。\n`, "mixed", ["hans", "tw"]],
    ["a Traditional name in Simplified text", `${hans.repeat(4)}聯絡人：余先生。\n`, "hans", ["hans"]],
    ["no Han at all", "Tel. 0531-87086950\n", "hans", ["hans"]],
    ["nothing", "", "hans", ["hans"]],
  ];
  for (const [label, text, expected, directions] of cases) {
    test(label, () => {
      const result = simplify(text, script);
      expect(result.script).toBe(expected);
      expect(result.paragraphs.map(({ direction }) => direction)).toEqual(directions);
      expect(result.paragraphs.at(-1)?.end).toBe(text.length);
    });
  }

  test("a paragraph without evidence follows the document, a title the document that it belongs to", () => {
    const document = simplify("沿著名單所列順序\n為使民眾瞭解，應於網站公告，這裡不另行通知。", script);
    expect(document.paragraphs.map(({ direction }) => direction)).toEqual(["tw"]);
    expect(simplifyString("看著", script, document.direction)).toBe("看着");
    expect(simplifyString("看著", script)).toBe("看著");
  });

  test("a Traditional name in Simplified text is simplified, the rest is not touched", () => {
    expect(simplifyString("各县市要落实，联系人：聯絡人張後余、魏徵、乾隆，著名。", script)).toBe(
      "各县市要落实，联系人：联络人张后余、魏徵、乾隆，著名。",
    );
  });
});

test("simplifying is linear, also where every character begins a phrase", () => {
  const task = (text: string) => (size: number) => {
    const whole = text.repeat(size);
    return () => void simplify(whole, script);
  };
  expectLinear(task("乾隆著乾著鋐鋐一一不"), 1_000);
  expectLinear(task("張\n张\n"), 3_000);
});

test("what Simplified paragraphs write tells nothing of the standard of Traditional ones", () => {
  const simplified = "他看着窗外，沿着河边走着，想着这里的发展。\n";
  const taiwan = "政府持續推動改革，隨著時間過去，帶著希望。\n";
  expect(simplify(simplified.repeat(6) + taiwan, script).text).toBe(`${simplified.repeat(6)}政府持续推动改革，随着时间过去，带着希望。\n`);
});
