import { asZhengwenError } from "../model/errors.js";
import { sentError } from "../sandbox/child-program.js";
import { runTask, type Searcher, searchHere } from "./answer.js";
import { openStore } from "./open-store.js";
import type { SearchCall, SearchReply } from "./search-pool.js";

/** The program of a process that searches, started by `openSearchPool`: the first message is the configuration. */
let searcher: Promise<Searcher> | undefined;
const reply = (message: SearchReply) => process.send?.(message);

process.on("message", async (call: SearchCall) => {
  try {
    if (call.kind === "open") {
      searcher = openStore(call.config).then(searchHere);
      await searcher;
      reply({ kind: "ready" });
    } else if (searcher !== undefined) reply({ kind: "done", answer: await runTask(await searcher, call.task) });
  } catch (error) {
    reply({ kind: "error", error: sentError(asZhengwenError(error, "store.unavailable")) });
  }
});
// its parent has ended
process.on("disconnect", () => process.exit(0));
