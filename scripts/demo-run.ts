import { join } from "node:path";
import { search } from "../src/app/search.js";
import type { Services } from "../src/app/services.js";
import { listed } from "../src/cli/document-text.js";
import { collectItems } from "../src/cli/inputs.js";
import { measureRows } from "../src/cli/outline.js";
import { shorten, table } from "../src/cli/output.js";
import { hitText } from "../src/cli/search.js";
import { ingest } from "../src/ingest/ingest.js";
import type { StoredRecord } from "../src/model/record.js";
import type { SearchParameters } from "../src/search/parse-search.js";

/** The searches of the demo: each says what it shows. */
const searches: { readonly shows: string; readonly parameters: SearchParameters }[] = [
  { shows: "a Traditional query finds Simplified documents", parameters: { query: "裝配式建築" } },
  { shows: "a Simplified query finds Traditional documents", parameters: { query: "开平 建筑业" } },
  { shows: "a query with a gloss in it, as copied from a damaged page", parameters: { query: "規(guī)?；?" } },
  {
    shows: "documents about Shandong and everything below it, with 500 enterprises or more",
    parameters: { query: "企业", place: "370000", enterprises: ">=500" },
  },
  { shows: "a phrase, less what is excluded", parameters: { query: '"高质量发展" -聯盟', sort: "date" } },
];

export interface DemoAnswers {
  /** the records, as a table for reading */
  readonly overview: string;
  /** for each search its hits, for reading */
  readonly answers: readonly string[];
  /** for each search what both stores must agree on: the total and the records found */
  readonly found: readonly { readonly total: number; readonly records: readonly unknown[] }[];
}

/** Ingests samples/ and runs the demo's searches. */
export async function runDemo(services: Services): Promise<DemoAnswers> {
  const manifest = join(import.meta.dirname, "../samples/manifest.jsonl");
  const items = await collectItems([], {
    manifest,
    pageLimit: services.config.pageLimit,
    fetcher: () => services.fetcher,
  });
  const ingested = await ingest(items, services, { worksQueue: services.config.redisUrl === null });
  const records: StoredRecord[] = [];
  for (const { label, row } of ingested) {
    const record = row.id === null ? null : await services.store.get(row.id);
    if (record === null) throw new Error(`${label} ended ${row.state}: ${row.reason} ${row.detail}`);
    records.push(record);
  }
  const answers: string[] = [];
  const found: { total: number; records: unknown[] }[] = [];
  for (const { shows, parameters } of searches) {
    const result = await search(parameters, services);
    answers.push([`${parameters.query}  (${shows})`, `${result.total} found`, ...result.hits.map(hitText)].join("\n"));
    found.push({ total: result.total, records: result.hits.map(({ score: _score, ...hit }) => hit) });
  }
  return { overview: records.map(overviewOf).join("\n\n"), answers, found };
}

function overviewOf(record: StoredRecord): string {
  const title = record.title ?? `(no title) ${record.text.slice(0, 24)}…`;
  const place = record.jurisdiction?.name ?? "";
  const rows = [
    ["title", shorten(title, 100)],
    ["date", [record.publishedAt ?? "unknown", record.publisher ?? ""].join("  ")],
    ["place", shorten([place && `${place} ·`, listed(record, "place")].filter(Boolean).join(" "), 110)],
    ["amounts", shorten(listed(record, "money") || "–", 110)],
    ["enterprises", shorten(listed(record, "enterpriseCount") || "–", 110)],
    ["issuers", shorten(record.issuers.join("、") || "–", 110)],
    ["parts", shorten(record.parts.map(({ id }) => id).join(" "), 110)],
  ];
  const measures = measureRows(record).slice(0, mostMeasures);
  const attachments = record.attachments.map(({ name }) => [shorten(name, 100)]);
  const listings: [string, string[][]][] = [
    ["measures", measures],
    ["attachments", attachments],
  ];
  return [table(rows), ...listings.flatMap(([name, listed]) => (listed.length > 0 ? [`${name}\n${table(listed)}`] : []))].join("\n");
}

/** Measures shown of a record. */
const mostMeasures = 6;
