import type { VNode } from "preact";
import type { ZhengwenError } from "../../model/errors.js";
import { QueryError } from "../../search/query-error.js";
import type { Page } from "./page.js";
import { adviceOn } from "./query-advice.js";

/** Why a search was not run. */
export interface Mistake {
  readonly code: "usage.query" | "usage.query-cost";
  /** offset in the query (UTF-16); null where the mistake is in no one place */
  readonly at: number | null;
  /** what is wrong, in English, as the parser says it */
  readonly detail: string;
}

/** A failure as a mistake in the query; null for any other failure. */
export function mistakeOf(error: ZhengwenError): Mistake | null {
  const { code, kind, message } = error;
  if (code !== "usage.query" && code !== "usage.query-cost") return null;
  const detail = message.slice(kind.what.length).trim();
  return {
    code,
    at: error instanceof QueryError ? error.at : null,
    detail: detail.replace(/^At character \d+(?: \(.{0,30}?▸.{0,20}?\))?: /, ""),
  };
}

interface QueryMistakeProps {
  readonly page: Page;
  readonly mistake: Mistake;
  readonly query: string;
}

/** What is wrong with a query: the character, and what would be right. */
export function QueryMistake({ page: { say, language }, mistake: { code, at, detail }, query }: QueryMistakeProps): VNode {
  return (
    <div class="notice" role="alert">
      <h2>{say(code === "usage.query" ? "query.wrong" : "query.costly")}</h2>
      {at !== null && (
        <>
          <p>{say("query.at", { position: at + 1 })}</p>
          <p class="pointed" lang="zh-Hans">
            {query.slice(0, at)}
            <mark>{query.slice(at, at + 1) || "▸"}</mark>
            {query.slice(at + 1)}
          </p>
        </>
      )}
      <p>{adviceOn(detail, language)}</p>
      {code === "usage.query-cost" && <p>{say("query.costly.help")}</p>}
    </div>
  );
}
