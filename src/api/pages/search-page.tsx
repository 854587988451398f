import type { VNode } from "preact";
import type { SearchResult } from "../../app/search.js";
import type { CompactHit } from "../../search/compact.js";
import type { MatchedValue } from "../../search/matched.js";
import type { Snippet } from "../../search/snippets.js";
import { type Language, languages, type Messages, messages } from "./messages.js";

export interface SearchPageProps {
  readonly language: Language;
  /** the form's fields as they were sent */
  readonly fields: Readonly<Record<string, string>>;
  /** null before anything was searched */
  readonly found: SearchResult | null;
  /** why the search was not understood */
  readonly mistake: string | null;
}

/** The search page: a form, and hits with their terms marked in the restored text. Works without JavaScript. */
export function SearchPage({ language, fields, found, mistake }: SearchPageProps): VNode {
  const say = messages[language];
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{fields.q ? `${fields.q} · ${say.title}` : say.title}</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <header>
          <h1>{say.title}</h1>
          <nav>
            {languages.map((other) => (
              <a href={address(fields, { lang: other })} lang={other} aria-current={other === language ? "true" : undefined}>
                {messages[other].language}
              </a>
            ))}
          </nav>
        </header>
        <main>
          <Form say={say} language={language} fields={fields} />
          {mistake !== null && (
            <p class="mistake" role="alert">
              {mistake}
            </p>
          )}
          {found !== null && <Results say={say} fields={fields} found={found} />}
        </main>
      </body>
    </html>
  );
}

function Form({ say, language, fields }: { say: Messages; language: Language; fields: SearchPageProps["fields"] }): VNode {
  const field = (name: string, label: string, placeholder = "") => (
    <label>
      {label}
      <input name={name} type="text" value={fields[name] ?? ""} placeholder={placeholder} />
    </label>
  );
  const day = (name: string, label: string) => (
    <label>
      {label}
      <input name={name} type="date" value={fields[name] ?? ""} />
    </label>
  );
  return (
    <form method="get" action="/">
      <input type="hidden" name="lang" value={language} />
      <div class="query">
        <input name="q" type="search" value={fields.q ?? ""} placeholder={say.placeholder} aria-label={say.search} maxLength={500} />
        <button type="submit">{say.search}</button>
      </div>
      <p class="hint">{say.hint}</p>
      <div class="filters">
        {field("place", say.place, "370000")}
        {day("from", say.from)}
        {day("to", say.to)}
        {field("money", say.money, ">=1e7")}
        {field("enterprises", say.enterprises, ">=100")}
        <label>
          {say.sort}
          <select name="sort">
            <option value="relevance" selected={fields.sort !== "date"}>
              {say.relevance}
            </option>
            <option value="date" selected={fields.sort === "date"}>
              {say.date}
            </option>
          </select>
        </label>
      </div>
    </form>
  );
}

function Results({ say, fields, found }: { say: Messages; fields: SearchPageProps["fields"]; found: SearchResult }): VNode {
  const { page, size } = found.query;
  const hits = found.folded ?? found.total;
  return (
    <section>
      <p class="total" role="status">
        {say.found(found.total)}
        {found.undated > 0 && ` · ${say.undated(found.undated)}`}
        {found.currencies.length > 0 && ` · ${say.money}: ${found.currencies.join(", ")}`}
      </p>
      {found.total === 0 && <p>{say.none}</p>}
      <ol start={(page - 1) * size + 1}>
        {found.hits.map((hit) => (
          <Hit say={say} hit={hit} />
        ))}
      </ol>
      {hits > size && (
        <nav class="pages">
          {page > 1 && <a href={address(fields, { page: String(page - 1) })}>{say.previous}</a>}
          <span>{say.page(page)}</span>
          {page * size < hits && <a href={address(fields, { page: String(page + 1) })}>{say.next}</a>}
        </nav>
      )}
    </section>
  );
}

function Hit({ say, hit }: { say: Messages; hit: CompactHit }): VNode {
  const { highlights } = hit;
  const language = hit.script === "hans" ? "zh-Hans" : "zh-Hant";
  const link = webAddress(hit.url);
  const title = highlights.title ? <Marked snippet={highlights.title} /> : (hit.title ?? `${say.untitled} ${hit.beginning}…`);
  return (
    <li>
      <h2 lang={language}>{link ? <a href={link}>{title}</a> : title}</h2>
      <p class="facts">
        {[hit.date?.slice(0, 10), hit.number, hit.issuers[0] ?? hit.publisher, hit.place?.name].filter(Boolean).join(" · ")}{" "}
        <a href={`/v1/records/${hit.id}`}>{say.record}</a>
      </p>
      {highlights.body.map((snippet) => (
        <p lang={language} class="snippet">
          …<Marked snippet={snippet} />…
        </p>
      ))}
      {highlights.attachments.map(({ name, snippets }) => (
        <div class="attachment">
          <p class="facts">
            {say.attachment} <span lang={language}>{name}</span>
          </p>
          {snippets.map((snippet) => (
            <p lang={language} class="snippet">
              …<Marked snippet={snippet} />…
            </p>
          ))}
        </div>
      ))}
      {highlights.moreAttachments > 0 && <p class="facts">{say.moreAttachments(highlights.moreAttachments)}</p>}
      {hit.matched.length > 0 && (
        <p lang={language} class="facts">
          {hit.matched.map(matchedText).join(" · ")}
        </p>
      )}
    </li>
  );
}

/** A value that met a filter, in the document's own words where it states it. */
function matchedText({ quote, name, day }: MatchedValue): string {
  return [quote, name !== undefined && name !== quote ? name : null, day].filter(Boolean).join(" → ");
}

function Marked({ snippet: { text, spans } }: { snippet: Snippet }): VNode {
  const parts: (string | VNode)[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    parts.push(text.slice(at, start), <mark>{text.slice(start, end)}</mark>);
    at = end;
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}

/** An address that may stand in a link: of http or https, nothing that could run. */
function webAddress(url: string | null): string | null {
  return url !== null && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? url : null;
}

function address(fields: SearchPageProps["fields"], change: Record<string, string>): string {
  const parameters = new URLSearchParams(Object.entries({ ...fields, page: "", ...change }).filter(([, value]) => value !== ""));
  return `/?${parameters}`;
}
