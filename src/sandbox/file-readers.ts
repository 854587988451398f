import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileFormat } from "../extract/files/format.js";
import type { AttachmentLimits } from "../extract/files/limits.js";
import type { ParsedAttachment } from "../extract/files/read.js";
import { ZhengwenError } from "../model/errors.js";
import { errorFrom, programBeside } from "./child-program.js";
import type { FileAnswer, FileTask } from "./file-process.js";

/** Reads files, each in a process of its own: what their formats can do to a parser stays there. */
export interface FileReaders {
  readonly limits: AttachmentLimits;
  /** @throws ZhengwenError of the attachment.* rows; the signal's own reason when it aborts */
  read(bytes: Uint8Array, signal?: AbortSignal): Promise<ParsedAttachment>;
}

export interface FileReaderOptions {
  readonly limits: AttachmentLimits;
  /** milliseconds for one attachment, the start of its process among them */
  readonly time: number;
  /** bytes of memory that its process may take */
  readonly memory: number;
  /** files that are read at a time, the others wait; one per core when left out */
  readonly processes?: number;
}

const program = programBeside(import.meta.url, "file-process");

/** The readers with these limits. Nothing is started before the first file. */
export function openFileReaders({ limits, time, memory, processes = availableParallelism() }: FileReaderOptions): FileReaders {
  const waiting: (() => void)[] = [];
  let running = 0;

  /** The files that come first are read first. One whose signal aborts while it waits ends once its turn comes. */
  async function inTurn(task: FileTask, signal?: AbortSignal): Promise<ParsedAttachment> {
    if (running >= processes) await new Promise<void>((turn) => waiting.push(turn));
    else running++;
    try {
      return await readInProcess(task, signal);
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  }

  return {
    limits,
    read: (bytes, signal) => {
      if (bytes.length > limits.bytes) {
        const detail = `${bytes.length} bytes, ${limits.bytes} are allowed.`;
        return Promise.reject(new ZhengwenError("attachment.too-large", detail));
      }
      return inTurn({ bytes, limits, memory, time }, signal);
    },
  };
}

/** The text of a page that is a file itself; null where it is none that is read. @throws ZhengwenError of the attachment.* rows */
export async function readFilePage(bytes: Uint8Array, readers: FileReaders, signal?: AbortSignal): Promise<ParsedAttachment | null> {
  return fileFormat(bytes)?.isRead ? readers.read(bytes, signal) : null;
}

function readInProcess(task: FileTask, signal?: AbortSignal): Promise<ParsedAttachment> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const execArgv = [`--max-old-space-size=${Math.ceil(task.memory / 2 ** 20)}`, ...program.execArgv];
    // no environment: the process needs none, and a parser that is taken over finds no password there
    const child = fork(program.file, { execArgv, env: {}, serialization: "advanced", stdio: ["ignore", "ignore", "ignore", "ipc"] });
    let settled = false;
    const settle = (finish: () => void) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      signal?.removeEventListener("abort", cancel);
      child.kill("SIGKILL");
      finish();
    };
    const cancel = () => settle(() => reject(signal?.reason));
    const late = () => settle(() => reject(new ZhengwenError("attachment.timeout", `${task.time} ms are allowed.`)));
    const timer = setTimeout(late, task.time);
    signal?.addEventListener("abort", cancel, { once: true });
    child.once("message", (answer: FileAnswer) => settle(() => ("code" in answer ? reject(errorFrom(answer)) : resolve(answer))));
    child.once("error", (cause) => settle(() => reject(new ZhengwenError("attachment.memory", cause.message, { cause }))));
    child.once("exit", (status, by) =>
      settle(() => reject(new ZhengwenError("attachment.memory", `Its process ended by ${by ?? `status ${status}`}.`))),
    );
    child.send(task, (cause) => {
      // a process that died before it was asked says so by its exit
      if (cause && child.connected) settle(() => reject(new ZhengwenError("attachment.memory", cause.message, { cause })));
    });
  });
}
