import type { FastifyInstance } from "fastify";
import { searchHere } from "../app/answer.js";
import type { StoreServices } from "../app/services.js";
import { chinaDay } from "../model/clock.js";
import { ZhengwenError } from "../model/errors.js";

interface GraphRequest {
  Params: { id: string };
  Querystring: Record<string, unknown>;
}

/** Documents among others, as JSON. */
export async function graphRoutes(server: FastifyInstance, services: StoreServices): Promise<void> {
  /** What a record cites, what cites it, and how it stands on the day `asOf`, today where none is given. */
  server.get<GraphRequest>("/api/records/:id/graph", async ({ params: { id }, query: { asOf } }) => {
    if (!/^[0-9a-f]{32}$/.test(id)) throw new ZhengwenError("usage.argument", "An id is 32 hexadecimal digits.");
    if (asOf !== undefined && typeof asOf !== "string") throw new ZhengwenError("usage.argument", "asOf is given more than once.");
    const today = chinaDay(services.clock);
    return (services.searcher ?? searchHere(services.store)).graph({ kind: "graph", id, today, asOf: asOf ?? today });
  });
}
