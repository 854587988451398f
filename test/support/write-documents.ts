import { openSqliteStore } from "../../src/store/sqlite/store.js";
import { buildDocument } from "./document.js";

/** A process that opens a store and writes documents of its own into it: file, name of the writer, how many. */
const [path = "", writer = "", count = "0"] = process.argv.slice(2);
const store = openSqliteStore(path);
for (let i = 0; i < Number(count); i++) await store.put(buildDocument({ text: `写者${writer}的第${i}篇。\n` }));
await store.close();
