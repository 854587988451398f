import { Worker } from "node:worker_threads";
import { cmapFolder } from "../dictionary/folder.js";
import type { AttachmentLimits } from "../extract/files/limits.js";
import { type ParsedAttachment, readAttachment } from "../extract/files/read.js";
import { asZhengwenError } from "../model/errors.js";
import { type SentError, sentError } from "./child-program.js";

/** What the process is sent, once. */
export interface FileTask {
  readonly bytes: Uint8Array;
  readonly limits: AttachmentLimits;
  /** bytes that the whole process may take */
  readonly memory: number;
  /** milliseconds after which whoever asked ends it */
  readonly time: number;
}

/** What the process answers, once. */
export type FileAnswer = ParsedAttachment | SentError;

/** The dictionary is large, and most files need none of it. */
const resources = { cmaps: cmapFolder(), dictionary: async () => (await import("../dictionary/load.js")).loadDictionary() };

/**
 * Ends the process from a thread of its own: at its limit of memory, since V8's own holds for its heap and not for buffers,
 * and some time after its deadline, should whoever asked have died.
 */
const watch = `
const { workerData: { memory, time } } = require("node:worker_threads");
const end = () => process.kill(process.pid, "SIGKILL");
setInterval(() => { if (process.memoryUsage.rss() > memory) end(); }, 25);
setTimeout(end, time + 1000);`;

/** The program of the process that reads one file and ends. Started by `openFileReaders`. */
process.once("message", async ({ bytes, limits, memory, time }: FileTask) => {
  new Worker(watch, { eval: true, workerData: { memory, time } }).unref();
  let answer: FileAnswer;
  try {
    answer = await readAttachment(bytes, limits, resources);
  } catch (cause) {
    answer = sentError(asZhengwenError(cause, "attachment.damaged"));
  }
  process.send?.(answer, () => process.exit());
});
