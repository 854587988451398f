import { type ChildProcess, fork } from "node:child_process";
import { ZhengwenError } from "../model/errors.js";
import { type ChildProgram, errorFrom, programBeside, type SentError } from "../sandbox/child-program.js";
import type { Panel } from "../search/panel.js";
import type { CompactAnswer, GraphTask, Searcher, SearchTask, StoreAnswer, StoreTask, VerifyTask } from "./answer.js";
import type { Config } from "./config.js";
import type { DocumentGraph } from "./graph.js";
import type { PanelTask } from "./panel.js";
import type { Finding } from "./verify.js";

export type SearchCall = { readonly kind: "open"; readonly config: Config } | { readonly kind: "search"; readonly task: StoreTask };
export type SearchReply =
  | { readonly kind: "ready" }
  | { readonly kind: "done"; readonly answer: StoreAnswer }
  | { readonly kind: "error"; readonly error: SentError };

export interface SearchPoolOptions {
  readonly config: Config;
  readonly processes: number;
  /** milliseconds that a search may run */
  readonly deadline: number;
  /** the program that they run; for tests */
  readonly program?: ChildProgram;
}

export interface SearchPool extends Searcher {
  close(): Promise<void>;
}

/** Searches that may wait: who comes after them is told so at once. */
const mostWaiting = 64;
/** A store that cannot be opened is tried again after this long, in milliseconds. */
const pause = 1_000;

interface Job {
  readonly task: StoreTask;
  readonly resolve: (answer: StoreAnswer) => void;
  readonly reject: (error: Error) => void;
}

interface Child {
  readonly process: ChildProcess;
  ready: boolean;
  job: Job | null;
  timer: NodeJS.Timeout | null;
}

/**
 * Runs searches in processes of their own, one at a time in each, so that whoever serves others is never held up: a search of
 * the embedded store, and reading what it found, blocks. One that is over its deadline ends with its process, which is replaced.
 */
export function openSearchPool({
  config,
  processes,
  deadline,
  program = programBeside(import.meta.url, "search-process"),
}: SearchPoolOptions): SearchPool {
  const children = new Set<Child>();
  const waiting: Job[] = [];
  let closed = false;

  function start(): void {
    const forked = fork(program.file, [], {
      execArgv: [...program.execArgv],
      serialization: "advanced",
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const child: Child = { process: forked, ready: false, job: null, timer: null };
    children.add(child);
    forked.on("message", (reply: SearchReply) => hear(child, reply));
    forked.on("error", () => forked.kill("SIGKILL"));
    forked.once("close", () => bury(child));
    forked.send({ kind: "open", config } satisfies SearchCall, () => undefined);
  }

  function hear(child: Child, reply: SearchReply): void {
    if (reply.kind === "ready") child.ready = true;
    else if (!child.ready && reply.kind === "error") {
      // nobody can search: those who wait are told why
      for (const { reject } of waiting.splice(0)) reject(errorFrom(reply.error));
      child.process.kill("SIGKILL");
      return;
    } else {
      const job = take(child);
      if (reply.kind === "done") job?.resolve(reply.answer);
      else if (reply.kind === "error") job?.reject(errorFrom(reply.error));
    }
    dispatch();
  }

  function take(child: Child): Job | null {
    const { job } = child;
    if (child.timer) clearTimeout(child.timer);
    child.timer = null;
    child.job = null;
    return job;
  }

  function dispatch(): void {
    for (const child of children) {
      if (!child.ready || child.job !== null) continue;
      const at = waiting.findIndex(({ task }) => !belongsElsewhere(task, child));
      const [job] = at < 0 ? [] : waiting.splice(at, 1);
      if (job === undefined) continue;
      child.job = job;
      const time = deadlineOf(job.task);
      child.timer = setTimeout(() => overdue(child, time), time);
      child.process.send({ kind: "search", task: job.task } satisfies SearchCall, () => undefined);
    }
  }

  /** A draft of many pages is looked up reference by reference. */
  function deadlineOf(task: StoreTask): number {
    return "kind" in task && task.kind === "verify" ? 10 * deadline : deadline;
  }

  /** Whether a task reads on from a state that another process keeps: its name begins with that one's id. */
  function belongsElsewhere(task: StoreTask, { process: own }: Child): boolean {
    const point = "kind" in task ? undefined : task.query.after?.point;
    const keeper = Number(/^(\d+)-/.exec(point ?? "")?.[1] ?? own.pid);
    return keeper !== own.pid && [...children].some((child) => child.process.pid === keeper);
  }

  function overdue(child: Child, time: number): void {
    child.ready = false;
    take(child)?.reject(new ZhengwenError("usage.query-cost", `It took over ${time / 1000} s.`));
    child.process.kill("SIGKILL");
  }

  function bury(child: Child): void {
    children.delete(child);
    const wasReady = child.ready || child.job !== null;
    take(child)?.reject(new ZhengwenError("store.unavailable", "The process that searched ended."));
    if (closed) return;
    if (wasReady || waiting.length > 0 || children.size === 0)
      setTimeout(() => !closed && children.size < processes && start(), wasReady ? 0 : pause).unref();
  }

  for (let i = 0; i < processes; i++) start();
  const ask = (task: StoreTask): Promise<StoreAnswer> =>
    new Promise((resolve, reject) => {
      if (closed) return reject(new ZhengwenError("store.unavailable", "It was closed."));
      if (waiting.length >= mostWaiting) return reject(new ZhengwenError("search.busy"));
      waiting.push({ task, resolve, reject });
      while (children.size < processes) start();
      dispatch();
    });
  return {
    // a process answers a task with what belongs to its kind
    run: (task: SearchTask) => ask(task) as Promise<CompactAnswer>,
    panel: (task: PanelTask) => ask(task) as Promise<Panel>,
    graph: (task: GraphTask) => ask(task) as Promise<DocumentGraph>,
    verify: (task: VerifyTask) => ask(task) as Promise<readonly Finding[]>,
    close: async () => {
      closed = true;
      for (const { reject } of waiting.splice(0)) reject(new ZhengwenError("store.unavailable", "It was closed."));
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
