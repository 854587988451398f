import type { VNode } from "preact";
import type { PlaceCount, ShownFacets } from "../../app/facet-tree.js";
import { type Instrument, instrumentSchema } from "../../model/enums.js";
import { type Kind, kindSchema, type Script, scriptSchema } from "../../model/record.js";
import type { CountedFacet, FacetCounts } from "../../search/counted.js";
import { type BandedFacet, bandOf } from "./bands.js";
import type { Page } from "./page.js";
import { type SearchField, type SearchState, searchAddress } from "./search-state.js";
import type { SourceNames } from "./source-names.js";

/** What a page of results is counted by. */
export const pageFacets = [
  "year",
  "place",
  "issuer",
  "kind",
  "money",
  "enterprises",
  "instrument",
  "source",
  "script",
] as const satisfies readonly CountedFacet[];

interface FacetsProps {
  readonly page: Page;
  readonly state: SearchState;
  readonly facets: ShownFacets;
  readonly sourceNames: SourceNames;
}

interface Choice {
  readonly key: string;
  readonly label: string;
  readonly lang?: "zh-Hans";
  readonly count: number;
  readonly change: Partial<Record<SearchField, string>>;
  readonly below?: readonly Choice[];
}

/** Values shown of a facet. */
const mostChoices = 10;

/** The counts of all that was found, each a link that narrows the search to it. */
export function Facets(props: FacetsProps): VNode {
  const { page, state, facets } = props;
  const { say } = page;
  const groups = pageFacets.map((facet) => ({ facet, choices: choicesOf(facet, props) }));
  return (
    <aside class="facets" aria-label={say("search.facets")}>
      {groups
        .filter(({ choices }) => choices.length > 0)
        .map(({ facet, choices }) => (
          <details key={facet} open={facet === "year" || facet === "place" || facet === "kind"}>
            <summary>{say(`facet.${facet}`)}</summary>
            <Choices page={page} state={state} choices={choices.slice(0, mostChoices)} />
            {(choices.length > mostChoices || facets[facet]?.more) && <p class="dim">{say("search.more")}</p>}
          </details>
        ))}
    </aside>
  );
}

function Choices({ page, state, choices }: { page: Page; state: SearchState; choices: readonly Choice[] }): VNode {
  return (
    <ul>
      {choices.map(({ key, label, lang, count, change, below = [] }) => (
        <li key={key}>
          <a href={searchAddress(page, state, change)} lang={lang}>
            {label}
          </a>{" "}
          <span class="count">{count}</span>
          {below.length > 0 && <Choices page={page} state={state} choices={below.slice(0, mostChoices)} />}
        </li>
      ))}
    </ul>
  );
}

function choicesOf(facet: (typeof pageFacets)[number], { page, state, facets, sourceNames }: FacetsProps): Choice[] {
  const { say } = page;
  if (facet === "place") return placeChoices(facets.place?.values ?? [], state.place);
  const counts = facets[facet]?.values ?? [];
  const plain = (field: SearchField, values: FacetCounts["values"], labelOf?: (value: string) => string | null): Choice[] =>
    values.map(({ value, count }) => {
      const label = labelOf === undefined ? value : labelOf(value);
      return {
        key: value,
        label: label ?? value,
        count,
        change: { [field]: value },
        ...(labelOf === undefined && { lang: "zh-Hans" as const }),
      };
    });
  switch (facet) {
    case "year":
      return [...counts]
        .sort((a, b) => (a.value < b.value ? 1 : -1))
        .map(({ value, count }) => ({ key: value, label: value, count, change: { from: `${value}-01-01`, to: `${value}-12-31` } }));
    case "kind":
      return plain("kind", counts, (value) => (kindSchema.options.includes(value as Kind) ? say(`kind.${value as Kind}`) : null));
    case "script":
      return plain("script", counts, (value) => (scriptSchema.options.includes(value as Script) ? say(`script.${value as Script}`) : null));
    case "instrument":
      return counts.map(({ value, count }) => {
        const isKnown = instrumentSchema.options.includes(value as Instrument);
        const label = isKnown ? say(`instrument.${value as Instrument}`) : value;
        return { key: value, label, count, change: { q: [state.q ?? "*", `instrument:${value}`].join(" ") } };
      });
    case "money":
    case "enterprises":
      return bandChoices(facet, counts, page);
    case "source":
      return counts.map(({ value, count }) => {
        return { key: value, label: sourceNames.get(value) ?? value, lang: "zh-Hans", count, change: { source: value } };
      });
    default:
      return plain(facet, counts);
  }
}

/** Bands of amounts, the smallest first; those of yuan before those of other currencies. */
function bandChoices(facet: BandedFacet, counts: FacetCounts["values"], page: Page): Choice[] {
  const bands = counts.flatMap(({ value, count }) => {
    const band = bandOf(facet, value, page);
    return band === null ? [] : [{ ...band, value, count }];
  });
  const currencyOf = (value: string) => (value.startsWith("CNY:") ? "" : value.slice(0, 3));
  bands.sort((a, b) => (facet === "money" ? currencyOf(a.value).localeCompare(currencyOf(b.value)) : 0) || a.from - b.from);
  return bands.map(({ value, label, filter, count }) => ({ key: value, label, count, change: { [facet]: filter } }));
}

/** A level of places that holds but one is passed over: its counts say nothing that the level below it does not. */
function placeChoices(values: readonly PlaceCount[], chosen: string | undefined): Choice[] {
  const shown = values.filter(({ name }) => name !== null).sort((a, b) => b.count - a.count);
  return shown.map(({ code, name, count, below }) => ({
    key: code,
    label: name ?? code,
    lang: "zh-Hans",
    count,
    change: { place: code },
    ...((shown.length === 1 || code.slice(0, 2) === chosen?.slice(0, 2)) && { below: placeChoices(below, chosen) }),
  }));
}
