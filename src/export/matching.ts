import { setImmediate } from "node:timers/promises";
import type { StoredRecord } from "../model/record.js";
import type { Condition } from "../search/condition.js";
import type { Store } from "../store/store.js";

/** Records that are read together: enough that a server is asked seldom, few enough that memory stays flat. */
const atATime = 25;

/**
 * Every record that a condition finds, in order of id, however many they are; at no time more than a few are in memory.
 * @param after id behind which to go on: one that was left off begins there again
 */
export async function* matching(store: Pick<Store, "ids" | "get">, where: Condition, after = ""): AsyncGenerator<StoredRecord> {
  for (let last = after; ; ) {
    const ids = await store.ids({ where }, atATime, last);
    // a record that was taken down since it was listed is left out
    for (const record of await Promise.all(ids.map((id) => store.get(id)))) if (record !== null) yield record;
    if (ids.length < atATime) return;
    // the embedded store's library frees what it has read between turns of the event loop, which promises alone never end
    await setImmediate();
    last = ids.at(-1) ?? last;
  }
}
