import { type ChildProcess, fork } from "node:child_process";
import { ZhengwenError } from "../model/errors.js";
import type { Extraction } from "../model/page.js";
import type { StageObserver } from "../pipeline/pipeline.js";
import { readings } from "../pipeline/reading.js";
import type { Limits } from "../pipeline/stage.js";
import { type ChildProgram, errorFrom, programBeside } from "./child-program.js";
import type { DocumentRunner } from "./document-runner.js";
import type { DocumentAnswer, DocumentTask } from "./document-server.js";
import { processUsage } from "./process-usage.js";

export interface DocumentPoolOptions {
  /** `time` is a document's own processor time, in milliseconds */
  readonly limits: Limits;
  /** bytes of memory that a process may take */
  readonly memory: number;
  /** processes at most; none is started before there is a document for it */
  readonly processes: number;
  /** told what each stage of a document took */
  readonly onStage?: StageObserver;
  /** folder of the dictionaries; those of the package where it is not said */
  readonly dictionaries?: string;
  /** the program that they run; for tests */
  readonly program?: ChildProgram;
}

/** A document that waits or runs. */
interface Job {
  readonly task: DocumentTask;
  /** milliseconds of processor time that it may take */
  readonly time: number;
  readonly resolve: (extraction: Extraction) => void;
  readonly reject: (error: Error) => void;
  /** it ended a process before: it is tried once more while no other document runs */
  alone: boolean;
}

interface Child {
  readonly process: ChildProcess;
  job: Job | null;
  ready: boolean;
  /** processor time that it had used when its document was sent (milliseconds), and when that was */
  processorBefore: number;
  sentAt: number;
  /** why it is being killed */
  fault: ZhengwenError | null;
}

/** Milliseconds between two looks at what a document has used. */
const interval = 50;
/** Where a machine is so busy that a document gets hardly any processor time, it ends after this many times its limit all the same. */
const wallTimes = 30;
/** A process that holds this share of its memory after a document is replaced: the next one has its own full measure. */
const worn = 0.75;

/**
 * Runs documents in child processes, one at a time in each, so that what is hostile harms nothing else: memory outside V8's
 * heap can only be bounded from outside. A document that hangs, eats memory or crashes ends its process, which is replaced;
 * it is tried once more, alone, before it fails with pipeline.timeout, pipeline.memory or pipeline.poison. One with the texts
 * of attachments is tried again with less done to these each time, down to keeping them as they were read: an attachment
 * costs its entities, never the document. Where the system has no /proc, its time is wall time and its memory is bounded by V8 alone.
 */
