import type { FastifyInstance } from "fastify";
import { amountsCsv, longCsv, wideCsv } from "../app/panel-csv.js";
import { panel } from "../app/panel-request.js";
import type { StoreServices } from "../app/services.js";
import { ZhengwenError } from "../model/errors.js";
import { searchParameters } from "./parameters.js";

/** Parameters of a panel beside those of a search. */
const names = ["terms", "synonyms", "places", "placeLevel", "period", "issuerLevel", "reposts", "amounts", "format", "measure"] as const;
const measures = ["documents", "matching", "occurrences", "share"] as const;

/** Panels as JSON or CSV. */
export async function panelRoutes(server: FastifyInstance, services: StoreServices): Promise<void> {
  /** `terms` by comma are one concept; the other parameters divide it, and those of a search choose the documents. */
  server.get<{ Querystring: Record<string, unknown> }>("/api/panel", async ({ query }, reply) => {
    const given = Object.fromEntries(names.map((name) => [name, textOf(name, query[name])])) as Record<(typeof names)[number], string>;
    const { terms, synonyms, format, measure, issuerLevel, amounts, ...others } = given;
    const wanted = measures.find((one) => one === (measure || "share"));
    if (!["", "json", "csv", "wide"].includes(format) || wanted === undefined) {
      throw new ZhengwenError("usage.query", `format is json, csv or wide, and measure one of ${measures.join(", ")}.`);
    }
    const found = await panel(
      {
        terms: terms.split(/[,，]/).filter((term) => term.trim() !== ""),
        synonyms: isOn(synonyms),
        search: searchParameters(query, names),
        options: {
          ...Object.fromEntries(Object.entries(others).filter(([, value]) => value !== "")),
          issuerLevel: isOn(issuerLevel),
          amounts: isOn(amounts),
        },
      },
      services,
    );
    if (format === "" || format === "json") return found;
    const nameOf = (code: string) => services.dictionary.places.divisions.get(code)?.name ?? null;
    reply.type("text/csv; charset=utf-8");
    if (isOn(amounts)) return amountsCsv(found, nameOf);
    return format === "wide" ? wideCsv(found, wanted, nameOf) : longCsv(found, nameOf);
  });
}

function textOf(name: string, value: unknown): string {
  if (value === undefined) return "";
  if (typeof value !== "string") throw new ZhengwenError("usage.query", `${name} is given more than once.`);
  return value;
}

function isOn(value: string): boolean {
  return value !== "" && value !== "0" && value !== "false";
}
