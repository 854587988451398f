import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { filled, pick, seeded } from "../../scripts/borders/sentences.js";
import { namesIn } from "./names.js";

/** Words of made-up sentences; the borders' weights are learned on others (`scripts/borders/words.json`). */
const words = JSON.parse(readFileSync(new URL("borders.json", import.meta.url), "utf8")) as {
  readonly companies: Readonly<Record<"own" | "trades" | "ends" | "contexts", readonly string[]>>;
  readonly persons: Readonly<Record<"surnames" | "given" | "contexts", readonly string[]>>;
  readonly negatives: readonly string[];
};

const SENTENCES = 1800;
const SEED = 12;

/** Sentences whose names are not found exactly, of so many that are made of a seed. */
function wrong(contexts: readonly string[], name: (random: () => number) => string, found: (text: string) => string[]): string[] {
  const random = seeded(SEED);
  return Array.from({ length: SENTENCES }, () => filled(pick(contexts, random), () => name(random))).flatMap(({ text, names }) => {
    const expected = names.map(({ start, end }) => text.slice(start, end));
    const got = found(text);
    return expected.join() === got.join() ? [] : [`${text}: ${got.join()}`];
  });
}

const read = (input: string) => namesIn({ label: "", input, expected: [], expect: "pass" });

test("companies whose own word is a word of the language, behind verbs and prepositions: at least 94 % exact", () => {
  const { own, trades, ends, contexts } = words.companies;
  const failed = wrong(
    contexts,
    (random) => pick(own, random) + pick(trades, random) + pick(ends, random),
    (text) => read(text).organisations.map(({ name }) => name),
  );
  expect(failed.length, failed.slice(0, 40).join("\n")).toBeLessThanOrEqual(0.06 * SENTENCES);
}, 60_000);

test("persons with frequent and rare surnames, before what a given name could end with: at least 98 % exact", () => {
  const { surnames, given, contexts } = words.persons;
  const failed = wrong(
    contexts,
    (random) => pick(surnames, random) + pick(given, random),
    (text) => read(text).persons.map(({ name }) => name),
  );
  expect(failed.length, failed.slice(0, 40).join("\n")).toBeLessThanOrEqual(0.02 * SENTENCES);
}, 60_000);

test("sentences without a name: at most 1 % hold one", () => {
  const failed = words.negatives.flatMap((text) => {
    const { organisations, persons, places } = read(text);
    const found = [...organisations, ...persons, ...places].map(({ start, end }) => text.slice(start, end));
    return found.length > 0 ? [`${text}: ${found.join()}`] : [];
  });
  expect(words.negatives.length).toBeGreaterThanOrEqual(100);
  expect(failed.length, failed.join("\n")).toBeLessThanOrEqual(0.01 * words.negatives.length);
});
