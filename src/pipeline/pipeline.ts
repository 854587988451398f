import { cpus } from "node:os";
import { type Dictionary, prepareDictionary } from "../dictionary/load.js";
import { ZhengwenError } from "../model/errors.js";
import type { Extraction } from "../model/page.js";
import type { Note, Removed, StageName } from "../model/record.js";
import { withAttachments } from "./attachments.js";
import type { Input } from "./input.js";
import type { Reading } from "./reading.js";
import { begin, type Limits, type Tools } from "./stage.js";
import { annotate } from "./stages/annotate.js";
import { assemble } from "./stages/assemble.js";
import { decode } from "./stages/decode.js";
import { extract } from "./stages/extract.js";
import { repair } from "./stages/repair.js";
import { segment } from "./stages/segment.js";
import { simplify } from "./stages/simplify.js";

/** The stages, in order; CONTRIBUTING says why in this order. */
export const stages = begin<Input>().add(decode).add(extract).add(repair).add(simplify).add(segment).add(annotate).add(assemble);

/** Asking for the processor's time takes as long as some stages do. */
const processors = cpus().length;

export interface RunOptions {
  readonly dictionary: Dictionary;
  readonly limits: Limits;
  /** keep what was stripped as chrome, with the reason */
  readonly explain?: boolean;
  /** add the words of the normalised body, as segmented */
  readonly tokens?: boolean;
  /** how far the texts of attachments are taken */
  readonly reading?: Reading;
  readonly onStage?: StageObserver;
}

/** Told after each stage how many milliseconds it took. */
export type StageObserver = (stage: StageName, milliseconds: number) => void;

/**
 * Takes one input through all stages, and the texts of its attachments with it.
 * @throws ZhengwenError whose `kind.state` says whether the input is rejected or quarantined
 */
export function runPipeline(input: Input, { dictionary, limits, explain, tokens, reading, onStage }: RunOptions): Extraction {
  const notes: Note[] = [];
  // what is loaded for every document is none of this document's time
  prepareDictionary(dictionary);
  const start = process.cpuUsage();
  const started = performance.now();
  let began = started;
  let running: StageName | undefined;
  const finish = () => {
    const now = performance.now();
    if (running) onStage?.(running, now - began);
    began = now;
    // processor time, which is no more than the time that all processors had
    if ((now - started) * processors <= limits.time) return;
    const { user, system } = process.cpuUsage(start);
    const taken = (user + system) / 1000;
    if (taken > limits.time) {
      throw new ZhengwenError("pipeline.timeout", `${Math.round(taken)} ms after ${running}; ${limits.time} are allowed.`);
    }
  };
  const toolsOf = (stage: StageName): Tools => {
    finish();
    running = stage;
    return {
      dictionary,
      limits,
      note: (code, message, span) => notes.push({ stage, code, message, ...(span && { start: span.start, end: span.end }) }),
    };
  };
  const { document, maps, article, docs, annotations } = stages.run(input, toolsOf);
  finish();
  const removed: readonly Removed[] = article.removed;
  const words = tokens && docs.body.tokens.map(({ start, end, tag }) => ({ start, end, tag }));
  const own = { ...document, ...(words && { tokens: words }), notes, ...(explain && { removed: [...removed] }) };
  return withAttachments({ document: own, maps, country: annotations.country }, input.attachments, {
    dictionary,
    limits,
    ...(reading && { reading }),
  });
}