export function openDocumentPool(options: DocumentPoolOptions): DocumentRunner {
  const { limits, memory, processes, dictionaries, onStage, program = programBeside(import.meta.url, "document-process") } = options;
  const children = new Set<Child>();
  const waiting: Job[] = [];
  const retries: Job[] = [];
  let closed = false;

  function submit(task: DocumentTask): Promise<Extraction> {
    return new Promise((resolve, reject) => {
      if (closed) return reject(new ZhengwenError("sandbox.unavailable", "It was closed."));
      const time = limits.time + (hasTexts(task) ? limits.attachmentTime : 0);
      waiting.push({ task, time, resolve, reject, alone: false });
      dispatch();
    });
  }

  /** Gives documents to processes as long as there are both. One that is tried again waits until no other runs. */
  function dispatch(): void {
    for (;;) {
      const busy = [...children].filter(({ job }) => job !== null);
      const next = retries[0] ?? waiting[0];
      if (next === undefined || busy.length >= processes || busy.some(({ job }) => job?.alone)) return;
      if (next.alone && busy.length > 0) return;
      (next.alone ? retries : waiting).shift();
      const idle = [...children].find(({ job, fault }) => job === null && fault === null);
      give(next, idle ?? start());
    }
  }

  function give(job: Job, child: Child): void {
    child.job = job;
    if (child.ready) send(job, child);
  }

  function send(job: Job, child: Child): void {
    child.processorBefore = processUsage(child.process.pid ?? 0)?.processor ?? 0;
    child.sentAt = performance.now();
    // a process that died before it was asked says so by its exit
    child.process.send(job.task, () => undefined);
  }

  function start(): Child {
    const execArgv = [`--max-old-space-size=${Math.ceil(memory / 2 ** 20)}`, ...program.execArgv];
    // no environment: the process needs none, and a stage that is taken over finds no password there
    const forked = fork(program.file, [JSON.stringify(limits), ...(dictionaries === undefined ? [] : [dictionaries])], {
      execArgv,
      env: {},
      serialization: "advanced",
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const child: Child = { process: forked, job: null, ready: false, processorBefore: 0, sentAt: 0, fault: null };
    children.add(child);
    const timer = setInterval(() => watch(child), interval);
    forked.on("message", (answer: DocumentAnswer) => hear(child, answer));
    forked.on("error", (cause) => {
      child.fault ??= new ZhengwenError("sandbox.unavailable", cause.message, { cause });
    });
    forked.once("close", (status, signal) => {
      clearInterval(timer);
      bury(child, `Its process ended by ${signal ?? `status ${status}`}.`);
    });
    return child;
  }

  function hear(child: Child, answer: DocumentAnswer): void {
    const { job } = child;
    if (answer.kind === "ready") {
      child.ready = true;
      if (job) send(job, child);
      return;
    }
    if (!child.ready) {
      // it could not load what documents need: no document is to blame
      if (answer.kind === "error") child.fault = errorFrom(answer.error);
      child.process.kill("SIGKILL");
      return;
    }
    child.job = null;
    const used = processUsage(child.process.pid ?? 0);
    if (used !== null && used.memory > worn * memory) retire(child);
    if (answer.kind === "error") job?.reject(errorFrom(answer.error));
    else {
      for (const [stage, milliseconds] of answer.stages) onStage?.(stage, milliseconds);
      job?.resolve(answer.extraction);
    }
    dispatch();
  }

  function watch(child: Child): void {
    if (child.job === null || !child.ready || child.fault !== null) return;
    const used = processUsage(child.process.pid ?? 0);
    const wall = performance.now() - child.sentAt;
    const taken = used === null ? wall : used.processor - child.processorBefore;
    const { time } = child.job;
    if (taken > time || wall > wallTimes * time) {
      kill(child, new ZhengwenError("pipeline.timeout", `${Math.round(Math.max(taken, 0))} ms of processor time; ${time} are allowed.`));
    } else if (used !== null && used.memory > memory) {
      kill(child, new ZhengwenError("pipeline.memory", `${used.memory} bytes; ${memory} are allowed.`));
    }
  }

  function kill(child: Child, fault: ZhengwenError): void {
    child.fault = fault;
    child.process.kill("SIGKILL");
  }

  /** Ends a process that has nothing in hand. */
  function retire(child: Child): void {
    children.delete(child);
    child.process.kill("SIGKILL");
  }

  /** A process has ended: what it had in hand is tried once more alone, or fails. */
  function bury(child: Child, detail: string): void {
    children.delete(child);
    const { job, ready, fault } = child;
    if (job !== null) {
      const lesser = lesserTask(job.task);
      if (!ready) job.reject(fault ?? new ZhengwenError("sandbox.unavailable", detail));
      // it was killed because the pool closes: no document is to blame
      else if (closed) job.reject(fault ?? new ZhengwenError("sandbox.unavailable", "It was closed."));
      else if (lesser !== null) retries.push({ ...job, task: lesser, alone: true });
      else if (job.alone) job.reject(fault ?? new ZhengwenError("pipeline.poison", detail));
      else retries.push({ ...job, alone: true });
    }
    dispatch();
  }

  return {
    extract: (input, given = {}) => submit({ kind: "extract", input, options: given }),
    attach: (extraction, attachments, options = {}) => submit({ kind: "attach", extraction, attachments, options }),
    close: async () => {
      closed = true;
      for (const job of [...waiting.splice(0), ...retries.splice(0)])
        job.reject(new ZhengwenError("sandbox.unavailable", "It was closed."));
      await Promise.all(
        [...children].map(
          (child) =>
            new Promise((resolve) => {
              child.process.once("close", resolve);
              child.process.kill("SIGKILL");
            }),
        ),
      );
    },
  };
}

function hasTexts(task: DocumentTask): boolean {
  return (task.kind === "extract" ? task.input.attachments : task.attachments).some(({ text }) => text !== undefined);
}

/** The same task with less done to the texts of attachments; null where there are none, or nothing is done to them already. */
function lesserTask(task: DocumentTask): DocumentTask | null {
  const next = readings[readings.indexOf(task.options.reading ?? "annotated") + 1];
  if (next === undefined || !hasTexts(task)) return null;
  return task.kind === "extract"
    ? { ...task, options: { ...task.options, reading: next } }
    : { ...task, options: { ...task.options, reading: next } };
}
