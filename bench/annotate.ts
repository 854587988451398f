import { readFileSync } from "node:fs";
import { join } from "node:path";
import jieba from "nodejieba";
import { loadDictionary } from "../src/dictionary/load.js";
import { createDoc, type Doc } from "../src/entities/doc.js";
import { annotators } from "../src/entities/find-entities.js";
import { type Given, provenanceOf } from "../src/facts/provenance.js";
import { extract } from "../src/index.js";
import type { Mention } from "../src/model/entity.js";
import { asZhengwenError } from "../src/model/errors.js";
import type { Document } from "../src/model/record.js";
import { annotateDocs } from "../src/pipeline/stages/annotate.js";
import type { Gold } from "../test/eval/score.js";
import { chrono, microsoft, type Peer, type Read } from "./annotators.js";
import { processorTime, tell } from "./bars.js";
import { benchPages, root } from "./pages.js";
import { agreement, asRead, told } from "./values.js";

/**
 * npm run bench:annotate: what the annotators read and how fast, beside @microsoft/recognizers-text-suite and chrono-node
 * on the samples, and the time of each annotator as a ratio to nodejieba's cut and tag on the same text. The peers get the
 * normalised Simplified text: they repair nothing and know little Traditional.
 */

const rounds = 7;
const dictionary = loadDictionary();
const peers: readonly Peer[] = [microsoft, chrono];
const types = ["date", "money", "percentage", "number"] as const;

/** What else the machine does only adds: the least of the rounds is told. */
const least = (times: readonly number[]) => Math.min(...times);

/** Least milliseconds of each task, their rounds in turn, so that a busy machine weighs on all; the first round warms up. */
function timed(tasks: readonly (() => void)[]): number[] {
  const times = tasks.map((): number[] => []);
  for (let round = 0; round <= rounds; round++) {
    tasks.forEach((task, i) => {
      const began = processorTime();
      task();
      if (round > 0) times[i]?.push(processorTime() - began);
    });
  }
  return times.map(least);
}

const wide = 28;
const line = (name: string, cells: readonly string[]) => console.log(name.padEnd(14) + cells.map((cell) => cell.padStart(wide)).join(""));

// values and speed beside the peers, on the samples

interface Sample {
  readonly document: Document;
  readonly gold: readonly Read[];
  /** what may be found or not */
  readonly optional: readonly Read[];
  readonly day: string;
}

const samples = readFileSync(join(root, "test/eval/samples.gold.jsonl"), "utf8")
  .trim()
  .split("\n")
  .flatMap((text): Sample[] => {
    const { path, url, contentType, fetchedAt, expect } = JSON.parse(text) as Gold;
    if (expect.entities === undefined) return [];
    const document = extract(readFileSync(join(root, path)), {
      ...(url && { url }),
      ...(contentType && { contentType }),
      ...(fetchedAt && { fetchedAt }),
    });
    const inBody = expect.entities.filter((entity) => entity.in !== "title");
    const gold = inBody.filter((entity) => !entity.optional).flatMap(asRead);
    const optional = inBody.filter((entity) => entity.optional).flatMap(asRead);
    return [{ document, gold, optional, day: (document.publishedAt ?? fetchedAt ?? "2024-01-01").slice(0, 10) }];
  });

function given({ publishedAt, fetchedAt, publisher, script, url, attachments }: Document): Given {
  return { publishedAt, fetchedAt, publisher, script, url, attachments, tags: {}, facts: {} };
}

interface Prepared {
  readonly title: Doc | null;
  readonly body: Doc;
  readonly given: Given;
}

function prepare(document: Document): Prepared {
  const doc = (where: Doc["in"], text: string): Doc =>
    createDoc({ in: where, text, tokens: dictionary.segmenter.segment(text), dictionary });
  return { title: document.title ? doc("title", document.title) : null, body: doc("body", document.text), given: given(document) };
}

/** Docs of the same text and segments to which no scan has been tied yet. */
const fresh = ({ title, body }: Prepared) => ({ title: title && createDoc(title), body: createDoc(body) });

const ownTypes = (document: Document) => document.entities.filter((entity) => entity.in === "body").flatMap(asRead);
const read = [
  { name: "zhengwen", reads: types as readonly Read["type"][], find: ({ document }: Sample) => ownTypes(document) },
  ...peers.map((peer) => ({ name: peer.name, reads: peer.reads, find: ({ document, day }: Sample) => peer.read(document.text, day) })),
].map((reader) => ({ ...reader, found: samples.map(reader.find) }));

