import type { Dictionary } from "../dictionary/load.js";
import type { Extraction } from "../model/page.js";
import { withAttachments } from "../pipeline/attachments.js";
import type { GivenAttachment, Input } from "../pipeline/input.js";
import { runPipeline, type StageObserver } from "../pipeline/pipeline.js";
import type { Reading } from "../pipeline/reading.js";
import type { Limits } from "../pipeline/stage.js";

/** Takes documents through the pipeline, wherever that runs. */
export interface DocumentRunner {
  /** @throws ZhengwenError whose `kind.state` says whether the input is rejected or quarantined */
  extract(input: Input, options?: ExtractOptions): Promise<Extraction>;
  /** Gives a document that was extracted before its attachments were there their content. */
  attach(extraction: Extraction, attachments: readonly GivenAttachment[], options?: ReadingOptions): Promise<Extraction>;
  close(): Promise<void>;
}

/** How far the texts of attachments are taken: through every stage where nothing else is asked for. */
export interface ReadingOptions {
  readonly reading?: Reading;
}

export interface ExtractOptions extends ReadingOptions {
  /** keep what was stripped as chrome, with the reason */
  readonly explain?: boolean;
  /** add the words of the normalised body, as segmented */
  readonly tokens?: boolean;
}

/** Runs documents in this process: for the library and for tests. What is hostile belongs in a pool. */
export function runInProcess(dictionary: Dictionary, limits: Limits, onStage: StageObserver = () => undefined): DocumentRunner {
  return {
    extract: async (input, options = {}) => runPipeline(input, { explain: false, ...options, dictionary, limits, onStage }),
    attach: async (extraction, attachments, options = {}) => withAttachments(extraction, attachments, { ...options, dictionary, limits }),
    close: async () => undefined,
  };
}
