import { Command, Option } from "commander";
import { readConfig } from "../app/config.js";
import { findNamed } from "../app/find-named.js";
import { type CitedDocument, type CitingDocument, type DocumentGraph, documentGraph, type ShownNode } from "../app/graph.js";
import { openStoreServices } from "../app/services.js";
import { chinaDay } from "../model/clock.js";
import { ZhengwenError } from "../model/errors.js";
import { print, shorten, table } from "./output.js";

/** `zhengwen graph`: what a document cites, what cites it, and whether it is in force on a day. */
export function graphCommand(): Command {
  return new Command("graph")
    .description("What a document cites, what cites it, and how it stands on a day.")
    .argument("<document>", "its id, number or title")
    .option("--as-of <day>", "the day on which it is to be in force; today where none is said")
    .addOption(new Option("--format <format>", "text for reading, json for programs").choices(["text", "json"]).default("text"))
    .addHelpText(
      "after",
      `
Examples:
  zhengwen graph 0f3a…
  zhengwen graph 0f3a…  --as-of 2021-06-30 --format json`,
    )
    .action(run);
}

async function run(name: string, { asOf, format }: { asOf?: string; format: "text" | "json" }): Promise<void> {
  const services = await openStoreServices(readConfig(process.env));
  try {
    const found = await findNamed(name, services);
    if (found.node === null) {
      const others = found.candidates.map(({ id, title }) => `${id} ${title ?? ""}`).join("; ");
      throw new ZhengwenError("record.not-found", `${name.slice(0, 100)}: ${found.why}${others === "" ? "" : `: ${others}`}`);
    }
    const graph = await documentGraph(found.node.id, services, chinaDay(services.clock), asOf);
    await print(format === "json" ? JSON.stringify(graph) : graphText(graph));
  } finally {
    await services.shutdown.close();
  }
}

/** A graph for reading: how the document stands, and a row for each edge. */
export function graphText({ standing, asOf, cites, citedBy, follow, moreCitedBy, ...node }: DocumentGraph): string {
  const facts = [nameOf(node), `  ${asOf}: ${standing.state}. ${standing.reason}`];
  const amended = standing.amendedBy.length === 0 ? [] : [`  amended by ${standing.amendedBy.join(", ")}`];
  const blocks = [
    ["cites", cites.map(citedRow)] as const,
    ["cited by", citedBy.map(citingRow)] as const,
    ...(follow === null ? [] : [["follow it", [[follow]]] as const]),
  ];
  const shown = blocks.flatMap(([name, rows]) => (rows.length === 0 ? [] : [`${name}\n${table(rows)}`]));
  return [...facts, ...amended, ...shown, ...(moreCitedBy ? ["and more documents cite it"] : [])].join("\n");
}

function citedRow({ relation, title, number, provision, resolved, why }: CitedDocument): string[] {
  const said = [title === undefined ? null : `《${title}》`, number, provision].filter(Boolean).join(" ");
  return [`  ${relation}`, shorten(said, 70), resolved === null ? `(${why})` : resolved.id];
}

function citingRow(node: CitingDocument): string[] {
  return [`  ${node.relation}`, shorten(nameOf(node), 70), node.id];
}

function nameOf({ title, number, date, id }: ShownNode): string {
  return [title ?? id, number, date].filter(Boolean).join("  ");
}
