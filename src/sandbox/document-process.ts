import { loadDictionary } from "../dictionary/load.js";
import type { Limits } from "../pipeline/stage.js";
import { runInProcess } from "./document-runner.js";
import { serveDocuments } from "./document-server.js";

/** The program of a process that runs documents, started by `openDocumentPool`; its argument is the limits as JSON. */
const limits = JSON.parse(process.argv[2] ?? "") as Limits;
// time is measured from outside: only so does a stage that hangs end
serveDocuments(() => runInProcess(loadDictionary(), { ...limits, time: Number.POSITIVE_INFINITY }));
