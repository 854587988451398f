import type { VNode } from "preact";
import { kindSchema } from "../../model/record.js";
import { queryForms } from "./messages/examples.js";
import type { Page } from "./page.js";
import { filterFields, type SearchField, type SearchState, searchAddress } from "./search-state.js";

/** Values that a field completes, where there is no script: the most frequent ones. */
export interface Completions {
  readonly places: readonly string[];
  readonly issuers: readonly string[];
}

interface FormProps {
  readonly page: Page;
  readonly state: SearchState;
  readonly completions: Completions;
}

/** Fields that the form shows as inputs of their own; the others it carries along. */
const shown: readonly SearchField[] = ["q", "place", "issuer", "kind", "from", "to", "money", "enterprises", "possible", "sort", "page"];

/** The search box with its filters, which are short forms of what the box takes as well. */
export function SearchForm({ page, state, completions }: FormProps): VNode {
  const { say, href } = page;
  const isNamed = href("/") !== "/";
  const carried = filterFields.filter((name) => !shown.includes(name) && state[name] !== undefined);
  const isOpen = filterFields.some((name) => state[name] !== undefined);
  return (
    <search>
      <form class="search" method="get" action="/search">
        {isNamed && <input type="hidden" name="lang" value={page.language} />}
        {carried.map((name) => (
          <input key={name} type="hidden" name={name} value={state[name] ?? ""} />
        ))}
        {state.sort !== undefined && <input type="hidden" name="sort" value={state.sort} />}
        <div class="query">
          <input
            name="q"
            type="search"
            value={state.q ?? ""}
            placeholder={say("search.placeholder")}
            aria-label={say("search.box")}
            maxLength={500}
            autocomplete="off"
          />
          <button type="submit">{say("search.button")}</button>
        </div>
        <details class="filters" open={isOpen}>
          <summary>{say("search.filters")}</summary>
          <Filters page={page} state={state} completions={completions} />
        </details>
        <QueryHelp page={page} />
      </form>
    </search>
  );
}

function Filters({ page: { say }, state, completions }: FormProps): VNode {
  const field = (name: SearchField, label: string, more: { list?: string; placeholder?: string; type?: "date" } = {}) => (
    <label>
      <span>{label}</span>
      <input name={name} type="text" value={state[name] ?? ""} autocomplete="off" {...more} />
    </label>
  );
  return (
    <div class="fields">
      {field("place", say("search.place"), { list: "places" })}
      {field("issuer", say("search.issuer"), { list: "issuers" })}
      <label>
        <span>{say("search.kind")}</span>
        <select name="kind">
          <option value="">{say("search.any")}</option>
          {kindSchema.options.map((kind) => (
            <option key={kind} value={kind} selected={state.kind === kind}>
              {say(`kind.${kind}`)}
            </option>
          ))}
        </select>
      </label>
      {field("from", say("search.from"), { type: "date" })}
      {field("to", say("search.to"), { type: "date" })}
      {field("money", say("search.money"), { placeholder: ">=1e7" })}
      {field("enterprises", say("search.enterprises"), { placeholder: ">=100" })}
      <label class="check">
        <input name="possible" type="checkbox" value="1" checked={state.possible === "1"} /> {say("search.possible")}
      </label>
      <datalist id="places" data-suggest="place">
        {completions.places.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <datalist id="issuers" data-suggest="issuer">
        {completions.issuers.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </div>
  );
}

function QueryHelp({ page }: { readonly page: Page }): VNode {
  const { say } = page;
  return (
    <details class="help">
      <summary>{say("help.title")}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{say("help.write")}</th>
            <th scope="col">{say("help.finds")}</th>
          </tr>
        </thead>
        <tbody>
          {queryForms.map(({ write, finds }) => (
            <tr key={write}>
              <td lang="zh-Hans">
                <a class="code" href={searchAddress(page, { q: write })}>
                  {write}
                </a>
              </td>
              <td>{say(finds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
