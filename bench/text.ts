import jieba from "nodejieba";
import { loadDictionary } from "../src/dictionary/load.js";
import { asZhengwenError } from "../src/model/errors.js";
import { defaultLimits } from "../src/pipeline/limits.js";
import { damageOf } from "../src/pipeline/normalise.js";
import { runPipeline } from "../src/pipeline/pipeline.js";
import { repair } from "../src/repair/repair.js";
import { composeMaps } from "../src/text/offset-map.js";
import { simplify } from "../src/text/simplify/simplify.js";
import { benchPages } from "./pages.js";

/**
 * npm run bench:text: what repair and simplify take beside nodejieba's `cut` of the text that they yield, by what a document is
 * like. Sound documents are those of which no damage was found.
 */

const warmUps = 10;
const rounds = 15;
const fewest = 50_000;
const dictionary = loadDictionary();
const { corpus, pages } = benchPages();

interface Text {
  readonly title: string | null;
  readonly original: string;
  readonly normal: string;
}

const kinds = new Map<string, Text[]>(["sound Simplified", "sound Traditional", "damaged"].map((kind) => [kind, []]));
for (const { name, bytes, contentType } of pages) {
  const input = { bytes, url: null, finalUrl: null, contentType, fetchedAt: null, hints: {}, attachments: [] };
  try {
    const { titleOriginal, original, text, repairs, script } = runPipeline(input, { dictionary, limits: defaultLimits }).document;
    const kind = repairs.length > 0 ? "damaged" : script === "hans" ? "sound Simplified" : "sound Traditional";
    kinds.get(kind)?.push({ title: titleOriginal, original, normal: text });
  } catch (cause) {
    console.error(`left out: ${name}: ${asZhengwenError(cause).code}`);
  }
}

const timed = (task: () => void) => {
  const start = performance.now();
  task();
  return performance.now() - start;
};
const median = (times: readonly number[]) => [...times].sort((a, b) => a - b)[times.length >> 1] ?? 0;

console.log(`repair and simplify beside nodejieba's cut, on ${corpus}; medians of ${rounds} rounds`);
for (const [kind, held] of kinds) {
  if (held.length === 0) continue;
  const characters = held.reduce((sum, { original }) => sum + original.length, 0);
  // few short documents again and again: a clock is coarse. Damage takes long enough
  const repeats = kind === "damaged" ? 1 : Math.ceil(fewest / characters);
  const texts = Array.from({ length: repeats }, () => held.map((text) => ({ ...text }))).flat();
  const times = { assess: [] as number[], repair: [] as number[], simplify: [] as number[], cut: [] as number[] };
  for (let round = 0; round < warmUps + rounds; round++) {
    const damages = new Map<Text, ReturnType<typeof damageOf>>();
    const repaired = new Map<Text, ReturnType<typeof repair>>();
    const assess = timed(() => {
      for (const text of texts) damages.set(text, damageOf(text.title, text.original, dictionary));
    });
    const mend = timed(() => {
      for (const [text, damage] of damages) repaired.set(text, repair(text.original, damage));
    });
    const simple = timed(() => {
      for (const { text, map } of repaired.values()) composeMaps(map, simplify(text, dictionary.script).map);
    });
    const cut = timed(() => {
      for (const { normal } of texts) jieba.cut(normal, true);
    });
    if (round < warmUps) continue;
    times.assess.push(assess);
    times.repair.push(mend);
    times.simplify.push(simple);
    times.cut.push(cut);
  }
  const base = median(times.cut);
  const part = (name: keyof typeof times) => `${name} ${(median(times[name]) / base).toFixed(2)}`;
  const whole = (median(times.assess) + median(times.repair) + median(times.simplify)) / base;
  console.log(
    `${kind.padEnd(18)} ${String(held.length).padStart(3)} documents ${String(characters).padStart(7)} characters  ${whole.toFixed(2)} × cut  (${part("assess")}, ${part("repair")}, ${part("simplify")})`,
  );
}
