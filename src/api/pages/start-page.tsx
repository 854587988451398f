import type { VNode } from "preact";
import { type Kind, kindSchema } from "../../model/record.js";
import { Hit } from "./hit.js";
import { Layout } from "./layout.js";
import type { Overview } from "./overview.js";
import type { Page } from "./page.js";
import { SearchForm } from "./search-form.js";
import { Examples } from "./search-page.js";
import { type SearchState, searchAddress } from "./search-state.js";
import { completionsOf } from "./suggest.js";

interface StartPageProps {
  readonly page: Page;
  readonly overview: Overview;
}

/** Values shown of each count. */
const mostValues = 12;

/** What the store holds, and where to begin. */
export function StartPage({ page, overview }: StartPageProps): VNode {
  const { say, href } = page;
  return (
    <Layout page={page} title={null}>
      <section class="intro">
        <h1>{say("start.title")}</h1>
        <p>{say("start.intro")}</p>
      </section>
      <SearchForm page={page} state={{}} completions={completionsOf(overview)} />
      {overview.total === 0 ? (
        <div class="notice">
          <h2>{say("start.empty")}</h2>
          <p>{say("start.empty.help")}</p>
        </div>
      ) : (
        <>
          <Examples page={page} />
          <div class="start">
            <section>
              <h2>{say("start.newest")}</h2>
              <ol class="hits plain">
                {overview.newest.map((hit) => (
                  <Hit key={hit.id} page={page} hit={hit} />
                ))}
              </ol>
              <p>
                <a href={searchAddress(page, { q: "*", sort: "date" })}>{say("start.newest.all")}</a>
              </p>
            </section>
            <Holdings page={page} overview={overview} />
          </div>
        </>
      )}
      <p>
        <a href={href("/try")}>{say("start.try")}</a>
      </p>
    </Layout>
  );
}

interface Value {
  readonly label: string;
  readonly lang?: string;
  readonly count: number;
  readonly state: SearchState;
}

function Holdings({ page, overview: { total, facets, sourceNames } }: StartPageProps): VNode {
  const { say } = page;
  const kinds = (facets.kind?.values ?? []).flatMap(({ value, count }): Value[] => {
    const kind = kindSchema.options.find((one: Kind) => one === value);
    return kind === undefined ? [] : [{ label: say(`kind.${kind}`), count, state: { kind } }];
  });
  const places = [...(facets.place?.values ?? [])].sort((a, b) => b.count - a.count);
  const groups: { readonly title: string; readonly values: readonly Value[] }[] = [
    {
      title: say("start.places"),
      values: places.map(({ code, name, count }) => ({ label: name ?? code, lang: "zh-Hans", count, state: { place: code } })),
    },
    { title: say("start.kinds"), values: kinds },
    {
      title: say("start.years"),
      values: [...(facets.year?.values ?? [])]
        .sort((a, b) => (a.value < b.value ? 1 : -1))
        .map(({ value, count }) => ({ label: value, count, state: { from: `${value}-01-01`, to: `${value}-12-31` } })),
    },
    {
      title: say("start.sources"),
      values: (facets.source?.values ?? []).map(({ value, count }) => ({
        label: sourceNames.get(value) ?? value,
        lang: "zh-Hans",
        count,
        state: { source: value },
      })),
    },
  ];
  return (
    <section class="holdings">
      <h2>{say("start.holdings")}</h2>
      <p>{say("start.documents", { count: total })}</p>
      {groups
        .filter(({ values }) => values.length > 0)
        .map(({ title, values }) => (
          <div key={title}>
            <h3>{title}</h3>
            <ul class="chips">
              {values.slice(0, mostValues).map(({ label, lang, count, state }) => (
                <li key={JSON.stringify(state)}>
                  <a href={searchAddress(page, state)} lang={lang}>
                    {label}
                  </a>{" "}
                  <span class="count">{count}</span>
                </li>
              ))}
            </ul>
          </div>
        ))}
    </section>
  );
}
