import type { VNode } from "preact";
import type { Extraction } from "../../../model/page.js";
import type { Document, StageName } from "../../../model/record.js";
import { shownText, textsOf } from "../../../search/texts.js";
import { EntityTable, MeasureTable, RepairTable, Scroll } from "../document/findings.js";
import { type Readable, sectionsOf } from "../document/reading.js";
import { DocumentText } from "../document/text.js";
import { languageOf, SaidText } from "../document-text.js";
import { Layout } from "../layout.js";
import type { PlainKey } from "../messages/messages.js";
import type { Page } from "../page.js";
import { saidIn } from "../said.js";

/** What came of a trial. */
export type TrialOutcome =
  | { readonly is: "nothing yet" }
  | { readonly is: "told"; readonly message: PlainKey }
  | { readonly is: "failed"; readonly code: string; readonly detail: string }
  | { readonly is: "extracted"; readonly extraction: Extraction };

export interface TrialPageProps {
  readonly page: Page;
  readonly text: string;
  readonly outcome: TrialOutcome;
  readonly isOffered: boolean;
}

/** A text taken through the pipeline, stage by stage, with nothing stored. */
export function TrialPage({ page, text, outcome, isOffered }: TrialPageProps): VNode {
  const { say, href } = page;
  return (
    <Layout page={page} title={say("try.title")} place="try">
      <h1>{say("try.title")}</h1>
      <p class="intro">{say("try.intro")}</p>
      {isOffered ? (
        <form class="trial" method="post" action={href("/try")} encType="multipart/form-data">
          <label>
            <span>{say("try.text")}</span>
            <textarea name="text" rows={outcome.is === "extracted" ? 5 : 10} lang="zh-Hans">
              {text}
            </textarea>
          </label>
          <label>
            <span>{say("try.file")}</span>
            <input name="file" type="file" />
          </label>
          <p>
            <button type="submit">{say("try.run")}</button>
          </p>
        </form>
      ) : (
        <p class="notice">{say("try.unavailable")}</p>
      )}
      <Outcome page={page} outcome={outcome} />
    </Layout>
  );
}

function Outcome({ page, outcome }: { readonly page: Page; readonly outcome: TrialOutcome }): VNode | null {
  const { say } = page;
  switch (outcome.is) {
    case "nothing yet":
      return null;
    case "told":
      return (
        <p class="notice" role="alert">
          {say(outcome.message)}
        </p>
      );
    case "failed":
      return (
        <div class="notice" role="alert">
          <h2>{say("try.failed")}</h2>
          <p lang="en">{outcome.detail}</p>
          <p class="dim">
            {say("error.code")} <code>{outcome.code}</code>
          </p>
        </div>
      );
    case "extracted":
      return <Stages page={page} extraction={outcome.extraction} />;
  }
}

const stages = ["decode", "extract", "repair", "simplify", "segment", "annotate", "record"] as const satisfies readonly StageName[];

interface StagesProps {
  readonly page: Page;
  readonly extraction: Extraction;
}

function Stages({ page, extraction }: StagesProps): VNode {
  const { say } = page;
  return (
    <>
      <h2>{say("try.stages")}</h2>
      <ol class="stages">
        {stages.map((stage) => (
          <li key={stage}>
            <section aria-labelledby={`stage-${stage}`}>
              <h3 id={`stage-${stage}`}>{say(`stage.${stage}`)}</h3>
              <Stage page={page} extraction={extraction} stage={stage} />
              <Notes page={page} document={extraction.document} stage={stage} />
            </section>
          </li>
        ))}
      </ol>
    </>
  );
}

