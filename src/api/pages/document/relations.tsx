import type { VNode } from "preact";
import type { CitedDocument, DocumentGraph, ShownNode } from "../../../app/graph.js";
import type { StoredRecord } from "../../../model/record.js";
import { dayOf, languageOf, webAddress } from "../document-text.js";
import type { Page } from "../page.js";

/** Documents listed of each relation. */
const mostListed = 100;

/** What the document cites, and what cites it. */
export function Relations({ page, graph }: { readonly page: Page; readonly graph: DocumentGraph }): VNode {
  const { say } = page;
  return (
    <>
      {graph.cites.length > 0 && (
        <section aria-labelledby="cites">
          <h2 id="cites">
            {say("cites.title")} <span class="count">{graph.cites.length}</span>
          </h2>
          <ul>
            {graph.cites.slice(0, mostListed).map((cited, at) => (
              <li key={`${at}`}>
                <Cited page={page} cited={cited} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {graph.citedBy.length > 0 && (
        <section aria-labelledby="cited-by">
          <h2 id="cited-by">
            {say("citedBy.title")} <span class="count">{graph.citedBy.length}</span>
          </h2>
          <ul>
            {graph.citedBy.slice(0, mostListed).map((citing) => (
              <li key={`${citing.id} ${citing.relation} ${citing.provision ?? ""}`}>
                <span class="dim">{say(`relation.${citing.relation}`)}</span> <NodeLink page={page} node={citing} />
              </li>
            ))}
          </ul>
          {(graph.moreCitedBy || graph.citedBy.length > mostListed) && <p class="dim">{say("citedBy.more")}</p>}
        </section>
      )}
    </>
  );
}

function Cited({ page, cited }: { readonly page: Page; readonly cited: CitedDocument }): VNode {
  const { say } = page;
  const named = [cited.title && `《${cited.title}》`, cited.number].filter(Boolean).join(" ");
  return (
    <>
      <span class="dim">{say(`relation.${cited.relation}`)}</span>{" "}
      {cited.resolved === null ? <span lang="zh-Hans">{named}</span> : <NodeLink page={page} node={cited.resolved} />}{" "}
      {cited.provision && <span lang="zh-Hans">{cited.provision}</span>}
      {cited.resolved === null && <span class="dim"> {say(cited.candidates?.length ? "cites.candidates" : "cites.unheld")}</span>}
      {(cited.candidates ?? []).slice(0, 5).map((node) => (
        <span key={node.id}>
          {" "}
          <NodeLink page={page} node={node} />
        </span>
      ))}
    </>
  );
}

function NodeLink({ page: { say, href, language }, node }: { readonly page: Page; readonly node: ShownNode }): VNode {
  return (
    <>
      <a href={href(`/documents/${node.id}`)} lang="zh-Hans">
        {node.title ?? node.number ?? <span lang={language}>{say("hit.untitled")}</span>}
      </a>{" "}
      <span class="dim">
        {node.number !== null && node.title !== null && <span lang="zh-Hans">{node.number} </span>}
        {dayOf(node.date)}
      </span>
    </>
  );
}

/** Other records of the same document, with whether their texts differ. */
export function Reposts({ page, record, others }: { page: Page; record: StoredRecord; others: readonly StoredRecord[] }): VNode | null {
  const { say, href } = page;
  if (others.length === 0) return null;
  return (
    <section aria-labelledby="reposts">
      <h2 id="reposts">
        {say("reposts.title")} <span class="count">{others.length}</span>
      </h2>
      <ul>
        {others.map((other) => (
          <li key={other.id}>
            <a href={href(`/documents/${other.id}`)} lang={languageOf(other.script)}>
              {other.publisher ?? hostOf(other.url) ?? other.title ?? other.id}
            </a>{" "}
            <span class="dim">{dayOf(other.publishedAt)}</span>{" "}
            {other.text.trim() === record.text.trim() ? (
              <span class="dim">{say("reposts.same")}</span>
            ) : (
              <>
                <span class="dim">{say("reposts.differs")}</span>{" "}
                <a href={href(`/documents/${record.id}/compare`, { with: other.id })}>{say("reposts.compare")}</a>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function hostOf(url: string | null): string | null {
  const address = webAddress(url);
  return address === null ? null : new URL(address).host;
}

/** The revisions that are held, newest first. */
export function Revisions({ page, id, shown, newest }: { page: Page; id: string; shown: number; newest: number }): VNode | null {
  const { say, href } = page;
  if (newest === 1) return null;
  const numbers = Array.from({ length: Math.min(newest, 30) }, (_, at) => newest - at);
  return (
    <section aria-labelledby="revisions">
      <h2 id="revisions">{say("revisions.title")}</h2>
      <ul>
        {numbers.map((revision) => (
          <li key={revision}>
            <a
              href={href(`/documents/${id}`, revision === newest ? {} : { revision })}
              aria-current={revision === shown ? "true" : undefined}
            >
              {say("revisions.this", { revision })}
            </a>{" "}
            {revision === newest && <span class="dim">{say("revisions.newest")}</span>}{" "}
            {revision > 1 && (
              <a href={href(`/documents/${id}/compare`, { from: revision - 1, to: revision })}>{say("revisions.compare")}</a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
