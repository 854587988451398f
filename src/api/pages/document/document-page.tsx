import type { VNode } from "preact";
import type { DocumentGraph } from "../../../app/graph.js";
import type { Citation } from "../../../export/citation.js";
import type { EntityType } from "../../../model/entity.js";
import type { Part, StoredRecord } from "../../../model/record.js";
import { shortened } from "../../../search/snippets.js";
import type { Span } from "../../../text/offset-map.js";
import { languageOf, webAddress } from "../document-text.js";
import { Layout } from "../layout.js";
import type { Page, Parameters } from "../page.js";
import { Facts } from "./facts.js";
import { EntityTable, MeasureTable, RepairTable } from "./findings.js";
import { CitationTags, CiteThis, Origin } from "./origin.js";
import { type Paragraph, type Readable, sectionAt } from "./reading.js";
import { Relations, Reposts, Revisions } from "./relations.js";
import { DocumentText, type View, views } from "./text.js";

export interface DocumentPageProps {
  readonly page: Page;
  readonly record: StoredRecord;
  readonly newest: number;
  /** title as it is shown, in the script of the document */
  readonly title: string | null;
  readonly graph: DocumentGraph;
  readonly others: readonly StoredRecord[];
  readonly citation: Citation;
  /** what is read: the body, or the attachment of this place */
  readonly readable: Readable;
  readonly attachment: number | null;
  readonly sections: readonly (readonly Paragraph[])[];
  /** from 0 */
  readonly section: number;
  readonly view: View;
  readonly sought: readonly Span[];
  /** text of the query that led here */
  readonly query: string | undefined;
}

/** A document: its text with what was found in it, and all that is known of it. */
export function DocumentPage(props: DocumentPageProps): VNode {
  const { page, record, newest, title, graph, others, citation, attachment } = props;
  const { say, href } = page;
  const lang = languageOf(record.script);
  const source = webAddress(record.url);
  const beginning = title === null ? beginningOf(record.text) : "";
  return (
    <Layout page={page} title={title ?? beginning} head={<CitationTags record={record} />} wide>
      <article class="document">
        <header>
          <h1 lang={lang}>
            {title ?? (
              <>
                <span lang={page.language} class="dim">
                  {say("hit.untitled")}
                </span>{" "}
                {beginning}…
              </>
            )}
          </h1>
          {record.revision !== newest && (
            <p class="notice">
              {say("revisions.old")} <a href={href(`/documents/${record.id}`)}>{say("revisions.toNewest")}</a>
            </p>
          )}
          {source && (
            <p class="facts">
              <a href={source} rel="external noreferrer">
                {say("hit.source")}
              </a>
              <a href="#cite">{say("cite.title")}</a>
            </p>
          )}
        </header>
        <div class="columns">
          <div class="reading">
            <Reader {...props} />
            {attachment === null && <MeasureTable page={page} lang={lang} measures={record.measures} id={record.id} />}
            <Relations page={page} graph={graph} />
            <Reposts page={page} record={record} others={others} />
            <Revisions page={page} id={record.id} shown={record.revision} newest={newest} />
            <CiteThis page={page} record={record} citation={citation} />
            <Origin page={page} record={record} citation={citation} isNewest={record.revision === newest} />
          </div>
          <div class="aside">
            <Facts page={page} record={record} graph={graph} />
            <Attachments {...props} />
            <Outline {...props} />
          </div>
        </div>
      </article>
    </Layout>
  );
}

/** How a document begins that has no title to know it by. */
function beginningOf(text: string): string {
  return shortened(text.trim().split("\n", 1)[0] ?? "", 30).toWellFormed();
}

/** Parameters of this page's address that stay when one of them changes. */
function kept({ record, newest, attachment, view, query }: DocumentPageProps): Parameters {
  return {
    revision: record.revision === newest ? null : record.revision,
    attachment,
    text: view === "restored" ? null : view,
    q: query,
  };
}

