import { setTimeout as wait } from "node:timers/promises";
import * as z from "zod";
import { type FeedPage, readFeed } from "../../export/feed.js";
import { cursorText, readCursor } from "./cursor.js";
import { route, wholeParameter } from "./route.js";

/** Milliseconds between two looks at the store while a reader waits. */
const look = 250;

const told = { seq: z.int(), id: z.string() };
const written = {
  ...told,
  revision: z.int(),
  generation: z.int().nullable().describe("generation of the code that made it; null where it is not known"),
};
const changeSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("created"), ...written }),
  z.object({
    kind: z.literal("updated"),
    ...written,
    fields: z.array(z.string()).nullable().describe("fields that may differ from what you knew; null: any"),
  }),
  z.object({ kind: z.literal("deleted"), ...told, at: z.string() }),
]);

const positionSchema = z.tuple([z.string(), z.int().min(0), z.int().min(0)]);

export const changesRoute = route({
  method: "GET",
  url: "/v1/changes",
  tag: "changes",
  summary: "What was created, updated or deleted since a cursor, in order",
  description:
    "Of each document only the last change is told. Ask again with `cursor` set to `next`; with `wait` the answer is held until there " +
    "is something to tell. A cursor of a store that was made anew is refused with 410, one ahead of a store that was put back with 409.",
  query: z.strictObject({
    cursor: z.string().max(300).optional().describe("`next` of the last answer; the beginning where it is not said"),
    wait: wholeParameter(0, 60).optional().describe("seconds that the answer may be held while there is nothing to tell"),
    limit: wholeParameter(1, 1000).optional().describe("changes that are looked at for one answer; 200 where it is not said"),
  }),
  answers: {
    "application/json": z.object({
      changes: z.array(changeSchema),
      next: z.string(),
      more: z.boolean().describe("whether to ask again at once"),
    }),
  },
  errors: ["cursor.invalid", "cursor.epoch", "cursor.future"],
  examples: [{ url: "/v1/changes" }, { url: "/v1/changes?limit=2" }],
  handle: async ({ query, signal }, { store }) => {
    const { cursor, wait: seconds = 0, limit = 200 } = query;
    const read = cursor === undefined ? null : readCursor(cursor, positionSchema);
    const position = read && { epoch: read[0], from: read[1], since: read[2] };
    const deadline = performance.now() + seconds * 1000;
    let page: FeedPage = await readFeed(store, position, limit);
    while (page.changes.length === 0 && performance.now() < deadline && !signal.aborted) {
      // an abort ends the wait, not the request: what is there to tell is told
      if (!page.more) await wait(look, undefined, { signal }).catch(() => undefined);
      page = await readFeed(store, page.next, limit);
    }
    const { epoch, from, since } = page.next;
    return { changes: page.changes, next: cursorText([epoch, from, since]), more: page.more };
  },
});
