import type { VNode } from "preact";
import type { ErrorCode } from "../../model/errors.js";
import { Layout } from "./layout.js";
import type { MessageKey, Say } from "./messages/messages.js";
import type { Page } from "./page.js";

export interface ErrorPageProps {
  readonly page: Page;
  readonly status: number;
  readonly code: ErrorCode;
  /** seconds after which to ask again, where the server says so */
  readonly retryAfter: number | null;
}

const told = [400, 401, 403, 404, 405, 413, 429, 500, 503] as const;
type Told = (typeof told)[number] | "document";

/** A page that says what was wrong and what to do about it. Nothing of the request or of the failure's own words stands on it. */
export function ErrorPage({ page, status, code, retryAfter }: ErrorPageProps): VNode {
  const { say, href, here } = page;
  const { title, help } = messagesOf(status, code, say);
  const isTemporary = status === 429 || status === 503;
  return (
    <Layout page={page} title={title}>
      <article class="failure">
        <h1>{title}</h1>
        <p>{help}</p>
        {retryAfter !== null && <p>{say("error.429.wait", { seconds: retryAfter })}</p>}
        <p class="actions">
          {isTemporary && <a href={here}>{say("error.again")}</a>}
          <a href={href("/")}>{say("error.home")}</a>
        </p>
        <p class="dim">
          {say("error.code")} <code>{code}</code>
        </p>
      </article>
    </Layout>
  );
}

function messagesOf(status: number, code: ErrorCode, say: Say): { title: string; help: string } {
  const of = (what: Told) => ({
    title: say(`error.${what}.title` satisfies MessageKey),
    help: say(`error.${what}.help` satisfies MessageKey),
  });
  if (code === "record.not-found" || code === "record.no-part") return of("document");
  return of(told.find((one) => one === status) ?? (status >= 500 ? 500 : 400));
}
