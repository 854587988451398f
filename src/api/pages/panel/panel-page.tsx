import type { VNode } from "preact";
import { type Panel, type PanelRow, panelOptionsSchema } from "../../../search/panel.js";
import { Scroll } from "../document/findings.js";
import { Layout } from "../layout.js";
import type { Page } from "../page.js";
import { type Mistake, QueryMistake } from "../query-mistake.js";
import { type Bar, Chart, shareText } from "./chart.js";

/** A panel as its address asks for it. */
interface PanelState {
  readonly terms: string;
  readonly q: string;
  readonly synonyms: boolean;
  readonly places: "home" | "mention";
  readonly placeLevel: "province" | "prefecture" | "county" | "none";
  readonly period: "year" | "quarter" | "month" | "none";
}

export interface PanelPageProps {
  readonly page: Page;
  readonly state: PanelState;
  readonly panel: Panel | null;
  readonly mistake: Mistake | null;
  readonly nameOf: (code: string) => string | null;
}

/** Rows shown of a table, and bars of a chart; the CSV holds all. */
const mostRows = 500;
const mostBars = 40;

/** A concept counted by place and period: chart, table and CSV. */
export function PanelPage(props: PanelPageProps): VNode {
  const { page, state, panel, mistake } = props;
  const { say } = page;
  return (
    <Layout page={page} title={state.terms === "" ? say("panel.title") : `${state.terms} · ${say("panel.title")}`} place="panel">
      <h1>{say("panel.title")}</h1>
      <p class="intro">{say("panel.intro")}</p>
      <PanelForm page={page} state={state} />
      {mistake !== null && <QueryMistake page={page} mistake={mistake} query={state.q} />}
      {panel !== null && panel.rows.length === 0 && <p class="notice">{say("panel.empty")}</p>}
      {panel !== null && panel.rows.length > 0 && <Counted {...props} panel={panel} />}
    </Layout>
  );
}

const shape = panelOptionsSchema.shape;

function PanelForm({ page, state }: { readonly page: Page; readonly state: PanelState }): VNode {
  const { say, href } = page;
  const isNamed = href("/") !== "/";
  return (
    <form class="search" method="get" action="/panel">
      {isNamed && <input type="hidden" name="lang" value={page.language} />}
      <div class="fields">
        <label>
          <span>{say("panel.terms")}</span>
          <input name="terms" type="text" value={state.terms} maxLength={1000} />
        </label>
        <label>
          <span>{say("panel.query")}</span>
          <input name="q" type="search" value={state.q} maxLength={500} />
        </label>
        <label>
          <span>{say("panel.placeLevel")}</span>
          <select name="placeLevel">
            {shape.placeLevel.unwrap().options.map((level) => (
              <option key={level} value={level} selected={level === state.placeLevel}>
                {level === "none" ? say("panel.none") : say(`level.${level}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{say("panel.places")}</span>
          <select name="places">
            {shape.places.unwrap().options.map((places) => (
              <option key={places} value={places} selected={places === state.places}>
                {say(`panel.places.${places}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{say("panel.period")}</span>
          <select name="period">
            {shape.period.unwrap().options.map((period) => (
              <option key={period} value={period} selected={period === state.period}>
                {period === "none" ? say("panel.none") : say(`panel.period.${period}`)}
              </option>
            ))}
          </select>
        </label>
        <label class="check">
          <input name="synonyms" type="checkbox" value="1" checked={state.synonyms} /> {say("panel.synonyms")}
        </label>
        <button type="submit">{say("panel.run")}</button>
      </div>
    </form>
  );
}

function Counted({ page, state, panel: { rows }, nameOf }: PanelPageProps & { readonly panel: Panel }): VNode {
  const { say } = page;
  const counts = state.terms === "";
  const parameters = {
    terms: state.terms,
    q: state.q,
    synonyms: state.synonyms ? "1" : "",
    places: state.places,
    placeLevel: state.placeLevel,
    period: state.period,
  };
  const csv = (format: string) =>
    `/v1/panel?${new URLSearchParams(Object.entries({ ...parameters, format }).filter(([, value]) => value !== ""))}`;
  const placeOf = (row: PanelRow) => (row.place === null ? null : (nameOf(row.place) ?? row.place));
  const when = (row: PanelRow) => row.period ?? (state.period === "none" ? say("panel.all") : say("panel.undated"));
  const where = (row: PanelRow) => placeOf(row) ?? (state.placeLevel === "none" ? say("panel.all") : say("panel.nowhere"));
  return (
    <>
      <figure>
        <figcaption>
          <h2>{counts ? say("panel.count") : say("panel.chart")}</h2>
        </figcaption>
        <Chart title={counts ? say("panel.count") : say("panel.chart")} bars={barsOf(rows, counts, { when, where }, state)} />
      </figure>
      <h2>{say("panel.table")}</h2>
      <p class="actions">
        <a href={csv("csv")}>{say("panel.csv")}</a>
        {!counts && <a href={csv("wide")}>{say("panel.wide")}</a>}
      </p>
      <Scroll label={say("panel.table")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say("panel.place")}</th>
              <th scope="col">{say("panel.when")}</th>
              <th scope="col" class="number">
                {say("panel.documents")}
              </th>
              {!counts &&
                (["panel.matching", "panel.occurrences", "panel.share"] as const).map((key) => (
                  <th key={key} scope="col" class="number">
                    {say(key)}
                  </th>
                ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, mostRows).map((row) => (
              <tr key={`${row.place} ${row.period}`}>
                <td lang={placeOf(row) === null ? undefined : "zh-Hans"}>{where(row)}</td>
                <td>{when(row)}</td>
                <td class="number">{row.documents}</td>
                {!counts && (
                  <>
                    <td class="number">{row.matching}</td>
                    <td class="number">{row.occurrences}</td>
                    <td class="number">{shareText(row.matching, row.documents)}</td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

type Named = Record<"when" | "where", (row: PanelRow) => string>;

/** Bars by period where the panel has more than one, else by place: shares add up over the other one exactly. */
function barsOf(rows: readonly PanelRow[], counts: boolean, { when, where }: Named, state: PanelState): Bar[] {
  const byPeriod = state.period !== "none" && (state.placeLevel === "none" || new Set(rows.map(({ period }) => period)).size > 1);
  const sums = new Map<string, { label: string; lang: string | undefined; documents: number; matching: number }>();
  for (const row of rows) {
    const label = byPeriod ? when(row) : where(row);
    const sum = sums.get(label) ?? { label, lang: byPeriod || row.place === null ? undefined : "zh-Hans", documents: 0, matching: 0 };
    sum.documents += row.documents;
    sum.matching += row.matching;
    sums.set(label, sum);
  }
  const inOrder = byPeriod ? [...sums.values()].sort((a, b) => (sortKey(a.label) < sortKey(b.label) ? -1 : 1)) : [...sums.values()];
  return inOrder
    .slice(-mostBars)
    .map(({ label, lang, documents, matching }) => ({ label, lang, value: counts ? documents : matching, of: counts ? null : documents }));
}

/** Periods in order of time; what has none comes last. */
function sortKey(label: string): string {
  return /^\d/.test(label) ? label : `~${label}`;
}
