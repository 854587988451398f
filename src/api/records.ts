import type { FastifyInstance } from "fastify";
import * as z from "zod";
import { search } from "../app/search.js";
import type { Services } from "../app/services.js";
import { ZhengwenError } from "../model/errors.js";
import { searchParameters } from "./parameters.js";

const recordId = z.string().regex(/^[0-9a-f]{32}$/);
const revisionNumber = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number);

/** Search and records as JSON. */
export async function recordRoutes(server: FastifyInstance, services: Services): Promise<void> {
  server.get("/api/search", async (request) => {
    const { total, undated, hits } = await search(searchParameters(request.query), services);
    return { total, undated, hits };
  });

  server.get<{ Params: { id: string }; Querystring: { revision?: string } }>("/api/records/:id", async (request) => {
    const id = recordId.safeParse(request.params.id);
    const revision = revisionNumber.optional().safeParse(request.query.revision);
    if (!id.success) throw new ZhengwenError("usage.argument", "An id is 32 hexadecimal digits.");
    if (!revision.success) throw new ZhengwenError("usage.argument", "A revision is a whole number from 1.");
    const record = await services.store.get(id.data, revision.data);
    if (record === null) throw new ZhengwenError("record.not-found", id.data);
    return record;
  });
}
