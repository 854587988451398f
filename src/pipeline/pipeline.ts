import type { Dictionary } from "../dictionary/load.js";
import { ZhengwenError } from "../model/errors.js";
import type { Document, Note, Removed, StageName } from "../model/record.js";
import type { Input } from "./input.js";
import { begin, type Limits, type Tools } from "./stage.js";
import { annotate } from "./stages/annotate.js";
import { record } from "./stages/assemble.js";
import { decode } from "./stages/decode.js";
import { extract } from "./stages/extract.js";
import { repair } from "./stages/repair.js";
import { segment } from "./stages/segment.js";
import { simplify } from "./stages/simplify.js";

/** The stages, in order; CONTRIBUTING says why in this order. */
export const stages = begin<Input>().add(decode).add(extract).add(repair).add(simplify).add(segment).add(annotate).add(record);

export interface RunOptions {
  readonly dictionary: Dictionary;
  readonly limits: Limits;
  /** keep what was stripped as chrome, with the reason */
  readonly explain?: boolean;
  /** told after each stage how many milliseconds it took */
  readonly onStage?: (stage: StageName, milliseconds: number) => void;
}

/**
 * Takes one input through all stages.
 * @throws ZhengwenError whose `kind.state` says whether the input is rejected or quarantined
 */
export function runPipeline(input: Input, { dictionary, limits, explain, onStage }: RunOptions): Document {
  const notes: Note[] = [];
  const start = performance.now();
  let began = start;
  let running: StageName | undefined;
  const finish = () => {
    const now = performance.now();
    if (running) onStage?.(running, now - began);
    began = now;
    if (now - start > limits.time) {
      throw new ZhengwenError("pipeline.timeout", `${Math.round(now - start)} ms after ${running}; ${limits.time} are allowed.`);
    }
  };
  const tools = (stage: StageName): Tools => {
    finish();
    running = stage;
    return {
      dictionary,
      limits,
      note: (code, message, span) => notes.push({ stage, code, message, ...(span && { start: span.start, end: span.end }) }),
    };
  };
  const { document, article } = stages.run(input, tools);
  finish();
  const removed: readonly Removed[] = article.removed;
  return { ...document, notes, ...(explain && { removed: [...removed] }) };
}
