import type { VNode } from "preact";
import type { Citation } from "../../../export/citation.js";
import { cslItem } from "../../../export/formats/citations.js";
import type { StoredRecord } from "../../../model/record.js";
import { languageOf, webAddress } from "../document-text.js";
import type { Page } from "../page.js";

interface OriginProps {
  readonly page: Page;
  readonly record: StoredRecord;
  readonly citation: Citation;
  readonly isNewest: boolean;
}

/** Where the text is from, and how to check that it is what was fetched. */
export function Origin({ page, record, citation, isNewest }: OriginProps): VNode {
  const { say, href } = page;
  const { id, revision, url, originalUrl, fetchedAt, charset, pipeline } = record;
  const rows: (readonly [string, VNode] | null)[] = [
    url === null ? null : [say("origin.url"), <Address url={url} />],
    originalUrl === null ? null : [say("origin.first"), <Address url={originalUrl} />],
    fetchedAt === null ? null : [say("origin.fetched"), <time dateTime={fetchedAt}>{fetchedAt.replace("T", " ")}</time>],
    [say("origin.hash"), <code class="hash">{citation.sha256}</code>],
    [
      say("origin.charset"),
      <>
        {say("origin.charset.said", { name: charset.name, evidence: say(`charset.${charset.evidence}`) })}
        {charset.declared.length > 0 && ` · ${say("origin.charset.declared", { declared: charset.declared.join(", ") })}`}
        {charset.undecodable > 0 && ` · ${say("origin.charset.undecodable", { count: charset.undecodable })}`}
      </>,
    ],
    [
      say("origin.permalink"),
      <a class="code" href={href(`/documents/${id}`, { revision })}>
        /documents/{id}?revision={revision}
      </a>,
    ],
    [
      say("origin.data"),
      <>
        <a href={`/v1/records/${id}?revision=${revision}`}>JSON</a>{" "}
        <a href={`/v1/records/${id}?revision=${revision}&format=md`}>Markdown</a>{" "}
        {isNewest && <a href={`/v1/records/${id}?format=original`}>{say("origin.bytes")}</a>}
      </>,
    ],
    [
      say("origin.pipeline"),
      <code>
        {pipeline.version} · {pipeline.generation}
      </code>,
    ],
  ];
  return (
    <section class="original" aria-labelledby="origin">
      <h2 id="origin">{say("origin.title")}</h2>
      <dl>
        {rows.flatMap((row) =>
          row === null
            ? []
            : [
                <div key={row[0]}>
                  <dt>{row[0]}</dt>
                  <dd>{row[1]}</dd>
                </div>,
              ],
        )}
      </dl>
    </section>
  );
}

function Address({ url }: { readonly url: string }): VNode {
  const address = webAddress(url);
  if (address === null) return <span>{url}</span>;
  return (
    <a href={address} rel="external noreferrer">
      {url}
    </a>
  );
}

/** How to cite the document, in words and as files that programs read. */
export function CiteThis({ page, record, citation }: Omit<OriginProps, "isNewest">): VNode {
  const { say } = page;
  const file = (extension: string) => `/documents/${record.id}/cite.${extension}?revision=${record.revision}`;
  return (
    <section aria-labelledby="cite">
      <h2 id="cite">{say("cite.title")}</h2>
      <p class="dim">{say("cite.about")}</p>
      <blockquote lang={languageOf(record.script)}>{citation.citation}</blockquote>
      <ul class="actions">
        <li>
          <a href={file("bib")}>BibTeX</a>
        </li>
        <li>
          <a href={file("ris")}>RIS</a>
        </li>
        <li>
          <a href={file("json")}>CSL-JSON</a>
        </li>
      </ul>
    </section>
  );
}

/** The tags of the head that reference managers read. */
export function CitationTags({ record }: { readonly record: StoredRecord }): VNode {
  const { title, author = [], number, publisher, issued, URL: url, language } = cslItem(record);
  const day = issued?.["date-parts"][0]?.map((part) => String(part).padStart(2, "0")).join("/");
  const tags: (readonly [string, string | undefined])[] = [
    ["citation_title", title ?? record.id],
    ...author.map(({ literal }) => ["citation_author", literal] as const),
    ["citation_publication_date", day],
    ["citation_publisher", publisher],
    ["citation_technical_report_number", number],
    ["citation_public_url", webAddress(url ?? null) ?? undefined],
    ["citation_language", language],
  ];
  return <>{tags.map(([name, content]) => content !== undefined && <meta key={`${name} ${content}`} name={name} content={content} />)}</>;
}
