import type { Dictionary } from "../dictionary/load.js";
import { ZhengwenError } from "../model/errors.js";
import { queryLanguage } from "../pipeline/query-language.js";
import { dayOf } from "../search/graph.js";
import { parseSearch } from "../search/parse-search.js";
import type { Store } from "../store/store.js";
import { findNamed } from "./find-named.js";

/** What a line of a batch names: an id, number or title of one document, or terms to search for. */
export const batchKinds = ["auto", "document", "terms"] as const;
export type BatchKind = (typeof batchKinds)[number];

/** What became of one line: a document, or how many records hold the terms, or why there is neither. */
export interface BatchRow {
  /** number of the line, from 1 */
  readonly line: number;
  readonly input: string;
  readonly found: "document" | "terms" | "nothing";
  readonly id: string | null;
  readonly title: string | null;
  readonly number: string | null;
  readonly date: string | null;
  /** records that match, for terms */
  readonly total: number | null;
  /** why nothing was found, or not one thing */
  readonly reason: string | null;
}

const longestLine = 500;

/**
 * One row for each line that is not empty, in order. A line that is a document's id, number or title gives that document; one
 * that is none is searched for, the whole line as one phrase first and then as terms.
 */
export async function* runBatch(
  lines: AsyncIterable<string> | Iterable<string>,
  kind: BatchKind,
  services: { readonly store: Store; readonly dictionary: Dictionary },
): AsyncGenerator<BatchRow> {
  let line = 0;
  for await (const text of lines) {
    line++;
    const input = text.replace(/^\ufeff/, "").trim();
    if (input !== "") yield { line, input: input.slice(0, longestLine), ...(await answer(input, kind, services)) };
  }
}

type Answer = Omit<BatchRow, "line" | "input">;

const nothing = { found: "nothing", id: null, title: null, number: null, date: null, total: null } as const;

async function answer(
  input: string,
  kind: BatchKind,
  services: { readonly store: Store; readonly dictionary: Dictionary },
): Promise<Answer> {
  if (input.length > longestLine) return { ...nothing, reason: `It is over ${longestLine} characters long.` };
  const named = kind === "terms" ? null : await findNamed(input, services);
  if (named !== null && named.node !== null) {
    const { id, title, documentNumbers } = named.node;
    return { found: "document", id, title, number: documentNumbers[0] ?? null, date: dayOf(named.node), total: null, reason: null };
  }
  if (named !== null && (kind === "document" || named.candidates.length > 0)) {
    const candidates = named.candidates.slice(0, 5).map(({ id }) => id);
    return { ...nothing, reason: candidates.length > 0 ? `${named.why}: ${candidates.join(" ")}` : named.why };
  }
  return searched(input, services);
}

async function searched(input: string, { store, dictionary }: { readonly store: Store; readonly dictionary: Dictionary }): Promise<Answer> {
  const phrase = `"${input.replaceAll(/["“”＂]/g, "")}"`;
  try {
    for (const query of [phrase, input]) {
      const { total, hits } = await store.search({ ...parseSearch({ query, size: "1" }, queryLanguage(dictionary)), fold: true });
      const [hit] = hits;
      if (hit === undefined) continue;
      const { id, title, documentNumber, publishedAt, signedAt } = hit.record;
      return {
        found: "terms",
        id,
        title,
        number: documentNumber,
        date: signedAt ?? publishedAt?.slice(0, 10) ?? null,
        total,
        reason: null,
      };
    }
    return { ...nothing, total: 0, reason: "no record has this number or title, or holds these terms" };
  } catch (error) {
    if (error instanceof ZhengwenError && error.code.startsWith("usage.")) return { ...nothing, reason: error.message };
    throw error;
  }
}
