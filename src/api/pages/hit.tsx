import type { VNode } from "preact";
import type { CompactHit } from "../../search/compact.js";
import type { MatchedValue } from "../../search/matched.js";
import type { Snippet } from "../../search/snippets.js";
import { dayOf, languageOf, Marked, webAddress } from "./document-text.js";
import { formatNumber, type PlainKey, type Say } from "./messages/messages.js";
import type { Page } from "./page.js";

interface HitProps {
  readonly page: Page;
  readonly hit: CompactHit;
  /** text of the query, which the document's page marks as well */
  readonly query?: string | undefined;
}

/** A document that was found: its title leads to its page here, the page that it came from stands beside it. */
export function Hit({ page, hit, query }: HitProps): VNode {
  const { say, href } = page;
  const { highlights } = hit;
  const lang = languageOf(hit.script);
  const source = webAddress(hit.url);
  const title = highlights.title ? <Marked snippet={highlights.title} /> : hit.title;
  return (
    <li class="hit">
      <h3 lang={lang}>
        <a href={href(`/documents/${hit.id}`, { q: query })}>
          {title ?? (
            <>
              <span lang={page.language} class="dim">
                {say("hit.untitled")}
              </span>{" "}
              {hit.beginning}…
            </>
          )}
        </a>
      </h3>
      <p class="facts">
        <Facts page={page} hit={hit} lang={lang} />
        {source && (
          <a href={source} rel="external noreferrer">
            {say("hit.source")}
          </a>
        )}
      </p>
      {highlights.body.map((snippet) => (
        <Piece key={snippet.start} snippet={snippet} lang={lang} />
      ))}
      {highlights.attachments.map(({ index, name, snippets }) => (
        <div key={index} class="attached">
          <p class="facts">
            {say("hit.attachment")} <span lang={lang}>{name}</span>
          </p>
          {snippets.map((snippet) => (
            <Piece key={snippet.start} snippet={snippet} lang={lang} />
          ))}
        </div>
      ))}
      {highlights.moreAttachments > 0 && <p class="facts">{say("hit.moreAttachments", { count: highlights.moreAttachments })}</p>}
      {hit.matched.length > 0 && (
        <ul class="chips" aria-label={say("hit.matched")}>
          {hit.matched.map((value) => (
            <MatchedChip key={JSON.stringify(value)} say={say} value={value} lang={lang} />
          ))}
        </ul>
      )}
      {(hit.reposts ?? 0) > 0 && (
        <p class="facts">
          <a href={href(`/documents/${hit.id}#reposts`)}>{say("hit.reposts", { count: hit.reposts ?? 0 })}</a>
        </p>
      )}
    </li>
  );
}

function Facts({ page: { say }, hit, lang }: HitProps & { readonly lang: string }): VNode {
  const body = hit.issuers.length > 0 ? hit.issuers.slice(0, 3).join(say("list.and")) : hit.publisher;
  const date = dayOf(hit.date);
  const facts: (VNode | null)[] = [
    date === null ? null : <time dateTime={date}>{date}</time>,
    hit.number === null ? null : <span lang={lang}>{hit.number}</span>,
    body === null ? null : <span lang={lang}>{body}</span>,
    hit.place === null ? null : <span lang="zh-Hans">{hit.place.name}</span>,
    <span>{say(`kind.${hit.kind}`)}</span>,
    hit.standing === undefined ? null : <Standing say={say} state={hit.standing.state} />,
  ];
  return <>{facts.filter((fact) => fact !== null)}</>;
}

/** How a document stands, as a badge. */
export function Standing({ say, state }: { readonly say: Say; readonly state: NonNullable<CompactHit["standing"]>["state"] }): VNode {
  return <span class={`standing ${state}`}>{say(`standing.${state}`)}</span>;
}

function Piece({ snippet, lang }: { readonly snippet: Snippet; readonly lang: string }): VNode {
  return (
    <p lang={lang} class="snippet">
      …<Marked snippet={snippet} />…
    </p>
  );
}

const matchedLabels: Readonly<Record<string, PlainKey>> = {
  money: "matched.money",
  enterprises: "matched.enterprises",
  place: "matched.place",
  effective: "matched.effective",
  deadline: "matched.deadline",
  signed: "matched.signed",
};

/** A value that met a filter, in the document's own words where it states it. */
function MatchedChip({ say, value, lang }: { readonly say: Say; readonly value: MatchedValue; readonly lang: string }): VNode {
  const { filter, quote, name, day } = value;
  const label = matchedLabels[filter];
  const meant = day ?? (name !== undefined && name !== quote ? name : amountOf(value));
  return (
    <li>
      {label && <span class="dim">{say(label)}</span>} {quote !== null && <span lang={lang}>{quote}</span>}
      {quote !== null && meant !== null && " = "}
      {meant !== null && <span lang={name === meant ? "zh-Hans" : undefined}>{meant}</span>}
    </li>
  );
}

function amountOf({ min, max, currency }: MatchedValue): string | null {
  if (min === undefined && max === undefined) return null;
  const number = (bound: number | null | undefined) => (bound === null || bound === undefined ? "" : formatNumber(bound));
  const range = min === max ? number(min) : `${number(min)}–${number(max)}`;
  return [range, currency].filter(Boolean).join(" ");
}
