import type { VNode } from "preact";
import type { Entity } from "../../../model/entity.js";
import type { Repair } from "../../../model/record.js";
import type { TextForm } from "../../../search/texts.js";
import type { Span } from "../../../text/offset-map.js";
import type { Page } from "../page.js";
import { entityWords } from "./entity-words.js";
import { type Drawn, drawn, type Layer } from "./overlay.js";
import { fromPublished, type Paragraph, type Readable, type Shown, shownIn } from "./reading.js";

/** What lies over the text: an entity by its place among those of the text, a repair, or what the reader looks for. */
type Mark =
  | { readonly is: "entity"; readonly entity: Entity; readonly index: number }
  | { readonly is: "repair"; readonly repair: Repair }
  | { readonly is: "sought" };

/** How the text is shown: one form, or the published and the restored one beside one another. */
export const views = ["restored", "published", "normalised", "side"] as const;
export type View = (typeof views)[number];

interface TextProps {
  readonly page: Page;
  readonly readable: Readable;
  readonly section: readonly Paragraph[];
  readonly view: View;
  /** language of the document's words */
  readonly lang: "zh-Hans" | "zh-Hant";
  /** stretches of the normalised text that are looked for */
  readonly sought: readonly Span[];
}

/** A section of a text, paragraph by paragraph, with what was found in it marked. */
export function DocumentText({ page, readable, section, view, lang, sought }: TextProps): VNode {
  const first = section[0]?.start ?? 0;
  const last = section.at(-1)?.end ?? 0;
  const marks = marksIn(readable, sought, first, last);
  const forms: readonly TextForm[] = view === "side" ? ["published", "restored"] : [view];
  const shown = forms.map((form) => ({ form, shown: shownIn(readable.text, form) }));
  return (
    <div class={view === "side" ? "text side" : "text"} lang={view === "normalised" ? "zh-Hans" : lang}>
      {section.map((paragraph) => {
        const own = marks.filter(({ start, end }) => start < paragraph.end && end > paragraph.start);
        return (
          <div key={paragraph.number} class={`paragraph ${levelOf(paragraph)}`} id={`p-${paragraph.number}`}>
            {paragraph.begins.map(({ id }) => (
              <span key={id} id={id} class="anchor" />
            ))}
            {shown.map(({ form, shown: one }) => (
              <Line key={form} page={page} paragraph={paragraph} shown={one} marks={own} />
            ))}
          </div>
        );
      })}
    </div>
  );
}

/** Characters that a line may have beside the label and the heading of its part: spaces and a mark. */
const slack = 4;

/** How a paragraph is set: as a heading where one of its parts begins as such. */
function levelOf({ begins, start, end }: Paragraph): string {
  const heads: readonly string[] = ["title", "chapter", "section", "heading"];
  // what follows a heading in its own line is text
  const fills = (label: string | null, heading = "") => end - start <= (label?.length ?? 0) + heading.length + slack;
  const head = begins.find(
    ({ level, label, heading }) => level === "title" || ((heads.includes(level) || heading) && fills(label, heading)),
  );
  if (head) return head.level === "title" ? "head title" : "head";
  return begins.some(({ level }) => level === "signature") ? "signature" : "";
}

interface LineProps {
  readonly page: Page;
  readonly paragraph: Paragraph;
  readonly shown: Shown;
  readonly marks: readonly Layer<Mark>[];
}

function Line({ page, paragraph, shown, marks }: LineProps): VNode {
  const { start, end } = shown.spanOf(paragraph.start, paragraph.end);
  const layers = marks.map(({ what, ...span }) => ({ what, ...shown.spanOf(span.start, span.end) }));
  return <p>{drawn(shown.text, start, end, layers).map((piece) => drawnPiece(page, piece, true))}</p>;
}

function drawnPiece(page: Page, piece: Drawn<Mark>, isOuter: boolean): VNode | string {
  // cells of a table stand apart
  if (typeof piece === "string") return piece.replaceAll("\t", " │ ");
  const { what, inside } = piece;
  const children = inside.map((one) => drawnPiece(page, one, isOuter && what.is !== "entity"));
  if (what.is === "sought") return <mark>{children}</mark>;
  if (what.is === "repair") return <ins data-said={repairWords(what.repair, page)}>{children}</ins>;
  const said = [page.say(`entity.${what.entity.type}`), ...entityWords(what.entity, page.say)].join(" · ");
  const kind = `e e-${what.entity.type}`;
  if (!isOuter) return <span class={kind}>{children}</span>;
  return (
    <a class={kind} href={`#e-${what.index}`} data-said={`${said} · ${page.say("entity.rule", { rule: what.entity.rule })}`}>
      {children}
    </a>
  );
}

/** A repair in words: what stood there, what it became, how certain that is. */
function repairWords({ from, to, certain }: Repair, { say }: Page): string {
  const certainty = say(certain ? "repair.certain" : "repair.probable");
  return say("repair.said", { from: from.replace(/\s/g, "␣"), to: to === "" ? say("repair.removed") : to, certainty });
}

/** The marks that touch a stretch of the normalised text. */
function marksIn({ text, entities, repairs }: Readable, sought: readonly Span[], first: number, last: number): Layer<Mark>[] {
  const touches = ({ start, end }: Span) => start < last && end > first;
  const found = entities.flatMap((entity, index): Layer<Mark>[] =>
    entity.in === "body" ? [{ start: entity.textStart, end: entity.textEnd, what: { is: "entity", entity, index } }] : [],
  );
  const toNormalised = fromPublished(text);
  const mended = repairs.flatMap((repair): Layer<Mark>[] =>
    repair.in === "body" ? [{ ...toNormalised(repair.start, repair.end), what: { is: "repair", repair } }] : [],
  );
  const looked = sought.map((span): Layer<Mark> => ({ ...span, what: { is: "sought" } }));
  return [...looked, ...found, ...mended].filter(touches);
}
