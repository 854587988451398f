import { expect, test } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { assessDamage } from "../../src/repair/assess/assess-damage.js";
import { findRepairs } from "../../src/repair/search/find-repairs.js";
import { applyEdits } from "../../src/text/offset-map.js";
import { emptyRun, linesOf, runDocument, runText, totalOf } from "../support/damage-run.js";
import { randomSite } from "../support/damage-sites.js";
import { traditionalText } from "../support/damage-text.js";
import { withPlainGlosses } from "../support/plain-glosses.js";
import { policyText, randomFrom } from "../support/policy-text.js";

const dictionary = loadDictionary();
const seed = Number(process.env.SEED ?? 1);
const documents = 44;
const size = 2400;

test(`what the forward model damages is repaired (SEED=${seed})`, { timeout: 120_000 }, () => {
  const random = randomFrom(seed);
  const run = emptyRun();
  for (let i = 0; i < documents; i++)
    runDocument(run, linesOf(traditionalText(size, random)), randomSite(dictionary.damage.glossed, random), dictionary);
  const { intact, broken, cut, wrongCertain } = totalOf(run);
  const figures = runText(run);
  console.log(figures);
  expect(run.characters).toBeGreaterThan(100_000);
  expect(broken.of, figures).toBeGreaterThan(60);
  expect(cut.of, figures).toBeGreaterThan(100);
  expect(intact.left / intact.of, figures).toBeLessThanOrEqual(0.001);
  expect(broken.exact / broken.of, figures).toBeGreaterThanOrEqual(0.95);
  expect(cut.exact / cut.of, figures).toBeGreaterThanOrEqual(0.92);
  expect(wrongCertain, figures).toBe(0);
});

// what a decoder leaves in every place where it had no character holds for the whole document
for (const decoder of ["mb", "mb-pua-kept"] as const) {
  test(`what the decoder ${decoder} did is found out from the document (SEED=${seed})`, { timeout: 120_000 }, () => {
    const random = randomFrom(seed);
    const run = emptyRun();
    for (let i = 0; i < 10; i++)
      runDocument(run, linesOf(traditionalText(size, random)), randomSite(dictionary.damage.glossed, random, { decoder }), dictionary);
    const { cut } = totalOf(run);
    const figures = runText(run);
    expect(cut.of, figures).toBeGreaterThan(30);
    expect(cut.exact / cut.of, figures).toBeGreaterThanOrEqual(0.96);
  });
}

// what glosses parted and what cuts parted met two decoders: neither must be taken for the other's work
for (const decoder of ["mb-pua, ignore", "ignore, mb"] as const) {
  test(`orphans that ${decoder} left apart are distinguished (SEED=${seed})`, { timeout: 120_000 }, () => {
    const random = randomFrom(seed);
    const run = emptyRun();
    for (let i = 0; i < 10; i++)
      runDocument(run, linesOf(traditionalText(size, random)), randomSite(dictionary.damage.glossed, random, { decoder }), dictionary);
    const { broken, cut, wrongCertain } = totalOf(run);
    const figures = runText(run);
    expect(cut.of, figures).toBeGreaterThan(30);
    expect(cut.exact / cut.of, figures).toBeGreaterThanOrEqual(0.75);
    expect(broken.exact / broken.of, figures).toBeGreaterThanOrEqual(0.75);
    expect(wrongCertain, figures).toBe(0);
  });
}

test("a long page that glosses few characters is damaged where it glosses them wherever they stand", () => {
  const long = traditionalText(4800, randomFrom(seed)).replace(/[詩畫獎甪龢瀘]/g, "");
  const isToned = (line: string) => assessDamage(`${long}\n${line}`, dictionary).toned;
  const glossed = "詩(shī)歌朗誦會和書畫(huà)展覽結束後舉行頒獎(jiǎng)典禮。";
  expect(isToned(glossed)).toBe(true);
  expect(isToned(`${glossed}朗誦的是唐詩。`)).toBe(false);
  expect(isToned("甪(lù)直古鎮、龢(hé)順書院和瀘(lú)溪老街修繕完成。")).toBe(false);
});

// what a site inserts before its marks stands between a mark that was cut and its orphan
for (const beforeMarks of [",", "\n"] as const) {
  for (const isFolded of [false, true]) {
    const what = `${beforeMarks === "," ? "a comma" : "a line break"} before ${isFolded ? "marks that were folded" : "marks"}`;
    test(`${what} hides no cut (SEED=${seed})`, { timeout: 120_000 }, () => {
      const random = randomFrom(seed);
      const run = emptyRun();
      for (let i = 0; i < 10; i++) {
        const site = randomSite(dictionary.damage.glossed, random, { beforeMarks, fold: isFolded });
        runDocument(run, linesOf(traditionalText(size, random)), site, dictionary);
      }
      const { intact, broken, cut, wrongCertain } = totalOf(run);
      const figures = runText(run);
      expect(cut.of, figures).toBeGreaterThan(30);
      expect(intact.left / intact.of, figures).toBeLessThanOrEqual(0.001);
      expect(broken.exact / broken.of, figures).toBeGreaterThanOrEqual(0.9);
      expect(cut.exact / cut.of, figures).toBeGreaterThanOrEqual(0.88);
      expect(wrongCertain, figures).toBe(0);
    });
  }
}

// a table that holds most characters glosses many in a row, as a lesson does
for (const share of [0.2, 0.5, 0.8, 0.9]) {
  test(`glosses without tone on ${100 * share} % of the characters go (SEED=${seed})`, () => {
    const random = randomFrom(seed);
    let all = 0;
    let left = 0;
    for (let i = 0; i < 12; i++) {
      const clean = policyText(600, random);
      const { text, glosses } = withPlainGlosses(clean, share, random);
      const repaired = applyEdits(text, findRepairs(text, assessDamage(text, dictionary))).text;
      all += glosses;
      left += repaired === clean ? 0 : (repaired.match(/\p{Script=Han}\([a-zü]{1,6}\)/gu)?.length ?? 0);
    }
    expect(all).toBeGreaterThan(800);
    expect(left / all).toBeLessThanOrEqual(0.01);
  });
}
