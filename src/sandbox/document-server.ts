import { Worker } from "node:worker_threads";
import { asZhengwenError } from "../model/errors.js";
import type { Extraction } from "../model/page.js";
import type { StageName } from "../model/record.js";
import type { GivenAttachment, Input } from "../pipeline/input.js";
import type { StageObserver } from "../pipeline/pipeline.js";
import { type SentError, sentError } from "./child-program.js";
import type { DocumentRunner, ExtractOptions, ReadingOptions } from "./document-runner.js";

/** What a process is asked for, one at a time. */
export type DocumentTask =
  | { readonly kind: "extract"; readonly input: Input; readonly options: ExtractOptions }
  | {
      readonly kind: "attach";
      readonly extraction: Extraction;
      readonly attachments: readonly GivenAttachment[];
      readonly options: ReadingOptions;
    };

/** What it says: once that it is ready, then an answer to each task. */
export type DocumentAnswer = { readonly kind: "ready" } | SentExtraction | SentAnswerError;
interface SentExtraction {
  readonly kind: "done";
  readonly extraction: Extraction;
  /** milliseconds that each stage took */
  readonly stages: readonly StageTime[];
}
type StageTime = readonly [stage: StageName, milliseconds: number];
interface SentAnswerError {
  readonly kind: "error";
  readonly error: SentError;
}

/** Ends the process from a thread of its own when whoever started it has died: a stage that hangs would outlive it. */
const watch = `
const parent = process.ppid;
setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, "SIGKILL"); }, 1000);`;

/** A sound text that loads what every document needs, so that none is charged for it: what only damage needs is loaded by the first damaged one. */
const warming = "开平市27家企业获奖励1530万元。";

/**
 * Runs the documents that the parent process sends, one after the other, until it is gone.
 * @param open loads what they need, and tells the observer what each stage takes; what it throws is told to the parent
 */
export function serveDocuments(open: (onStage: StageObserver) => DocumentRunner): void {
  new Worker(watch, { eval: true }).unref();
  // a terminal's Ctrl-C reaches children too: the parent decides when they end
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => undefined);
  process.once("disconnect", () => process.exit());
  const send = (answer: DocumentAnswer) => process.send?.(answer);
  const fail = (cause: unknown) => send({ kind: "error", error: sentError(asZhengwenError(cause)) });
  const start = async () => {
    const stages: StageTime[] = [];
    const runner = open((stage, milliseconds) => stages.push([stage, milliseconds]));
    await runner.extract(textInput(warming));
    process.on("message", (task: DocumentTask) => {
      stages.length = 0;
      run(task, runner).then((extraction) => send({ kind: "done", extraction, stages }), fail);
    });
    send({ kind: "ready" });
  };
  start().catch(fail);
}

function run(task: DocumentTask, runner: DocumentRunner): Promise<Extraction> {
  if (task.kind === "extract") return runner.extract(task.input, task.options);
  return runner.attach(task.extraction, task.attachments, task.options);
}

function textInput(text: string): Input {
  const bytes = new TextEncoder().encode(text);
  return { bytes, url: null, finalUrl: null, contentType: "text/plain", fetchedAt: null, hints: {}, attachments: [] };
}
