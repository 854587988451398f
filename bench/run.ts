import { loadDictionary } from "../src/dictionary/load.js";
import { asZhengwenError } from "../src/model/errors.js";
import type { StageName } from "../src/model/record.js";
import { defaultLimits } from "../src/pipeline/limits.js";
import { runPipeline } from "../src/pipeline/pipeline.js";
import { decode } from "../src/text/decode/decode.js";
import { median, processorTime, tell } from "./bars.js";
import { floor } from "./floor.js";
import { benchPages } from "./pages.js";

/**
 * npm run bench: time per stage and of the whole pipeline, as ratios to the floor, on the same bytes in one run. Rounds
 * of pipeline and floor alternate, so that a machine whose speed drifts slows both. The whole is told in processor time; stages
 * are too short for its clock.
 */

const rounds = 7;
const dictionary = loadDictionary();
const { corpus, pages } = benchPages();

interface Prepared {
  readonly input: Parameters<typeof runPipeline>[0];
  readonly page: string;
  readonly body: string;
}

const prepared: Prepared[] = [];
for (const { name, bytes, contentType } of pages) {
  const input = { bytes, url: null, finalUrl: null, contentType, fetchedAt: null, hints: {}, attachments: [] };
  try {
    const { text: body } = runPipeline(input, { dictionary, limits: defaultLimits }).document;
    prepared.push({ input, body, page: decode(bytes, contentType, defaultLimits, dictionary.characters).text });
  } catch (cause) {
    console.error(`left out: ${name}: ${asZhengwenError(cause).code}`);
  }
}

const floorTimes: number[] = [];
const wholeTimes: number[] = [];
const stageTimes = new Map<StageName, number[]>();
for (let round = 0; round <= rounds; round++) {
  const stages = new Map<StageName, number>();
  const start = processorTime();
  for (const { input } of prepared) {
    runPipeline(input, {
      dictionary,
      limits: defaultLimits,
      onStage: (stage, milliseconds) => stages.set(stage, (stages.get(stage) ?? 0) + milliseconds),
    });
  }
  const middle = processorTime();
  for (const { page, body } of prepared) floor(page, body);
  const end = processorTime();
  // the first round warms up
  if (round === 0) continue;
  wholeTimes.push(middle - start);
  floorTimes.push(end - middle);
  for (const [stage, time] of stages) stageTimes.set(stage, [...(stageTimes.get(stage) ?? []), time]);
}

const base = median(floorTimes);
const row = (name: string, times: readonly number[]) => {
  const time = median(times);
  return `${name.padEnd(10)} ${(time / prepared.length).toFixed(2).padStart(8)} ms a page ${(time / base).toFixed(2).padStart(7)} × floor`;
};
const characters = prepared.reduce((sum, { body }) => sum + body.length, 0);
console.log(`${prepared.length} pages of ${corpus}, ${characters} characters of body; medians of ${rounds} rounds`);
for (const [stage, times] of stageTimes) console.log(row(stage, times));
console.log(row("whole", wholeTimes));
console.log(row("floor", floorTimes));
tell(
  "whole",
  wholeTimes.map((time, round) => time / (floorTimes[round] as number)),
  "× floor",
  { most: 2.4 },
);
