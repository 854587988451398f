import * as z from "zod";
import { searchHere } from "../../app/answer.js";
import { chinaDay } from "../../model/clock.js";
import { recordPath, route } from "./route.js";

const node = z.looseObject({ id: z.string(), title: z.string().nullable(), number: z.string().nullable(), date: z.string().nullable() });

export const graphRoute = route({
  method: "GET",
  url: "/v1/records/{id}/graph",
  tag: "records",
  summary: "What a document cites, what cites it, and whether it is in force",
  path: recordPath,
  query: z.strictObject({ asOf: z.iso.date().optional().describe("the day on which it is judged; today where it is not said") }),
  answers: {
    "application/json": node.extend({
      asOf: z.string(),
      standing: z.looseObject({ state: z.string(), reason: z.string() }),
      cites: z.array(z.looseObject({ resolved: node.nullable() })),
      citedBy: z.array(node),
      moreCitedBy: z.boolean(),
      follow: z.string().nullable().describe("a query that finds whatever cites it, for a saved search"),
    }),
  },
  errors: ["record.not-found"],
  examples: [{ url: "/v1/records/{id}/graph" }, { url: "/v1/records/{id}/graph?asOf=2020-01-01" }],
  handle: async ({ path: { id }, query: { asOf } }, { searcher, store, clock }) => {
    const today = chinaDay(clock);
    return (searcher ?? searchHere(store)).graph({ kind: "graph", of: id, today, asOf: asOf ?? today });
  },
});