/** What a stage yielded. */
function Stage({ page, extraction, stage }: StagesProps & { readonly stage: (typeof stages)[number] }): VNode | null {
  const { say } = page;
  const { document, maps } = extraction;
  const lang = languageOf(document.script);
  const { body, title } = textsOf({ record: document, maps });
  const readable: Readable = { text: body, parts: document.parts, entities: document.entities, repairs: document.repairs };
  const [section = []] = sectionsOf(readable);
  switch (stage) {
    case "decode":
      return <p>{say("origin.charset.said", { name: document.charset.name, evidence: say(`charset.${document.charset.evidence}`) })}</p>;
    case "extract":
      return (
        <>
          <p>
            <span class="dim">{say("try.titled")}</span>{" "}
            {title === null ? say("try.notitle") : <span lang={lang}>{shownText(title, "published").shown}</span>}
          </p>
          <Removed page={page} document={document} />
        </>
      );
    case "repair":
      return <RepairTable page={page} lang={lang} repairs={document.repairs} />;
    case "simplify":
      return (
        <p>
          <span class="dim">{say("try.script")}</span> {say(`script.${document.script}`)}
        </p>
      );
    case "segment":
      return <Tokens page={page} document={document} />;
    case "annotate":
      return (
        <>
          <p>{say("try.found", { count: document.entities.length })}</p>
          <DocumentText page={page} readable={readable} section={section} view="restored" lang={lang} sought={[]} />
          <EntityTable page={page} lang={lang} entities={document.entities} within={{ start: 0, end: section.at(-1)?.end ?? 0 }} />
        </>
      );
    case "record":
      return <Assembled page={page} document={document} />;
  }
}

function Assembled({ page, document }: { readonly page: Page; readonly document: Document }): VNode {
  const { say } = page;
  const lang = languageOf(document.script);
  const said = (value: string | null) => value !== null && value !== "" && <span lang="zh-Hans">{value}</span>;
  const facts = [
    [say("fact.issuers"), said(document.issuers.join("、"))],
    [say("fact.number"), said(document.documentNumbers.join("、"))],
    [say("fact.kind"), <span>{say(`kind.${document.kind}`)}</span>],
    [say("fact.place"), said(document.jurisdiction?.name ?? null)],
    [say("date.publishedAt"), document.publishedAt],
    [say("date.effectiveFrom"), document.effectiveFrom],
    [say("date.deadline"), document.deadline],
  ] as const;
  return (
    <>
      <dl>
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <MeasureTable page={page} lang={lang} measures={document.measures} id={null} />
    </>
  );
}

/** Notes, words and strips shown of each stage. */
const mostShown = 200;

/** What a stage decided. */
function Notes({ page: { say, language }, document, stage }: { page: Page; document: Document; stage: StageName }): VNode {
  const notes = document.notes.filter((note) => note.stage === stage);
  if (notes.length === 0) return <p class="dim">{say("try.notes.none")}</p>;
  return (
    <details>
      <summary>
        {say("try.notes")} <span class="count">{notes.length}</span>
      </summary>
      <ul class="notes">
        {notes.slice(0, mostShown).map((note) => (
          <li key={`${note.code} ${note.start} ${note.message}`}>
            <code>{note.code}</code> <SaidText said={saidIn(note.message, language)} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Removed({ page: { say }, document: { removed = [] } }: { page: Page; document: Document }): VNode | null {
  if (removed.length === 0) return null;
  return (
    <details>
      <summary>
        {say("try.removed")} <span class="count">{removed.length}</span>
      </summary>
      <Scroll label={say("try.removed")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say("doc.text")}</th>
              <th scope="col">{say("try.removed.reason")}</th>
            </tr>
          </thead>
          <tbody>
            {removed.slice(0, mostShown).map(({ text, reason }) => (
              <tr key={`${reason} ${text}`}>
                <td lang="zh-Hans">{text.slice(0, 100).toWellFormed()}</td>
                <td class="code">{reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </details>
  );
}

function Tokens({ page: { say }, document: { tokens = [], text } }: { page: Page; document: Document }): VNode | null {
  if (tokens.length === 0) return null;
  return (
    <details>
      <summary>
        {say("try.tokens")} <span class="count">{tokens.length}</span>
      </summary>
      <p class="tokens" lang="zh-Hans">
        {tokens.slice(0, 2 * mostShown).map(({ start, end, tag }) => (
          <span key={start}>
            {text.slice(start, end)}
            <sub>{tag}</sub>{" "}
          </span>
        ))}
      </p>
    </details>
  );
}
