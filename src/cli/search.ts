import { Command, Option } from "commander";
import { readConfig } from "../app/config.js";
import { search } from "../app/search.js";
import { openStoreServices } from "../app/services.js";
import type { CompactHit } from "../search/compact.js";
import { facetsNamed } from "../search/counted.js";
import type { MatchedValue } from "../search/matched.js";
import type { SearchParameters } from "../search/parse-search.js";
import { type TextForm, textForms } from "../search/texts.js";
import { facetText } from "./facets.js";
import { print, say, shorten } from "./output.js";

/** `zhengwen search`: hits as JSON Lines or for reading; the total on stderr. */
export function searchCommand(): Command {
  return (
    new Command("search")
      .description("Search the stored records, in either script.")
      .argument("[query...]", 'terms that must all occur; "…" keeps a phrase together, -x excludes; docs/query.md says all')
      // -x is a term that is excluded, unless it is one of the options
      .allowUnknownOption()
      .option("--place <place>", "name or GB/T 2260 code: this place and everything below it")
      .option("--from <date>", "published on this day or later")
      .option("--to <date>", "published on this day or earlier")
      .option("--kind <kind>", "notice, opinion, measures, plan, news, …")
      .option("--source <id>", "id of the source")
      .option("--issuer <name>", "one of the issuing bodies, or a part of its name")
      .option("--number <number>", "number of the document, in any brackets, or year and serial")
      .option("--cites <document>", "number or whole title of a document that it cites")
      .option("--money <range>", "an amount, such as '>=1e7', '1e6..5e6' or '>=1e7USD'; CNY where no currency is said")
      .option("--enterprises <range>", "a count of enterprises, such as '>=100'")
      .option("--possible", "let a range match what only may lie inside it")
      .option("--script <script>", "hans, hant or mixed")
      .addOption(new Option("--sort <order>", "order").choices(["relevance", "date"]).default("relevance"))
      .addOption(new Option("--text <form>", "the text that is shown").choices(textForms).default("restored"))
      .option("--page <number>", "page, from 1", "1")
      .option("--size <number>", "hits on a page", "10")
      .option("--facets [names]", "count all that is found by year, month, place, issuer, …; by comma, all where none is named")
      .option("--no-fold", "show reposts as hits of their own")
      .option("--explain", "say why each hit was found")
      .addOption(new Option("--format <format>", "text for reading, json: a hit a line").choices(["text", "json"]).default("text"))
      .addHelpText(
        "after",
        `
Examples:
  zhengwen search 開平                              finds 开平 as well
  zhengwen search '"绿色建材" -热度' --place 370000
  zhengwen search 绿色 建筑 -开平
  zhengwen search 'kind:notice (place:370000 OR place:330000) money:>=1e7'
  zhengwen search '*' --facets year,place           with counts of all that is found
  zhengwen search 企業 --enterprises '>=100' --sort date
docs/query.md describes the whole language.`,
      )
      .action(run)
  );
}

interface Shown {
  readonly format: "text" | "json";
  readonly text: TextForm;
  readonly facets?: string | true;
  readonly fold: boolean;
  readonly explain?: true;
}

async function run(terms: readonly string[], { format, text, facets, fold, explain, ...options }: SearchParameters & Shown): Promise<void> {
  const services = await openStoreServices(readConfig(process.env));
  try {
    const counted = facetsNamed(facets === true ? "all" : facets);
    const found = await search({ ...options, query: terms.join(" ") }, services, {
      form: text,
      facets: counted,
      fold,
      ...(explain && { explain }),
    });
    const undated = found.undated > 0 ? `, ${found.undated} more left out for having no date` : "";
    const currencies = found.currencies.length > 0 ? `, amounts in ${found.currencies.join(", ")}` : "";
    const folded = found.folded !== undefined && found.folded < found.total ? `, ${found.folded} without reposts` : "";
    say(`${found.total} found${folded}${undated}${currencies}`);
    for (const hit of found.hits) await print(format === "json" ? JSON.stringify(hit) : hitText(hit));
    if (found.facets !== undefined) await print(format === "json" ? JSON.stringify({ facets: found.facets }) : facetText(found.facets));
  } finally {
    await services.shutdown.close();
  }
}

/** Attachments of one hit that are shown. */
const mostAttachments = 2;

/** A hit for reading: what it is, and lines of the shown text and of attachments with the terms in 【】. */
export function hitText({ id, title, beginning, date, number, issuers, publisher, url, highlights, matched, ...more }: CompactHit): string {
  const facts = [date?.slice(0, 10), number, issuers[0] ?? publisher, url ?? id].filter(Boolean).join("  ");
  const snippets = highlights.body.map((snippet) => `  …${marked(snippet.text, snippet.spans)}…`);
  const attachments = highlights.attachments.slice(0, mostAttachments).map(({ name, snippets: [first] }) => {
    return `  [${shorten(name, 40)}] ${first ? `…${marked(first.text, first.spans)}…` : ""}`;
  });
  const left = highlights.attachments.length + highlights.moreAttachments - attachments.length;
  if (left > 0) attachments.push(`  and in ${left} more attachments`);
  const values = matched.length === 0 ? [] : [`  ${shorten(matched.map(valueText).join("、"), 100)}`];
  return [title ?? beginning, `  ${facts}`, ...asideOf(more), ...snippets.slice(0, 2), ...attachments, ...values].join("\n");
}

/** Whether it has ended, its reposts, and why it was found. */
function asideOf({ standing, reposts = 0, why = [] }: Pick<CompactHit, "standing" | "reposts" | "why">): string[] {
  const ended = standing?.state === "repealed" || standing?.state === "expired" ? [`  ${standing.state}: ${standing.reason}`] : [];
  return [...ended, ...(reposts > 0 ? [`  ${reposts} reposts`] : []), ...why.map((line) => `  ${line}`)];
}

/** A value that met a filter, as said and as understood. */
function valueText({ filter, quote, name, code, day }: MatchedValue): string {
  return `${filter}: ${[quote, name !== quote ? name : null, code, day].filter(Boolean).join(" ")}`;
}

function marked(text: string, spans: readonly { start: number; end: number }[]): string {
  let result = "";
  let at = 0;
  for (const { start, end } of spans) {
    result += `${text.slice(at, start)}【${text.slice(start, end)}】`;
    at = end;
  }
  return (result + text.slice(at)).replace(/\s+/g, " ");
}
