import { type Count, fold, gramOverlap, rates } from "../test/eval/match.js";
import type { Gold } from "../test/eval/score.js";
import type { Found } from "./extractors.js";

const facts = ["title", "publishedAt", "publisher"] as const;

/** How one extractor did on the pages, by group. */
export interface Comparison {
  /** F1 of the body's 4-grams by group: all pages in one sum, and the mean of the pages; `all` is every page */
  readonly bodies: ReadonlyMap<string, { readonly pooled: number; readonly mean: number; readonly pages: number }>;
  /** facts that are not as the gold says, of the pages whose gold says them */
  readonly wrong: Readonly<Record<(typeof facts)[number], { readonly wrong: number; readonly of: number }>>;
  /** snippets that must not appear and do */
  readonly mustNot: { readonly wrong: number; readonly of: number };
}

type Tally = { wrong: number; of: number };
type Group = { readonly count: Count; readonly each: number[] };

/** Scores what an extractor found against gold, page by page in the same order, by the rules of the eval. */
export function compare(gold: readonly Gold[], found: readonly Found[]): Comparison {
  const groups = new Map<string, Group>();
  const tally = (): Tally => ({ wrong: 0, of: 0 });
  const wrong = { title: tally(), publishedAt: tally(), publisher: tally() };
  const mustNot = tally();
  gold.forEach((row, i) => {
    const page = found[i] as Found;
    countBody(groups, row, page);
    countFacts(wrong, row, page);
    countMustNot(mustNot, row, page);
  });
  return { bodies: scoresOf(groups), wrong, mustNot };
}

function countBody(groups: Map<string, Group>, { group, expect }: Gold, { body }: Found): void {
  if (!expect.body) return;
  const count = gramOverlap(body, expect.body);
  for (const name of group ? [group, "all"] : ["all"]) add(groups, name, count);
}

function countFacts(tallies: Readonly<Record<(typeof facts)[number], Tally>>, { expect }: Gold, page: Found): void {
  for (const fact of facts) {
    if (!expect[fact]) continue;
    tallies[fact].of++;
    if (!isRight(fact, page[fact], String(expect[fact]))) tallies[fact].wrong++;
  }
}

/** Snippets that the gold itself has in the body, in whatever form, are left out. */
function countMustNot(tally: Tally, { expect }: Gold, page: Found): void {
  const body = fold(page.body) ?? "";
  for (const snippet of expect.mustNot ?? []) {
    const folded = fold(snippet) ?? "";
    if (fold(expect.body)?.includes(folded)) continue;
    tally.of++;
    if (body.includes(folded)) tally.wrong++;
  }
}

/** By group in the order of their names, `all` last. */
function scoresOf(groups: ReadonlyMap<string, Group>): Comparison["bodies"] {
  const bodies = [...groups].map(([name, { count, each }]) => {
    const mean = each.reduce((sum, value) => sum + value, 0) / each.length;
    return [name, { pooled: rates(count).f1, mean, pages: each.length }] as const;
  });
  return new Map(bodies.sort(([a], [b]) => Number(a === "all") - Number(b === "all") || a.localeCompare(b)));
}

function isRight(fact: (typeof facts)[number], got: string | null, want: string): boolean {
  return fact === "publishedAt" ? (got ?? "").startsWith(want) : fold(got) === fold(want);
}

function add(groups: Map<string, Group>, name: string, count: Count): void {
  const group = groups.get(name) ?? { count: { hit: 0, predicted: 0, gold: 0 }, each: [] };
  group.count.hit += count.hit;
  group.count.predicted += count.predicted;
  group.count.gold += count.gold;
  group.each.push(rates(count).f1);
  groups.set(name, group);
}