function Reader(props: DocumentPageProps): VNode {
  const { page, record, readable, attachment, sections, section, view, sought } = props;
  const { say, href } = page;
  const path = `/documents/${record.id}`;
  const shown = sections[section] ?? [];
  const within = { start: shown[0]?.start ?? 0, end: shown.at(-1)?.end ?? 0 };
  const types = [...new Set(readable.entities.filter((one) => one.in === "body").map(({ type }) => type))];
  const lang = languageOf(record.script);
  const name = attachment === null ? null : record.attachments[attachment]?.name;
  const numbered = (at: number) => (at === 0 ? null : at + 1);
  return (
    <section aria-labelledby="text">
      <h2 id="text">
        {name == null ? (
          say("doc.text")
        ) : (
          <>
            {say("hit.attachment")} <span lang={lang}>{name}</span>
          </>
        )}
      </h2>
      {name != null && (
        <p>
          <a href={href(path, { ...kept(props), attachment: null })}>{say("attachments.body")}</a>
        </p>
      )}
      <nav class="views noprint" aria-label={say("doc.view")}>
        <ul>
          {views.map((one) => (
            <li key={one}>
              <a
                href={href(`${path}#text`, { ...kept(props), text: one === "restored" ? null : one, section: numbered(section) })}
                aria-current={one === view ? "true" : undefined}
              >
                {say(`text.${one}`)}
              </a>
            </li>
          ))}
        </ul>
        <p class="dim">{say(`text.${view}.about`)}</p>
      </nav>
      <Toggles page={page} types={types} hasRepairs={readable.repairs.length > 0} />
      <DocumentText page={page} readable={readable} section={shown} view={view} lang={lang} sought={sought} />
      {sections.length > 1 && (
        <nav class="pages sections" aria-label={say("doc.text")}>
          <ul>
            {section > 0 && (
              <li>
                <a href={href(`${path}#text`, { ...kept(props), section: numbered(section - 1) })} rel="prev">
                  {say("doc.section.previous")}
                </a>
              </li>
            )}
            <li class="dim">{say("doc.section", { section: section + 1, sections: sections.length })}</li>
            {section + 1 < sections.length && (
              <li>
                <a href={href(`${path}#text`, { ...kept(props), section: numbered(section + 1) })} rel="next" data-more="">
                  {say("doc.section.next")}
                </a>
              </li>
            )}
          </ul>
        </nav>
      )}
      <EntityTable page={page} lang={lang} entities={readable.entities} within={within} />
      <RepairTable page={page} lang={lang} repairs={readable.repairs} />
    </section>
  );
}

/** Which marks are drawn. The style sheet looks at the boxes; nothing else has to. */
function Toggles({ page: { say }, types, hasRepairs }: { page: Page; types: readonly EntityType[]; hasRepairs: boolean }): VNode | null {
  if (types.length === 0 && !hasRepairs) return null;
  return (
    <fieldset class="toggles noprint">
      <legend>{say("doc.marks")}</legend>
      {types.map((type) => (
        <label key={type} class={`e-${type}`}>
          <input type="checkbox" id={`show-${type}`} checked autocomplete="off" /> {say(`entity.${type}`)}
        </label>
      ))}
      {hasRepairs && (
        <label>
          <input type="checkbox" id="show-repairs" checked autocomplete="off" /> {say("doc.repairs")}
        </label>
      )}
    </fieldset>
  );
}

/** Parts listed of an outline: all that have a name, down to a depth that can be read at a glance. */
const mostParts = 100;

function Outline(props: DocumentPageProps): VNode | null {
  const { page, record, readable, sections } = props;
  const { say, href } = page;
  const shown = readable.parts.filter(({ label, heading, level }) => level !== "title" && (label !== null || heading !== undefined));
  const top = shown.filter(({ id }) => id.split(".").length <= 2).slice(0, mostParts);
  if (top.length < 2) return null;
  const address = ({ id, textStart }: Part) => {
    const at = sectionAt(sections, textStart);
    return href(`/documents/${record.id}#${id}`, { ...kept(props), section: at === 0 ? null : at + 1 });
  };
  return (
    <nav class="outline noprint" aria-labelledby="outline">
      <h2 id="outline">{say("doc.outline")}</h2>
      <ol>
        {top.map((part) => (
          <li key={part.id} class={`depth-${part.id.split(".").length}`}>
            <a href={address(part)} lang="zh-Hans">
              {[part.label, part.heading?.slice(0, 40).toWellFormed()].filter(Boolean).join(" ")}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Attachments(props: DocumentPageProps): VNode | null {
  const { page, record, attachment } = props;
  const { say, href } = page;
  if (record.attachments.length === 0) return null;
  const lang = languageOf(record.script);
  return (
    <section aria-labelledby="attachments">
      <h2 id="attachments">{say("attachments.title")}</h2>
      <ul>
        {record.attachments.map(({ name, url, type, text }, at) => (
          // two attachments may bear one name
          <li key={`${at} ${name}`} aria-current={at === attachment ? "true" : undefined}>
            <span lang={lang}>{name}</span> {type !== null && <span class="dim">{type}</span>}{" "}
            {text === undefined ? (
              <span class="dim">{say("attachments.unread")}</span>
            ) : (
              <a href={href(`/documents/${record.id}#text`, { ...kept(props), attachment: at })}>{say("attachments.read")}</a>
            )}{" "}
            {webAddress(url) && (
              <a href={webAddress(url) ?? ""} rel="external noreferrer">
                {say("attachments.open")}
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