console.log(`values on ${samples.length} samples: F1 (precision / recall), in per cent`);
line(
  "",
  read.map(({ name }) => name),
);
for (const type of types) {
  line(
    type,
    read.map(({ reads, found }) => {
      if (!reads.includes(type)) return "-";
      const sum = { hit: 0, predicted: 0, gold: 0 };
      samples.forEach(({ gold, optional }, i) => {
        const count = agreement({ gold, optional }, found[i] ?? [], type);
        sum.hit += count.hit;
        sum.predicted += count.predicted;
        sum.gold += count.gold;
      });
      return `${told(sum, type)} of ${sum.gold}`;
    }),
  );
}
const ready = samples.map(({ document }) => prepare(document));
const length = samples.reduce((sum, { document }) => sum + document.text.length, 0);
const times = timed([
  () => {
    for (const each of ready) annotateDocs(fresh(each), each.given);
  },
  ...peers.map((peer) => () => {
    for (const { document, day } of samples) peer.read(document.text, day);
  }),
]);
line(
  "time",
  times.map((time) => `${((1000 * time) / length).toFixed(2)} ms a 1000 characters`),
);
console.log("  ours: every type of entity, facts, keywords and fingerprint; segments are taken as made\n");

// each annotator beside cut and tag

const { corpus, pages } = benchPages();
const prepared = pages.flatMap(({ bytes, contentType }): Prepared[] => {
  try {
    return [prepare(extract(bytes, { ...(contentType && { contentType }) }))];
  } catch (cause) {
    // a page that is refused has no text to annotate; any other failure is one of the program
    if (asZhengwenError(cause).kind.state !== "rejected") throw cause;
    return [];
  }
});

const parts = new Map<string, number[]>();
const base: number[] = [];
const whole: number[] = [];
for (let round = 0; round <= rounds; round++) {
  const part = new Map<string, number>();
  const add = <T>(name: string, task: () => T): T => {
    const began = processorTime();
    const made = task();
    part.set(name, (part.get(name) ?? 0) + processorTime() - began);
    return made;
  };
  // each over all pages: what runs second on one page would find it in the processor's cache
  for (const { body } of prepared) {
    add("cut + tag", () => {
      jieba.cut(body.text, true);
      jieba.tag(body.text);
    });
  }
  for (const each of prepared) add("all", () => annotateDocs(fresh(each), each.given));
  for (const each of prepared) {
    const docs = fresh(each);
    const context = { ...each.given, ...add("provenance", () => provenanceOf(docs, each.given)) };
    for (const doc of [docs.title, docs.body]) {
      if (doc === null) continue;
      let before: Mention[] = [];
      for (const annotator of annotators) {
        const found = add(annotator.name, () => annotator(doc, context, before));
        before = [...before, ...found].sort((a, b) => a.start - b.start || b.end - a.end);
      }
    }
  }
  // the first round warms up
  if (round === 0) continue;
  for (const [name, time] of part) parts.set(name, [...(parts.get(name) ?? []), time]);
  base.push(part.get("cut + tag") ?? 0);
  whole.push(part.get("all") ?? 0);
}
const characters = prepared.reduce((sum, { body }) => sum + body.text.length, 0);
console.log(`time on ${prepared.length} pages of ${corpus}, ${characters} characters; the least of ${rounds} rounds`);
const unit = least(base);
for (const [name, each] of parts) {
  const time = least(each);
  console.log(
    `${name.padEnd(26)}${((1000 * time) / characters).toFixed(3).padStart(8)} ms a 1000 characters ${(time / unit).toFixed(3).padStart(8)} × cut + tag`,
  );
}
const spent = [...parts].filter(([name]) => name !== "cut + tag" && name !== "all").reduce((sum, [, each]) => sum + least(each), 0);
console.log(
  `${"facts, keywords and rest".padEnd(26)}${((1000 * (least(whole) - spent)) / characters).toFixed(3).padStart(8)} ms a 1000 characters ${((least(whole) - spent) / unit).toFixed(3).padStart(8)} × cut + tag`,
);
tell(
  "all annotators",
  whole.map((time, round) => time / (base[round] as number)),
  "× cut + tag",
  { most: 0.85 },
);
