import { createRequire } from "node:module";
import { join, sep } from "node:path";
import { Worker } from "node:worker_threads";
import type { AttachmentLimits } from "../../extract/attachments/limits.js";
import { readAttachment } from "../../extract/attachments/read.js";
import { asZhengwenError, type ErrorCode } from "../../model/errors.js";

/** What the process is sent, once. */
export interface ParserTask {
  readonly bytes: Uint8Array;
  readonly limits: AttachmentLimits;
  /** bytes that the whole process may take */
  readonly memory: number;
}

/** What the process answers, once. */
export type ParserAnswer = { readonly type: string; readonly text: string } | { readonly code: ErrorCode; readonly message: string };

/** Looks at the whole process' memory from a thread of its own: V8's own limit holds for its heap, not for buffers. */
const watch = `
const { workerData } = require("node:worker_threads");
setInterval(() => { if (process.memoryUsage.rss() > workerData) process.kill(process.pid, "SIGKILL"); }, 25);`;

/** The program of the parsers' own process: reads one attachment and ends. Started by `openParsers`. */
process.once("message", async ({ bytes, limits, memory }: ParserTask) => {
  new Worker(watch, { eval: true, workerData: memory }).unref();
  const cmaps = join(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"), "..", "cmaps") + sep;
  let answer: ParserAnswer;
  try {
    answer = await readAttachment(bytes, limits, cmaps);
  } catch (cause) {
    const { code, message } = asZhengwenError(cause, "attachment.damaged");
    answer = { code, message };
  }
  process.send?.(answer, () => process.exit());
});
