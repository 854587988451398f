import type { Document } from "../../src/model/record.js";
import { type Count, comparedValue, fold, gramOverlap, rates, sameValue, textsOverlap } from "./match.js";

export interface GoldEntity {
  type: string;
  text: string;
  in?: "body" | "title";
  optional?: boolean;
  [value: string]: unknown;
}

/** One line of a gold file: an input and what its record must say. A field absent from `expect` is not scored. */
export interface Gold {
  id: string;
  group?: string;
  path: string;
  url?: string;
  contentType?: string;
  fetchedAt?: string;
  /** what a feeder says beside the bytes */
  title?: string;
  publishedAt?: string;
  publisher?: string;
  /** `check`: no rule was made with it in sight */
  half?: "build" | "check";
  expect: {
    /** how much of the normalised text the entities cover, in UTF-16 code units; all of it when left out */
    window?: number;
    body?: string;
    text?: string;
    must?: string[];
    mustNot?: string[];
    entities?: GoldEntity[];
    entityTypes?: string[];
    script?: string;
    [fact: string]: unknown;
  };
}

export type Outcome = Document | { error: { code: string; message: string } };

export interface Report {
  documents: number;
  failed: number;
  facts: Record<string, { ok: number; of: number }>;
  snippets: { must: { ok: number; of: number }; mustNot: { ok: number; of: number } };
  laws: { checked: number; broken: number };
  bodies: Record<string, Count & { f1: number; mean: number }>;
  entities: Record<string, Count & { precision: number; recall: number; f1: number }>;
  misses: string[];
}

const facts = [
  "title",
  "publishedAt",
  "publisher",
  "author",
  "editor",
  "documentNumber",
  "documentNumbers",
  "issuer",
  "issuers",
  "issuerLevel",
  "kind",
  "script",
  "charset",
  "jurisdiction",
];

/** Scores records against gold, in the same order. */
export function score(gold: readonly Gold[], outcomes: readonly Outcome[]): Report {
  if (gold.length !== outcomes.length) throw new Error(`${gold.length} gold lines but ${outcomes.length} records`);
  const report: Report = {
    documents: gold.length,
    failed: 0,
    facts: {},
    snippets: { must: { ok: 0, of: 0 }, mustNot: { ok: 0, of: 0 } },
    laws: { checked: 0, broken: 0 },
    bodies: {},
    entities: {},
    misses: [],
  };
  const counts: Record<string, Count> = {};
  const bodies: Record<string, { count: Count; each: number[] }> = {};
  gold.forEach((line, i) => {
    const outcome = outcomes[i] as Outcome;
    const record = "error" in outcome ? ({} as Partial<Document>) : outcome;
    if ("error" in outcome) {
      report.failed++;
      report.misses.push(`${line.id}: failed: ${outcome.error.code} ${outcome.error.message}`);
    }
    scoreFacts(line, record, report);
    scoreBodies(line, record, bodies, report);
    scoreSnippets(line, record, report);
    checkLaws(record, report);
    scoreEntities(line, record, counts, report);
  });
  for (const [name, { count, each }] of Object.entries(bodies)) {
    report.bodies[name] = { ...count, f1: rates(count).f1, mean: each.reduce((a, b) => a + b, 0) / each.length };
  }
  for (const [name, count] of Object.entries(counts).sort()) report.entities[name] = { ...count, ...rates(count) };
  return report;
}

function scoreFacts({ id, expect }: Gold, record: Partial<Document>, report: Report): void {
  for (const name of facts) {
    if (!(name in expect)) continue;
    const want = expect[name];
    const got =
      name === "charset" ? record.charset?.name : name === "jurisdiction" ? record.jurisdiction?.code : record[name as keyof Document];
    const ok = want == null ? got == null : sameFact(name, got, want);
    report.facts[name] ??= { ok: 0, of: 0 };
    const tally = report.facts[name];
    tally.of++;
    if (ok) tally.ok++;
    else report.misses.push(`${id}: ${name}: got ${JSON.stringify(got ?? null)}, want ${JSON.stringify(want)}`);
  }
}

/** Whether a fact is as the gold has it; a list as a whole, in its order. */
function sameFact(name: string, got: unknown, want: unknown): boolean {
  if (Array.isArray(want)) return Array.isArray(got) && got.length === want.length && want.every((item, i) => fold(got[i]) === fold(item));
  if (name === "publishedAt") return String(got ?? "").startsWith(String(want));
  if (name === "charset") return String(got ?? "").toLowerCase() === String(want).toLowerCase();
  return fold(got) === fold(want);
}

