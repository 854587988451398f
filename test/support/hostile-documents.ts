import { loadDictionary } from "../../src/dictionary/load.js";
import { defaultLimits } from "../../src/pipeline/limits.js";
import { runInProcess } from "../../src/sandbox/document-runner.js";
import { serveDocuments } from "../../src/sandbox/document-server.js";

/** What a document of a test says to make the process that runs it hang, eat memory or crash. */
export const hostile = { hang: "HANG-HERE", eat: "EAT-MEMORY-HERE", crash: "CRASH-HERE" } as const;

/** The program of a process like the product's own, whose pipeline breaks on what such a document says. */
if (process.send !== undefined) {
  serveDocuments(() => {
    const runner = runInProcess(loadDictionary(), { ...defaultLimits, time: Number.POSITIVE_INFINITY });
    return {
      ...runner,
      extract: (input, options) => {
        const { attachments } = input;
        // nothing is done to a text that is kept as it was read
        const attached = options?.reading === "published" ? [] : attachments.map((attachment) => attachment.text ?? "");
        const text = [Buffer.from(input.bytes).toString(), ...attached].join("\n");
        if (text.includes(hostile.crash)) process.kill(process.pid, "SIGSEGV");
        const kept: Uint8Array[] = [];
        while (text.includes(hostile.hang) || text.includes(hostile.eat)) {
          // memory outside V8's heap, as decoded text and typed arrays take it
          if (text.includes(hostile.eat)) kept.push(new Uint8Array(16 * 2 ** 20).fill(1));
        }
        return runner.extract(input, options);
      },
    };
  });
}
