import { ZhengwenError } from "../model/errors.js";

/** A query that is not understood: where, and what would be right. */
export class QueryError extends ZhengwenError {
  /** offset in the query (UTF-16); null where the mistake is in no one place */
  readonly at: number | null;

  constructor(detail: string, at: number | null = null, query = "") {
    super("usage.query", at === null ? detail : `At character ${at + 1}${pointer(query, at)}: ${detail}`);
    this.at = at;
  }
}

/** A query that is understood and refused for what it would cost. */
export function tooCostly(detail: string): ZhengwenError {
  return new ZhengwenError("usage.query-cost", detail);
}

/** The query around a place, with a mark before it. */
function pointer(query: string, at: number): string {
  if (query === "") return "";
  const before = query.slice(Math.max(0, at - 12), at);
  const after = query.slice(at, at + 12);
  return ` (${before}▸${after})`.replace(/\s+/g, " ").toWellFormed();
}
