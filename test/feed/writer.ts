import { ZhengwenError } from "../../src/model/errors.js";
import type { Store } from "../../src/store/store.js";
import { seeded } from "../faults/random.js";
import { buildDocument } from "../support/document.js";
import { documents, type Target } from "./world.js";

/**
 * A process that writes to a store until it is told to end, or killed: new texts, new generations of old ones, takedowns and
 * what takes them back. It says a word for each write. Arguments: the store as JSON, a seed.
 */
const target = JSON.parse(process.argv[2] ?? "") as Target;
const random = seeded(Number(process.argv[3]));
const store = await open();
let isEnding = false;
process.once("SIGTERM", () => {
  isEnding = true;
});
// its supervisor has ended
process.once("disconnect", () => process.exit(1));

while (!isEnding) {
  await write();
  process.send?.("written");
}
await store.close();
process.exit(0);

/** Loads only the store that is written to: writers are started often. */
async function open(): Promise<Store> {
  if (target.is === "sqlite") return (await import("../../src/store/sqlite/store.js")).openSqliteStore(target.file);
  return (await import("../../src/store/elasticsearch/store.js")).openElasticsearchStore(target);
}

async function write(): Promise<void> {
  const url = `https://www.example.gov.cn/${random.whole(1, documents)}.html`;
  const draft = { url, canonicalUrl: url, text: `第${random.whole(1, 6)}稿。\n`, title: random.chance(0.5) ? "标题" : null };
  const document = buildDocument({ ...draft, generation: random.whole(1, 3) });
  try {
    if (random.chance(0.12)) await store.remove(document.id, "2024-06-01T00:00:00.000Z");
    else await store.put(document, { restore: random.chance(0.3) });
  } catch (error) {
    // what was taken down is refused; where another writer was faster the next write may do better
    if (!(error instanceof ZhengwenError && ["removed", "store.conflict", "store.unavailable"].includes(error.code))) throw error;
  }
}
