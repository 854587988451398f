import type { VNode } from "preact";
import type { DocumentGraph } from "../../../app/graph.js";
import type { DateEvidence, StoredRecord } from "../../../model/record.js";
import { languageOf } from "../document-text.js";
import { Standing } from "../hit.js";
import type { Page } from "../page.js";
import { searchAddress } from "../search-state.js";

interface FactsProps {
  readonly page: Page;
  readonly record: StoredRecord;
  readonly graph: DocumentGraph;
}

type Fact = readonly [label: string, value: VNode];

/** What holds for the document as a whole, each with where it is from. */
export function Facts({ page, record, graph }: FactsProps): VNode {
  const { say } = page;
  const lang = languageOf(record.script);
  const said = (value: string) => <span lang={lang}>{value}</span>;
  const { jurisdiction, kind, issuerLevel } = record;
  const facts: (Fact | null)[] = [
    record.issuers.length === 0 ? null : [say("fact.issuers"), <Issuers page={page} issuers={record.issuers} />],
    record.documentNumbers.length === 0 ? null : [say("fact.number"), said(record.documentNumbers.join(say("list.and")))],
    [say("fact.standing", { day: graph.asOf }), <Stands page={page} graph={graph} />],
    ...datesOf(record, page),
    [say("fact.kind"), <a href={searchAddress(page, { kind })}>{say(`kind.${kind}`)}</a>],
    jurisdiction && [
      say("fact.place"),
      <>
        <a href={searchAddress(page, { place: jurisdiction.code })} lang="zh-Hans">
          {jurisdiction.name}
        </a>{" "}
        <span class="dim">
          {jurisdiction.code}
          {" · "}
          {say(`evidence.${jurisdiction.evidence}`)}
        </span>
      </>,
    ],
    issuerLevel && [say("fact.level"), <span>{say(`level.${issuerLevel}`)}</span>],
    record.publisher === null ? null : [say("fact.publisher"), said(record.publisher)],
    record.author === null ? null : [say("fact.author"), said(record.author)],
    record.editor === null ? null : [say("fact.editor"), said(record.editor)],
    record.source && [
      say("fact.source"),
      <a href={searchAddress(page, { source: record.source.id })} lang="zh-Hans">
        {record.source.name}
      </a>,
    ],
    record.status.length === 0 ? null : [say("fact.status"), said(record.status.map(({ word }) => word).join(say("list.and")))],
  ];
  return (
    <section class="doc-facts" aria-labelledby="facts">
      <h2 id="facts">{say("doc.facts")}</h2>
      <dl>
        {facts.flatMap((fact) =>
          fact === null
            ? []
            : [
                <div key={fact[0]}>
                  <dt>{fact[0]}</dt>
                  <dd>{fact[1]}</dd>
                </div>,
              ],
        )}
      </dl>
    </section>
  );
}

function Issuers({ page, issuers }: { readonly page: Page; readonly issuers: readonly string[] }): VNode {
  return (
    <>
      {issuers.map((issuer, at) => (
        <span key={issuer}>
          {at > 0 && page.say("list.and")}
          <a href={searchAddress(page, { issuer })} lang="zh-Hans">
            {issuer}
          </a>
        </span>
      ))}
    </>
  );
}

function Stands({ page: { say, href }, graph: { standing } }: { readonly page: Page; readonly graph: DocumentGraph }): VNode {
  return (
    <>
      <Standing say={say} state={standing.state} />
      {standing.since !== null && ` ${say("fact.since", { day: standing.since })}`}
      {standing.by !== null && (
        <>
          {" · "}
          <a href={href(`/documents/${standing.by}`)}>{say("fact.by")}</a>
        </>
      )}
    </>
  );
}

const dateFields = [
  "publishedAt",
  "signedAt",
  "effectiveFrom",
  "effectiveTo",
  "deadline",
] as const satisfies readonly DateEvidence["field"][];

function datesOf(record: StoredRecord, { say, href }: Page): Fact[] {
  return dateFields.flatMap((field): Fact[] => {
    const value = record[field];
    if (value === null) return [];
    const evidence = record.dates.find((one) => one.field === field && value.startsWith(one.value.slice(0, 10)));
    const { start, end } = evidence ?? {};
    const passage = start !== undefined && end !== undefined ? href(`/documents/${record.id}#text`, { char: `${start},${end}` }) : null;
    const from = evidence && say(`evidence.${evidence.from}`);
    return [
      [
        say(`date.${field}`),
        <>
          <time dateTime={value}>{value.slice(0, 10)}</time>
          {from && <span class="dim"> {passage ? <a href={passage}>{from}</a> : from}</span>}
        </>,
      ],
    ];
  });
}
