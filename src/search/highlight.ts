import type { Entity } from "../model/entity.js";
import { identityMap, type MappedText, type Span, toSource } from "../text/offset-map.js";
import { type Phrase, type TextCondition, type TextField, termsOf } from "./condition.js";
import type { Hit, SearchQuery } from "./query.js";
import { type Snippet, snippetsOf } from "./snippets.js";
import { type RecordText, type RecordTexts, shownText, type TextForm, textsOf } from "./texts.js";
import { eachUnit } from "./units.js";

export interface Highlights {
  /** the whole shown title; null when nothing of the query stands in it */
  readonly title: Snippet | null;
  /** pieces of the shown body, in its order */
  readonly body: readonly Snippet[];
  /** the attachments in which something of the query stands */
  readonly attachments: readonly AttachmentHighlights[];
}

export interface AttachmentHighlights {
  /** place in the record's `attachments` */
  readonly index: number;
  readonly name: string;
  /** pieces of its shown text, in its order */
  readonly snippets: readonly Snippet[];
}

const mostSnippets = 3;
/** Spans looked for in a text: more than its snippets show, so that a book is not read to its end. */
const mostInText = 200;

/**
 * Where a query's terms, and what says the same, stand in a record's text: by default the restored one, so that a
 * Traditional document is highlighted in Traditional and without its damage. Terms as written show the published text.
 */
export function highlight(
  hit: Hit | Pick<Hit, "record" | "maps">,
  query: Pick<SearchQuery, "where">,
  form: TextForm = "restored",
  texts: RecordTexts = textsOf(hit),
): Highlights {
  const terms = termsOf(query.where);
  if (terms.length === 0) return { title: null, body: [], attachments: [] };
  const { title, body, attachments } = texts;
  const { record } = hit;
  const shown = terms.some(({ asWritten }) => asWritten) ? "published" : form;
  const look = (text: RecordText | null, field: TextField, entities: readonly Entity[]) =>
    text === null ? null : found(text, fitting(terms, field), shown, entities);
  const inTitle = look(title, "title", of(record.entities, "title"));
  const inBody = look(body, "body", of(record.entities, "body"));
  return {
    title: inTitle && { text: inTitle.text, start: 0, spans: inTitle.spans },
    body: inBody ? snippetsOf(inBody.text, inBody.spans, mostSnippets) : [],
    attachments: attachments.flatMap((text, index) => {
      const attachment = record.attachments[index];
      const inText = look(text, "attachment", of(attachment?.entities, "body"));
      return inText === null
        ? []
        : [{ index, name: attachment?.name ?? "", snippets: snippetsOf(inText.text, inText.spans, mostSnippets) }];
    }),
  };
}

/** Where a query's terms, and what says the same, stand in a normalised text: for whoever shows all of it. */
export function termSpans(text: string, field: TextField, entities: readonly Entity[], where: SearchQuery["where"]): Span[] {
  const terms = fitting(termsOf(where), field).filter(({ asWritten }) => !asWritten);
  return terms.length === 0 ? [] : joined([...spansIn(text, terms), ...bodiesIn(entities, terms)]);
}

function of(entities: readonly Entity[] | undefined, place: Entity["in"]): readonly Entity[] {
  return (entities ?? []).filter((entity) => entity.in === place);
}

function fitting(terms: readonly TextCondition[], field: TextField): TextCondition[] {
  return terms.filter((term) => term.in === undefined || term.in === field);
}

/** The shown text with the spans in it; null where there are none, before anything is made of the text. */
function found(
  text: RecordText,
  terms: readonly TextCondition[],
  form: TextForm,
  entities: readonly Entity[],
): { readonly text: string; readonly spans: Span[] } | null {
  const [written, read] = [terms.filter(({ asWritten }) => asWritten), terms.filter(({ asWritten }) => !asWritten)];
  const searched = [...spansIn(text.normalised, read), ...bodiesIn(entities, read)];
  const published = written.length === 0 ? [] : spansIn(text.published, written);
  if (searched.length + published.length === 0) return null;
  const { shown, searched: mapped } = written.length === 0 ? shownText(text, form) : publishedText(text);
  return { text: shown, spans: joined([...searched.map(({ start, end }) => toSource(mapped.map, start, end)), ...published]) };
}

/** A text as published even where it has no map: then nothing but terms as written can be marked in it. */
function publishedText(text: RecordText): { readonly shown: string; readonly searched: MappedText } {
  if (text.forms !== null) return shownText(text, "published");
  return { shown: text.published, searched: { text: text.normalised, map: identityMap(text.normalised.length) } };
}

/** Where the bodies that a term names are mentioned, however they are called there. */
function bodiesIn(entities: readonly Entity[], terms: readonly TextCondition[]): Span[] {
  const bodies = new Set(terms.flatMap(({ terms: named = [] }) => named));
  if (bodies.size === 0) return [];
  return entities.flatMap((entity) =>
    entity.type === "organisation" && bodies.has(`body:${entity.canonical}`) ? [{ start: entity.textStart, end: entity.textEnd }] : [],
  );
}

/** The spans of all ways of saying the terms, but for those inside a longer word that means something else. */
function spansIn(text: string, terms: readonly TextCondition[]): Span[] {
  const longer = occurrences(
    text,
    terms.flatMap(({ unless = [] }) => unless),
  );
  const ways = occurrences(
    text,
    terms.flatMap((term) => term.ways),
  );
  return ways.filter(
    ({ start, end }) => !longer.some((word) => word.start <= start && end <= word.end && word.end - word.start > end - start),
  );
}

/** Where phrases stand in a text, the first ones where there are many; occurrences of one phrase do not overlap. */
function occurrences(text: string, phrases: readonly Phrase[]): Span[] {
  if (phrases.length === 0) return [];
  const byLast = new Map<string, { readonly phrase: Phrase; free: number }[]>();
  for (const phrase of phrases) {
    const last = phrase.at(-1) ?? "";
    byLast.set(last, [...(byLast.get(last) ?? []), { phrase, free: 0 }]);
  }
  const units: string[] = [];
  const starts: number[] = [];
  const spans: Span[] = [];
  eachUnit(text, (unit, start, end) => {
    units.push(unit);
    starts.push(start);
    for (const one of byLast.get(unit) ?? []) {
      const first = units.length - one.phrase.length;
      if (first < one.free || !one.phrase.every((part, i) => units[first + i] === part)) continue;
      // what follows begins behind it
      one.free = units.length;
      spans.push({ start: starts[first] as number, end });
    }
    return spans.length < mostInText;
  });
  return spans;
}

function joined(spans: readonly Span[]): Span[] {
  const result: { start: number; end: number }[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = result.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}
