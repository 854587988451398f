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

/** Texts that load what is loaded when it is first needed, so that no document's time holds it: what every document needs, and what damaged ones need beside that. */
const sound = "奖励1530万元。";
const damaged = "開(kāi)平市27家企業(yè)獲獎(jiǎng)勵(lì)1530萬(wàn)元。";
/** Milliseconds from which on a document may well be charged for what only damaged ones need, which takes one second: most processes meet none. */
const ample = 5_000;

/**
 * Runs the documents that the parent process sends, one after the other, until it is gone.
 * @param open loads what they need, and tells the observer what each stage takes; what it throws is told to the parent
 * @param time milliseconds of processor time that each may take
 */
export function serveDocuments(open: (onStage: StageObserver) => DocumentRunner, time = Number.POSITIVE_INFINITY): void {
  new Worker(watch, { eval: true }).unref();
  // a terminal's Ctrl-C reaches children too: the parent decides when they end
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => undefined);
  process.once("disconnect", () => process.exit());
  const send = (answer: DocumentAnswer) => process.send?.(answer);
  const fail = (cause: unknown) => send({ kind: "error", error: sentError(asZhengwenError(cause)) });
  const start = async () => {
    const stages: StageTime[] = [];
    const runner = open((stage, milliseconds) => stages.push([stage, milliseconds]));
    await runner.extract(textInput(time < ample ? damaged : sound));
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
