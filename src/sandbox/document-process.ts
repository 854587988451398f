import "./plain-schemas.js";

import { loadDictionary, readDictionary } from "../dictionary/load.js";
import type { Limits } from "../pipeline/stage.js";
import { runInProcess } from "./document-runner.js";
import { serveDocuments } from "./document-server.js";

/** The program of a process that runs documents, started by `openDocumentPool`; its arguments: the limits as JSON, a folder of dictionaries. */
const [, , given = "", folder] = process.argv;
const limits = JSON.parse(given) as Limits;
const dictionary = folder === undefined ? loadDictionary : () => readDictionary(folder);
// time is measured from outside: only so does a stage that hangs end
serveDocuments((onStage) => runInProcess(dictionary(), { ...limits, time: Number.POSITIVE_INFINITY }, onStage), limits.time);
