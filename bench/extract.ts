import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "cheerio";
import { loadDictionary } from "../src/dictionary/load.js";
import { defaultLimits } from "../src/pipeline/limits.js";
import { decode } from "../src/text/decode/decode.js";
import type { Gold } from "../test/eval/score.js";
import { median, processorTime, tell } from "./bars.js";
import { type Comparison, compare } from "./comparison.js";
import { defuddle, type Extractor, type Found, ownExtractor, readability } from "./extractors.js";
import { root } from "./pages.js";

/**
 * npm run bench:extract: the extract stage beside @mozilla/readability and defuddle, on the same bytes in one run, and its
 * time beside that of parsing alone. All three get the page as our decode stage reads it: the peers read no charsets, and
 * what is compared here is extraction.
 */

const rounds = 9;
const dictionary = loadDictionary();
const own = ownExtractor(dictionary);

interface Page {
  readonly gold: Gold;
  readonly text: string;
  readonly url: string | null;
}

function goldPages(): { corpus: string; pages: Page[] } {
  const corpus = process.env.ZHENGWEN_CORPUS;
  const file = corpus ? join(corpus, "eval", "pages.gold.jsonl") : join(root, "test/eval/samples.gold.jsonl");
  const folder = corpus ? join(corpus, "eval") : root;
  if (!existsSync(file)) throw new Error(`${file} is not there.`);
  const lines = readFileSync(file, "utf8").trim().split("\n");
  const pages = lines.flatMap((line): Page[] => {
    const gold = JSON.parse(line) as Gold;
    // the peers take HTML only
    if (gold.path.endsWith(".txt")) return [];
    const { text } = decode(readFileSync(join(folder, gold.path)), gold.contentType ?? null, defaultLimits, dictionary.characters);
    return [{ gold, text, url: gold.url ?? null }];
  });
  return { corpus: corpus ? "ZHENGWEN_CORPUS" : "samples/", pages };
}

const { corpus, pages } = goldPages();
const extractors: readonly Extractor[] = [own, readability, defuddle];
const results: Comparison[] = [];
for (const extractor of extractors) {
  const found: Found[] = [];
  for (const { text, url } of pages) found.push(await extractor.find(text, url));
  results.push(
    compare(
      pages.map(({ gold }) => gold),
      found,
    ),
  );
}

const wide = 18;
const row = (name: string, cells: readonly string[]) => `${name.padEnd(22)}${cells.map((cell) => cell.padStart(wide)).join("")}`;
const percent = (share: number) => (100 * share).toFixed(1);
console.log(`${pages.length} pages of ${corpus}; F1 of the body, pooled / mean of pages`);
console.log(
  row(
    "",
    extractors.map(({ name }) => name),
  ),
);
for (const [group, { pages: count }] of results[0]?.bodies ?? []) {
  const cells = results.map(({ bodies }) => {
    const { pooled = 0, mean = 0 } = bodies.get(group) ?? {};
    return `${percent(pooled)} / ${percent(mean)}`;
  });
  console.log(row(`${group} (${count})`, cells));
}
for (const fact of ["title", "publishedAt", "publisher"] as const) {
  console.log(
    row(
      `${fact} wrong`,
      results.map(({ wrong }) => `${wrong[fact].wrong} of ${wrong[fact].of}`),
    ),
  );
}
console.log(
  row(
    "mustNot present",
    results.map(({ mustNot }) => `${mustNot.wrong} of ${mustNot.of}`),
  ),
);

/** Milliseconds of the processor of several rounds of some tasks in turn, so that a busy machine weighs on all; the first warms up. */
function timesOf(...tasks: readonly (() => void)[]): number[][] {
  const times = tasks.map((): number[] => []);
  for (let round = 0; round <= rounds; round++) {
    tasks.forEach((task, i) => {
      const began = processorTime();
      task();
      if (round > 0) times[i]?.push(processorTime() - began);
    });
  }
  return times;
}

const [ours = [], parse5 = []] = timesOf(
  () => {
    for (const { text, url } of pages) own.find(text, url);
  },
  () => {
    for (const { text } of pages) load(text);
  },
);
const each = (times: readonly number[]) => `${(median(times) / pages.length).toFixed(2)} ms`;
console.log(`\ntime a page: extract ${each(ours)}, cheerio.load with parse5 ${each(parse5)}`);
tell(
  "extract",
  ours.map((time, round) => time / (parse5[round] as number)),
  "× cheerio.load",
  { most: 0.33 },
);

/** The largest page of the set with its own content repeated within its body: n times the bytes. */
const largest = pages.reduce((a, b) => (b.text.length > a.text.length ? b : a));
const middle = /<body[^>]{0,2000}>([\s\S]*)<\/body>/i.exec(largest.text)?.[1] ?? largest.text;
const grown = (times: number) => `<html><head><title>关于公布名单的通知</title></head><body>${middle.repeat(times)}</body></html>`;
const texts = [1, 2, 4, 8].map(grown);
const times = timesOf(...texts.map((text) => () => void own.find(text, largest.url)));
const steps = times.map((time, i) => `${((texts[i] ?? "").length / 1024).toFixed(0)} KiB ${median(time).toFixed(1)} ms`);
console.log(`by size: ${steps.join(", ")}; × ${(median(times[3] ?? []) / median(times[0] ?? [1])).toFixed(2)} for 8 × the size`);
