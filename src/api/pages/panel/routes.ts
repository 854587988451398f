import type { FastifyInstance } from "fastify";
import * as z from "zod";
import { panel } from "../../../app/panel-request.js";
import type { StoreServices } from "../../../app/services.js";
import { ZhengwenError } from "../../../model/errors.js";
import { panelOptionsSchema } from "../../../search/panel.js";
import { pageOf, sendPage } from "../page.js";
import { mistakeOf } from "../query-mistake.js";
import { PanelPage } from "./panel-page.js";

const { places, placeLevel, period } = panelOptionsSchema.shape;

/** What does not fit is as if it were not given. */
const querySchema = z.object({
  terms: z.string().max(4_000).catch(""),
  q: z.string().max(4_000).catch(""),
  synonyms: z
    .string()
    .transform((value) => value === "1")
    .catch(false),
  places: places.catch("home"),
  placeLevel: placeLevel.catch("none"),
  period: period.catch("year"),
});

/** The page of panels. */
export function panelRoutes(server: FastifyInstance, services: StoreServices): void {
  const nameOf = (code: string) => services.dictionary.places.divisions.get(code)?.name ?? null;

  server.get("/panel", async (request, reply) => {
    const page = pageOf(request);
    const state = querySchema.parse(request.query);
    const { terms, q, synonyms, ...options } = state;
    try {
      const asked = {
        terms: terms.split(/[,，、]/).filter((term) => term.trim() !== ""),
        synonyms,
        search: q === "" ? {} : { query: q },
        options,
      };
      return sendPage(reply, PanelPage, { page, state, panel: await panel(asked, services), mistake: null, nameOf });
    } catch (cause) {
      const mistake = cause instanceof ZhengwenError ? mistakeOf(cause) : null;
      if (mistake === null) throw cause;
      return sendPage(reply.code(400), PanelPage, { page, state, panel: null, mistake, nameOf });
    }
  });
}
