import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { Command } from "commander";
import { pipelineLimits, readConfig } from "../app/config.js";
import { openFetcher } from "../app/fetching.js";
import { idFor, type SourceEntry, withSource } from "../crawl/edit-sources.js";
import { firstOf, type Look, look } from "../crawl/look.js";
import { type CrawlSource, parseSources, readSources, readSourcesText } from "../crawl/sources.js";
import { loadDictionary } from "../dictionary/load.js";
import { systemClock } from "../model/clock.js";
import { ZhengwenError } from "../model/errors.js";
import { print, say, shorten, table } from "./output.js";

/** `zhengwen sources`: the file of the sources. */
export function sourcesCommand(): Command {
  return new Command("sources")
    .description("Check, list and extend the file of the sources that are crawled.")
    .addCommand(checkCommand().exitOverride())
    .addCommand(listCommand().exitOverride())
    .addCommand(addCommand().exitOverride())
    .addHelpText(
      "after",
      `
Examples:
  zhengwen sources add https://www.gd.gov.cn/zwgk/wjk/
  zhengwen sources check
  zhengwen sources list

docs/sources.md says what an entry may hold.`,
    );
}

function checkCommand(): Command {
  return new Command("check")
    .description("Read the file and name every mistake in it with its line.")
    .argument("[file]", "file of the sources; ZHENGWEN_SOURCES when left out")
    .addHelpText("after", "\nExample:\n  zhengwen sources check sources.json\n\nThe exit status is 2 where there is a mistake.")
    .action(async (file: string | undefined) => {
      const path = file ?? readConfig(process.env).sources;
      const sources = parseSources(readSourcesText(path), path);
      checkProfiles(sources, path);
      say(`${path}: ${sources.length} ${sources.length === 1 ? "source" : "sources"}, no mistake`);
    });
}

/** @throws config.invalid where a profile is named that dictionaries/pages/sites/ does not hold */
function checkProfiles(sources: readonly CrawlSource[], file: string): void {
  const { sites } = loadDictionary();
  const unknown = sources.filter(({ profile }) => profile !== undefined && sites.named(profile) === null);
  if (unknown.length === 0) return;
  const mistakes = unknown.map(({ id, profile }) => `${file}: ${id}.profile: there is no dictionaries/pages/sites/${profile}.json`);
  throw new ZhengwenError("config.invalid", mistakes.join("\n"));
}

function listCommand(): Command {
  return new Command("list")
    .description("List the sources with how and when they are asked.")
    .argument("[file]", "file of the sources; ZHENGWEN_SOURCES when left out")
    .addHelpText("after", "\nExample:\n  zhengwen sources list | jq -r .url\n\nEach source yields a line of JSON on stdout.")
    .action(async (file: string | undefined) => {
      const sources = readSources(file ?? readConfig(process.env).sources);
      say(table([["id", "name", "kind", "when", "address"], ...sources.map(rowOf)]));
      // what a proxy's address or a header holds may be a password
      for (const { proxy, headers, ...source } of sources) {
        await print(
          JSON.stringify({ ...source, ...(proxy && { proxy: new URL(proxy).host }), ...(headers && { headers: Object.keys(headers) }) }),
        );
      }
    });
}

function rowOf({ id, name, kind, interval, cron, url, legacyTls }: CrawlSource): string[] {
  const when = cron ?? (interval === undefined ? "as it changes" : `every ${shownSeconds(interval)}`);
  return [id, name, kind ?? "found out", when, legacyTls ? `${url} (old TLS)` : url];
}

function shownSeconds(seconds: number): string {
  for (const [unit, length] of [
    ["d", 86_400],
    ["h", 3_600],
    ["m", 60],
  ] as const) {
    if (seconds % length === 0) return `${seconds / length}${unit}`;
  }
  return `${seconds}s`;
}

interface AddOptions {
  readonly file?: string;
  readonly id?: string;
  readonly name?: string;
  readonly interval?: string;
  readonly dryRun?: true;
}

/** Documents that are shown of what an address names. */
const shownDocuments = 10;

function addCommand(): Command {
  return new Command("add")
    .description("Look at an address, say what it is and names, and write an entry for it.")
    .argument("<url>", "a feed, a sitemap or a list page")
    .option("--file <file>", "file of the sources; ZHENGWEN_SOURCES when left out")
    .option("--id <id>", "the source's id; made from the host when left out")
    .option("--name <name>", "its name for people; the page's title when left out")
    .option("--interval <length>", 'how often it is asked ("6h"); as often as it changes when left out')
    .option("--dry-run", "only look, write nothing")
    .addHelpText(
      "after",
      `
Examples:
  zhengwen sources add https://www.gd.gov.cn/zwgk/wjk/
  zhengwen sources add https://www.gd.gov.cn/rss.xml --id gd --name 广东省人民政府 --interval 1h

Comments in the file stay. The exit status is 2 where the address names no document.`,
    )
    .action(add);
}

async function add(url: string, options: AddOptions): Promise<void> {
  const config = readConfig(process.env);
  const path = options.file ?? config.sources;
  const text = existsSync(path) ? readFileSync(path, "utf8") : null;
  const before = text === null ? [] : parseSources(text, path);
  const twin = before.find((source) => source.url === url);
  if (twin) throw new ZhengwenError("usage.argument", `${url} is the address of the source ${twin.id} already.`);
  const fetcher = openFetcher(config);
  try {
    const found = await look(url, { fetcher, dictionary: loadDictionary(), limits: pipelineLimits(config), clock: systemClock });
    tell(found);
    for (const one of firstOf(found.announced, shownDocuments)) await print(JSON.stringify(one));
    const entry: SourceEntry = {
      id: options.id ?? idFor(found.url, new Set(before.map(({ id }) => id))),
      name: options.name ?? nameFrom(found),
      url: found.url,
      kind: found.kind,
      ...(options.interval && { interval: options.interval }),
    };
    const after = withSource(text, entry, path);
    if (options.dryRun) {
      say(`the entry would be ${JSON.stringify(entry)}`);
      return;
    }
    writeFileSync(path, after);
    say(`${path}: added ${entry.id}`);
  } finally {
    await fetcher.close();
  }
}

function tell({ kind, announced, dated, feeds, title }: Look): void {
  const what = { feed: "a feed", sitemap: "a sitemap", list: "a list page" }[kind];
  say(`${what}${title === null ? "" : ` (${shorten(title, 60)})`} with ${announced.size} links to documents, ${dated} of them dated`);
  for (const feed of feeds) say(`it names a feed, which may be the better source: ${feed}`);
  say(
    table(
      firstOf(announced, shownDocuments).map(({ address, title: shown, publishedAt }) => [
        publishedAt?.slice(0, 10) ?? "-",
        shorten(shown ?? "-", 60),
        address,
      ]),
    ),
  );
}

function nameFrom({ title, url }: Look): string {
  return title?.replace(/\s+/g, " ").trim() || new URL(url).hostname;
}
