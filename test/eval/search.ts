import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { search } from "../../src/app/search.js";
import { loadDictionary } from "../../src/dictionary/load.js";
import { asZhengwenError } from "../../src/model/errors.js";
import type { Document } from "../../src/model/record.js";
import { defaultLimits } from "../../src/pipeline/limits.js";
import { runPipeline } from "../../src/pipeline/pipeline.js";
import { foldKey } from "../../src/search/cluster.js";
import { openSqliteStore } from "../../src/store/sqlite/store.js";
import type { Gold } from "./score.js";

/**
 * Whether each document of the corpus is found by what a person remembers of it: its title, its title in Simplified, its number,
 * its issuer with a word of the title. Tells success@1 and recall@10 of each kind of query, and with `--misses` what was not found.
 *   ZHENGWEN_CORPUS=… npm run eval:search [-- --misses]
 */
const corpus = process.env.ZHENGWEN_CORPUS;
if (corpus === undefined) throw new Error("ZHENGWEN_CORPUS names no corpus.");
const showsMisses = process.argv.includes("--misses");
const golds = ["pages.gold.jsonl", "seeds.gold.jsonl", "unseen/entities.gold.jsonl"];

const dictionary = loadDictionary();
const folder = mkdtempSync(join(tmpdir(), "zhengwen-eval-search-"));
const store = openSqliteStore(join(folder, "store.db"));
const held: Document[] = [];
for (const gold of golds) {
  const path = join(corpus, gold);
  const base = join(path, "..");
  for (const line of readFileSync(path, "utf8").split("\n").filter(Boolean)) {
    const { id, path: file, url, contentType, title, publishedAt, publisher } = JSON.parse(line) as Gold;
    const hints = { ...(title && { title }), ...(publishedAt && { publishedAt }), ...(publisher && { publisher }) };
    try {
      const input = {
        bytes: readFileSync(join(base, file)),
        url: url ?? `https://corpus.example/${id}`,
        finalUrl: null,
        contentType: contentType ?? null,
      };
      const { document, maps } = runPipeline({ ...input, fetchedAt: null, hints, attachments: [] }, { dictionary, limits: defaultLimits });
      const outcome = await store.put(document, { maps });
      if (outcome.state === "indexed") held.push(document);
    } catch (cause) {
      console.error(`left out: ${id}: ${asZhengwenError(cause).code}`);
    }
  }
}

/** A query as a person types it: nothing in it is an operator. */
const typed = (text: string) => `"${text.replace(/["“”＂]/g, "")}"`;
/** The last words of a title: a number is not cut. */
const endOf = (title: string) => title.slice(-8).replace(/^[\p{Nd}\p{Script=Latin}]+/u, "");
const kinds: readonly (readonly [string, (document: Document) => string | null])[] = [
  ["the title as published", ({ titleOriginal }) => titleOriginal && typed(titleOriginal)],
  ["the title in Simplified", ({ title, script }) => (script === "hans" || title === null ? null : typed(title))],
  ["the number", ({ documentNumber }) => documentNumber && `number:${documentNumber}`],
  ["the number in the text", ({ documentNumber }) => documentNumber],
  ["the issuer and the end of the title", ({ issuer, title }) => (issuer && title ? `issuer:${issuer} ${typed(endOf(title))}` : null)],
];
let [queries, first, found] = [0, 0, 0];
for (const [kind, ask] of kinds) {
  const told = { queries: 0, first: 0, found: 0 };
  for (const document of held) {
    const query = ask(document);
    if (query === null || query.length > 300) continue;
    told.queries++;
    const { hits } = await search({ query, size: "10" }, { store, dictionary }, { fold: false });
    // another copy of the document answers as well
    const record = await store.get(document.id);
    const same = async (id: string) => {
      const other = await store.get(id);
      return id === document.id || (record !== null && other !== null && foldKey(record) === foldKey(other));
    };
    const answers = await Promise.all(hits.map(({ id }) => same(id)));
    told.first += answers[0] ? 1 : 0;
    told.found += answers.includes(true) ? 1 : 0;
    if (showsMisses && !answers[0]) console.log(`- ${kind}: ${query}: ${answers.indexOf(true)} ${hits[0]?.title ?? "nothing"}`);
  }
  queries += told.queries;
  first += told.first;
  found += told.found;
  const share = (count: number) => (count / Math.max(1, told.queries)).toFixed(3);
  console.log(`${kind}: ${told.queries} queries, success@1 ${share(told.first)}, recall@10 ${share(told.found)}`);
}
console.log(
  `${held.length} documents, ${queries} queries, success@1 ${(first / queries).toFixed(3)}, recall@10 ${(found / queries).toFixed(3)}`,
);
await store.close();
rmSync(folder, { recursive: true });
