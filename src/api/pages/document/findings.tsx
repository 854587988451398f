import type { VNode } from "preact";
import type { Entity } from "../../../model/entity.js";
import type { Measure } from "../../../model/measure.js";
import type { Repair } from "../../../model/record.js";
import type { Span } from "../../../text/offset-map.js";
import type { Page } from "../page.js";
import { bounds, entityWords } from "./entity-words.js";

interface Words {
  readonly page: Page;
  readonly lang: "zh-Hans" | "zh-Hant";
}

/** The entities of a section as a table: what the marks in the text lead to. */
export function EntityTable({ page, lang, entities, within }: Words & { entities: readonly Entity[]; within: Span }): VNode {
  const { say } = page;
  const rows = entities
    .map((entity, index) => ({ entity, index }))
    .filter(({ entity }) => entity.in === "title" || (entity.textStart < within.end && entity.textEnd > within.start));
  return (
    <details class="entities">
      <summary>
        <h2>
          {say("entities.title")} <span class="count">{rows.length}</span>
        </h2>
      </summary>
      {rows.length === 0 ? (
        <p>{say("entities.none")}</p>
      ) : (
        <Scroll label={say("entities.title")}>
          <table>
            <thead>
              <tr>
                <th scope="col">{say("entities.quote")}</th>
                <th scope="col">{say("entities.type")}</th>
                <th scope="col">{say("entities.value")}</th>
                <th scope="col">{say("entities.rule")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ entity, index }) => (
                <tr key={index} id={`e-${index}`}>
                  <td lang={lang}>{entity.quote}</td>
                  <td>{say(`entity.${entity.type}`)}</td>
                  <td lang="zh-Hans">{entityWords(entity, say).join(" · ")}</td>
                  <td class="code">{entity.rule}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </details>
  );
}

/** Repairs as before and after, with how certain each is. */
export function RepairTable({ page, lang, repairs }: Words & { repairs: readonly Repair[] }): VNode {
  const { say } = page;
  return (
    <details>
      <summary>
        <h2>
          {say("doc.repairs")} <span class="count">{repairs.length}</span>
        </h2>
      </summary>
      {repairs.length === 0 ? (
        <p>{say("doc.repairs.none")}</p>
      ) : (
        <Scroll label={say("doc.repairs")}>
          <table>
            <thead>
              <tr>
                <th scope="col">{say("repair.before")}</th>
                <th scope="col">{say("repair.after")}</th>
                <th scope="col">{say("repair.kind")}</th>
                <th scope="col">{say("repair.certainty")}</th>
              </tr>
            </thead>
            <tbody>
              {repairs.slice(0, mostRepairs).map(({ from, to, kind, certain, candidates = [], start }) => (
                <tr key={start}>
                  <td lang={lang}>{from.replace(/\s/g, "␣")}</td>
                  <td lang={lang}>{to === "" ? <span lang={page.language}>{say("repair.removed")}</span> : to.replace(/\n/g, "␣")}</td>
                  <td class="code">{kind}</td>
                  <td>
                    {say(certain ? "repair.certain" : "repair.probable")}
                    {!certain && candidates.length > 0 && ` (${say("repair.candidates", { others: candidates.slice(0, 3).join(" ") })})`}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </details>
  );
}

const mostRepairs = 500;

/** What the document gives to whom or asks of whom. */
export function MeasureTable({ page, lang, measures, id }: Words & { measures: readonly Measure[]; id: string | null }): VNode | null {
  const { say, href } = page;
  if (measures.length === 0) return null;
  return (
    <section aria-labelledby="measures">
      <h2 id="measures">
        {say("measures.title")} <span class="count">{measures.length}</span>
      </h2>
      <Scroll label={say("measures.title")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say("measures.instrument")}</th>
              <th scope="col">{say("measures.amount")}</th>
              <th scope="col">{say("measures.who")}</th>
              <th scope="col">{say("measures.condition")}</th>
              <th scope="col">{say("measures.deadline")}</th>
              <th scope="col">{say("measures.where")}</th>
            </tr>
          </thead>
          <tbody>
            {measures.map((measure) => (
              <tr key={measure.start}>
                <td>{say(`instrument.${measure.instrument}`)}</td>
                <td>
                  {measure.amounts.map((amount) => (
                    <div key={amount.start}>{bounds({ ...amount, value: null }, say, amount.currency)}</div>
                  ))}
                  {measure.rate && bounds({ ...measure.rate, value: null }, say, "%")}
                </td>
                <td lang={lang}>{(measure.beneficiary ?? measure.subject)?.quote}</td>
                <td lang={lang}>{measure.condition?.quote}</td>
                <td>{measure.deadline && (measure.deadline.value ?? <span lang={lang}>{measure.deadline.quote}</span>)}</td>
                <td>
                  {id === null ? (
                    <span lang={lang}>{shortened(measure.quote)}</span>
                  ) : (
                    <a href={href(`/documents/${id}#text`, { char: `${measure.start},${measure.end}` })} lang={lang}>
                      {shortened(measure.quote)}
                    </a>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

function shortened(text: string): string {
  return text.length <= 24 ? text : `${text.slice(0, 24).toWellFormed()}…`;
}

/** What scrolls has to be reached by those who scroll with the keyboard; it is no landmark. */
const reachable = (label: string) => ({ tabIndex: 0, role: "group", "aria-label": label }) as const;

/** What may be wider than the screen: it scrolls by itself, with the keyboard too. */
export function Scroll({ label, children }: { readonly label: string; readonly children: VNode }): VNode {
  return (
    <div class="scroll" {...reachable(label)}>
      {children}
    </div>
  );
}
