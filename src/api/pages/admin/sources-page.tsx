import type { VNode } from "preact";
import type { SourceStatus } from "../../../crawl/status.js";
import type { LedgerRow } from "../../../model/ledger.js";
import type { LedgerCount } from "../../../store/store.js";
import { Scroll } from "../document/findings.js";
import { SaidText } from "../document-text.js";
import { Layout } from "../layout.js";
import type { Page } from "../page.js";
import { saidIn } from "../said.js";
import { searchAddress } from "../search-state.js";

export interface KeyPageProps {
  readonly page: Page;
  readonly wasWrong: boolean;
}

/** The form for a key. */
export function KeyPage({ page, wasWrong }: KeyPageProps): VNode {
  const { say, href } = page;
  return (
    <Layout page={page} title={say("admin.key.title")} place="sources">
      <h1>{say("admin.key.title")}</h1>
      <p class="intro">{say("admin.key.help")}</p>
      {wasWrong && (
        <p class="notice" role="alert">
          {say("admin.key.wrong")}
        </p>
      )}
      <form method="post" action={href("/sources/session")}>
        <label>
          <span>{say("admin.key.field")}</span>
          <input name="key" type="password" autocomplete="off" required />
        </label>{" "}
        <button type="submit">{say("admin.key.enter")}</button>
      </form>
    </Layout>
  );
}

export interface SourcesPageProps {
  readonly page: Page;
  readonly csrf: string;
  readonly hasKey: boolean;
  readonly statuses: readonly SourceStatus[];
  readonly counts: readonly LedgerCount[];
  readonly quarantined: readonly LedgerRow[];
  /** what a form has done */
  readonly done: string | null;
}

/** How each source is, what became of every address, what is quarantined, and takedown. */
export function SourcesPage(props: SourcesPageProps): VNode {
  const { page, csrf, hasKey, done } = props;
  const { say, href } = page;
  return (
    <Layout page={page} title={say("sources.title")} place="sources" wide>
      <h1>{say("sources.title")}</h1>
      {done !== null && (
        <p class="notice" role="status">
          {done}
        </p>
      )}
      <Statuses {...props} />
      <Counts {...props} />
      <Quarantine {...props} />
      <section aria-labelledby="takedown">
        <h2 id="takedown">{say("takedown.title")}</h2>
        <p>{say("takedown.help")}</p>
        <form method="post" action={href("/sources/remove")}>
          <input type="hidden" name="csrf" value={csrf} />
          <label>
            <span>{say("takedown.id")}</span>
            <input name="id" type="text" pattern="[0-9a-f]{32}" size={34} required class="code" />
          </label>
          <p>
            <label>
              <input name="confirm" type="checkbox" value="1" required /> {say("takedown.confirm")}
            </label>
          </p>
          <button type="submit">{say("takedown.run")}</button>
        </form>
      </section>
      {hasKey && (
        <form method="post" action={href("/sources/leave")}>
          <input type="hidden" name="csrf" value={csrf} />
          <button type="submit" class="quiet">
            {say("admin.leave")}
          </button>
        </form>
      )}
    </Layout>
  );
}

const states = ["indexed", "unchanged", "duplicate"] as const;

function Statuses({ page, statuses }: SourcesPageProps): VNode {
  const { say } = page;
  if (statuses.length === 0) return <p>{say("sources.none")}</p>;
  const sum = (byReason: Readonly<Record<string, number>>) => Object.values(byReason).reduce((all, count) => all + count, 0);
  return (
    <Scroll label={say("sources.title")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say("sources.source")}</th>
            <th scope="col">{say("sources.health")}</th>
            <th scope="col" class="number">
              {say("sources.found")}
            </th>
            <th scope="col" class="number">
              {say("sources.waiting")}
            </th>
            {[...states, "rejected" as const, "quarantined" as const].map((state) => (
              <th key={state} scope="col" class="number">
                {say(`state.${state}`)}
              </th>
            ))}
            <th scope="col">{say("sources.success")}</th>
            <th scope="col">{say("sources.due")}</th>
          </tr>
        </thead>
        <tbody>
          {statuses.map((status) => (
            <tr key={status.source}>
              <td>
                <a href={searchAddress(page, { source: status.source })} lang="zh-Hans">
                  {status.source}
                </a>
              </td>
              <td>
                <span class={`standing ${status.health === "unhealthy" ? "repealed" : status.health === "healthy" ? "in-force" : ""}`}>
                  {say(`health.${status.health}`)}
                </span>
                {status.reason !== null && (
                  <div>
                    <code>{status.reason}</code> <SaidText said={saidIn(status.detail ?? "", page.language)} />
                  </div>
                )}
              </td>
              <td class="number">{status.found}</td>
              <td class="number">{status.queued + status.fetched}</td>
              {states.map((state) => (
                <td key={state} class="number">
                  {status[state]}
                </td>
              ))}
              <td class="number">{sum(status.rejected)}</td>
              <td class="number">{sum(status.quarantined)}</td>
              <td>{status.lastSuccess?.slice(0, 16).replace("T", " ") ?? say("sources.never")}</td>
              <td>{status.nextDue?.slice(0, 16).replace("T", " ") ?? "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Counts({ page: { say }, counts }: SourcesPageProps): VNode {
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  return (
    <section aria-labelledby="counts">
      <h2 id="counts">{say("sources.counts")}</h2>
      <p class="dim">{say("sources.total", { count: total })}</p>
      <Scroll label={say("sources.counts")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say("sources.source")}</th>
              <th scope="col">{say("sources.state")}</th>
              <th scope="col">{say("sources.reason")}</th>
              <th scope="col" class="number">
                {say("sources.count")}
              </th>
            </tr>
          </thead>
          <tbody>
            {counts.map(({ source, state, reason, count }) => (
              <tr key={`${source} ${state} ${reason}`}>
                <td>{source === null ? say("sources.handed") : <span lang="zh-Hans">{source}</span>}</td>
                <td>{say(`state.${state}`)}</td>
                <td class="code">{reason ?? "–"}</td>
                <td class="number">{count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

function Quarantine({ page: { say, href, language }, csrf, quarantined }: SourcesPageProps): VNode {
  return (
    <section aria-labelledby="quarantine">
      <h2 id="quarantine">{say("quarantine.title")}</h2>
      {quarantined.length === 0 ? (
        <p>{say("quarantine.none")}</p>
      ) : (
        <Scroll label={say("quarantine.title")}>
          <table>
            <thead>
              <tr>
                <th scope="col">{say("quarantine.address")}</th>
                <th scope="col">{say("sources.reason")}</th>
                <th scope="col">{say("quarantine.detail")}</th>
                <th scope="col">{say("quarantine.since")}</th>
                <th scope="col">{say("quarantine.action")}</th>
              </tr>
            </thead>
            <tbody>
              {quarantined.map(({ address, reason, detail, updatedAt }) => (
                <tr key={address}>
                  <td>{address}</td>
                  <td class="code">{reason}</td>
                  <td>
                    <SaidText said={saidIn(detail?.slice(0, 300).toWellFormed() ?? "", language)} />
                  </td>
                  <td>{updatedAt.slice(0, 16).replace("T", " ")}</td>
                  <td>
                    <form method="post" action={href("/sources/retry")}>
                      <input type="hidden" name="csrf" value={csrf} />
                      <input type="hidden" name="address" value={address} />
                      <button type="submit" class="quiet">
                        {say("quarantine.retry")}
                      </button>
                    </form>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}