function scoreBodies(
  { id, group, expect }: Gold,
  record: Partial<Document>,
  bodies: Record<string, { count: Count; each: number[] }>,
  report: Report,
): void {
  for (const [name, got] of [
    ["body", record.original],
    ["text", record.text],
  ] as const) {
    const want = expect[name];
    if (!want) continue;
    const count = gramOverlap(got ?? "", want);
    const { f1 } = rates(count);
    for (const key of group ? [name, `${name}/${group}`] : [name]) {
      bodies[key] ??= { count: { hit: 0, predicted: 0, gold: 0 }, each: [] };
      add(bodies[key].count, count);
      bodies[key].each.push(f1);
    }
    if (f1 < 0.98) report.misses.push(`${id}: ${name} F ${(100 * f1).toFixed(1)}`);
  }
}

function scoreSnippets({ id, expect }: Gold, record: Partial<Document>, report: Report): void {
  const text = fold(record.text ?? "") ?? "";
  const whole = text + fold(record.original ?? "");
  for (const snippet of expect.must ?? []) {
    report.snippets.must.of++;
    if (whole.includes(fold(snippet) ?? "")) report.snippets.must.ok++;
    else report.misses.push(`${id}: must appear: ${snippet}`);
  }
  for (const snippet of expect.mustNot ?? []) {
    report.snippets.mustNot.of++;
    // damage that stands in the published body must be gone from `text`; chrome must be gone from both
    const where = fold(expect.body)?.includes(fold(snippet) ?? "") ? text : whole;
    if (!where.includes(fold(snippet) ?? "")) report.snippets.mustNot.ok++;
    else report.misses.push(`${id}: must not appear: ${snippet}`);
  }
}

function checkLaws(record: Partial<Document>, report: Report): void {
  for (const entity of record.entities ?? []) {
    report.laws.checked++;
    const [published, normal] = entity.in === "title" ? [record.titleOriginal, record.title] : [record.original, record.text];
    if (published?.slice(entity.start, entity.end) !== entity.quote || normal?.slice(entity.textStart, entity.textEnd) !== entity.text) {
      report.laws.broken++;
    }
  }
  for (const repair of record.repairs ?? []) {
    report.laws.checked++;
    if ((repair.in === "title" ? record.titleOriginal : record.original)?.slice(repair.start, repair.end) !== repair.from)
      report.laws.broken++;
  }
}

function scoreEntities({ id, expect }: Gold, record: Partial<Document>, counts: Record<string, Count>, report: Report): void {
  if (!expect.entities) return;
  // title entities are scored only where gold lists some
  const titled = expect.entities.some((entity) => entity.in === "title");
  for (const type of expect.entityTypes ?? Object.keys(comparedValue)) {
    const value = comparedValue[type] as (entity: Record<string, unknown>) => unknown;
    const ofType = expect.entities.filter((entity) => entity.type === type);
    const want = ofType.filter((entity) => !entity.optional);
    const { window = Infinity } = expect;
    const got = (record.entities ?? []).filter(
      (entity) =>
        entity.type === type &&
        !(entity.type === "place" && entity.anaphor) &&
        (entity.in === "title" ? titled : entity.textStart < window),
    );
    const used = new Set<number>();
    const take = (gold: GoldEntity): boolean => {
      const j = got.findIndex(
        (entity, k) =>
          !used.has(k) &&
          entity.in === (gold.in ?? "body") &&
          textsOverlap(entity.text, gold.text) &&
          sameValue(value(entity), value(gold)),
      );
      if (j >= 0) used.add(j);
      return j >= 0;
    };
    let hit = 0;
    for (const entity of want) {
      if (take(entity)) hit++;
      else report.misses.push(`${id}: ${type} missed: ${entity.text} ${JSON.stringify(value(entity))}`);
    }
    for (const entity of ofType) if (entity.optional) take(entity);
    got.forEach((entity, k) => {
      if (!used.has(k)) report.misses.push(`${id}: ${type} wrong: ${entity.text} ${JSON.stringify(value(entity))}`);
    });
    const count = { hit, predicted: got.length - (used.size - hit), gold: want.length };
    for (const key of [type, `${type}/${expect.script ?? "unknown"}`, "ALL"]) {
      counts[key] ??= { hit: 0, predicted: 0, gold: 0 };
      add(counts[key], count);
    }
  }
}

function add(sum: Count, count: Count): void {
  sum.hit += count.hit;
  sum.predicted += count.predicted;
  sum.gold += count.gold;
}
