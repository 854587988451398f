import { fork } from "node:child_process";
import { createRequire } from "node:module";
import { extname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { AttachmentLimits } from "../extract/files/limits.js";
import type { ParsedAttachment } from "../extract/files/read.js";
import { errorTable, ZhengwenError } from "../model/errors.js";
import type { ParserAnswer, ParserTask } from "./file-process.js";

/** Reads attachments, each in a process of its own: what their formats can do to a parser stays there. */
export interface Parsers {
  readonly limits: AttachmentLimits;
  /** @throws ZhengwenError of the attachment.* rows; the signal's own reason when it aborts */
  read(bytes: Uint8Array, signal?: AbortSignal): Promise<ParsedAttachment>;
}

export interface ParserOptions {
  readonly limits: AttachmentLimits;
  /** milliseconds for one attachment, the start of its process among them */
  readonly time: number;
  /** bytes of memory that its process may take */
  readonly memory: number;
}

const extension = extname(fileURLToPath(import.meta.url));
const program = fileURLToPath(new URL(`./file-process${extension}`, import.meta.url));

/** The parsers with these limits. Nothing is started before the first attachment. */
export function openParsers({ limits, time, memory }: ParserOptions): Parsers {
  return {
    limits,
    read: (bytes, signal) => {
      if (bytes.length > limits.bytes) {
        const detail = `${bytes.length} bytes, ${limits.bytes} are allowed.`;
        return Promise.reject(new ZhengwenError("attachment.too-large", detail));
      }
      return readInProcess({ bytes, limits, memory, time }, signal);
    },
  };
}

function readInProcess(task: ParserTask, signal?: AbortSignal): Promise<ParsedAttachment> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const execArgv = [`--max-old-space-size=${Math.ceil(task.memory / 2 ** 20)}`, ...fromSource()];
    // no environment: the process needs none, and a parser that is taken over finds no password there
    const child = fork(program, { execArgv, env: {}, serialization: "advanced", stdio: ["ignore", "ignore", "ignore", "ipc"] });
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
    child.once("message", (answer: ParserAnswer) => settle(() => ("code" in answer ? reject(asThrown(answer)) : resolve(answer))));
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

/** The error as it was thrown in the other process: its message begins with the table's sentence. */
function asThrown({ code, message }: Extract<ParserAnswer, { code: unknown }>): ZhengwenError {
  return new ZhengwenError(code, message.slice(errorTable[code].what.length).trim());
}

/** Where the program runs from source, as in development and tests, its process needs the same compiler. */
function fromSource(): string[] {
  if (extension !== ".ts") return [];
  return ["--import", pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href];
}
