import type { Dictionary } from "../dictionary/load.js";
import type { Extraction } from "../model/page.js";
import type { GivenAttachment, Input } from "../pipeline/input.js";
import { runPipeline, withAttachments } from "../pipeline/pipeline.js";
import type { Limits } from "../pipeline/stage.js";

/** Takes documents through the pipeline, wherever that runs. */
export interface DocumentRunner {
  /** @throws ZhengwenError whose `kind.state` says whether the input is rejected or quarantined */
  extract(input: Input, options?: ExtractOptions): Promise<Extraction>;
  /** Gives a document that was extracted before its attachments were there their content. */
  attach(extraction: Extraction, attachments: readonly GivenAttachment[]): Promise<Extraction>;
  close(): Promise<void>;
}

export interface ExtractOptions {
  /** keep what was stripped as chrome, with the reason */
  readonly explain?: boolean;
  /** add the words of the normalised body, as segmented */
  readonly tokens?: boolean;
}

/** Runs documents in this process: for the library and for tests. What is hostile belongs in a pool. */
export function runInProcess(dictionary: Dictionary, limits: Limits): DocumentRunner {
  return {
    extract: async (input, { explain = false, tokens = false } = {}) => runPipeline(input, { dictionary, limits, explain, tokens }),
    attach: async (extraction, attachments) => withAttachments(extraction, attachments, { dictionary, limits }),
    close: async () => undefined,
  };
}
