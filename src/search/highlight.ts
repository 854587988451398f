import { type MappedText, type Span, toSource } from "../text/offset-map.js";
import { type Hit, type Phrase, type SearchQuery, termsOf } from "./query.js";
import { type TextForm, textsOf } from "./texts.js";
import { eachUnit } from "./units.js";

/** A piece of the shown text with the spans in it (UTF-16 offsets) that answer the query. */
export interface Snippet {
  readonly text: string;
  /** where the piece begins in the shown text */
  readonly start: number;
  readonly spans: readonly Span[];
}

export interface Highlights {
  /** the whole shown title; null when nothing of the query stands in it */
  readonly title: Snippet | null;
  /** pieces of the shown body, in its order */
  readonly body: readonly Snippet[];
  /** the attachments in which something of the query stands */
  readonly attachments: readonly AttachmentHighlights[];
}

interface AttachmentHighlights {
  /** place in the record's `attachments` */
  readonly index: number;
  readonly name: string;
  /** pieces of its shown text, in its order */
  readonly snippets: readonly Snippet[];
}

/** Characters shown before and after a span. */
const margin = 36;
const mostSnippets = 3;
/** Spans looked for in an attachment: more than its snippets show, so that a book is not read to its end. */
const mostInAttachment = 200;

/**
 * Where a query's phrases, and what says the same, stand in a record's text: by default the published one, so that a
 * Traditional document is highlighted in Traditional. A pinyin gloss or a damaged place inside a phrase is taken along.
 */
export function highlight({ record, maps }: Pick<Hit, "record" | "maps">, query: SearchQuery, form: TextForm = "published"): Highlights {
  if (query.phrases.length === 0) return { title: null, body: [], attachments: [] };
  const { title, body, attachments } = textsOf(record, maps, form);
  const phrases = termsOf(query).flat();
  const titleSpans = title === null ? [] : shownSpans(title.searched, phrases);
  return {
    title: title !== null && titleSpans.length > 0 ? { text: title.shown, start: 0, spans: titleSpans } : null,
    body: snippets(body.shown, shownSpans(body.searched, phrases)),
    attachments: attachments.flatMap((text, index) => {
      const spans = text === null ? [] : shownSpans(text.searched, phrases, mostInAttachment);
      if (text === null || spans.length === 0) return [];
      return [{ index, name: record.attachments[index]?.name ?? "", snippets: snippets(text.shown, spans) }];
    }),
  };
}

/** The spans of all phrases in the shown text, in order, joined where they overlap; the first ones where there are many. */
function shownSpans({ text, map }: MappedText, phrases: readonly Phrase[], most = Number.POSITIVE_INFINITY): Span[] {
  const byLast = new Map<string, { readonly phrase: Phrase; free: number }[]>();
  for (const phrase of phrases) {
    const last = phrase.at(-1) ?? "";
    byLast.set(last, [...(byLast.get(last) ?? []), { phrase, free: 0 }]);
  }
  const units: string[] = [];
  const starts: number[] = [];
  const found: Span[] = [];
  eachUnit(text, (unit, start, end) => {
    units.push(unit);
    starts.push(start);
    for (const one of byLast.get(unit) ?? []) {
      const first = units.length - one.phrase.length;
      if (first < one.free || !one.phrase.every((part, i) => units[first + i] === part)) continue;
      // what follows begins behind it
      one.free = units.length;
      found.push(toSource(map, starts[first] as number, end));
    }
    return found.length < most;
  });
  return joined(found.sort((a, b) => a.start - b.start || a.end - b.end));
}

function joined(spans: readonly Span[]): Span[] {
  const result: { start: number; end: number }[] = [];
  for (const { start, end } of spans) {
    const last = result.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}

/** The first pieces of the text around spans; pieces end at line breaks and never split a character. */
function snippets(text: string, spans: readonly Span[]): Snippet[] {
  const pieces: { start: number; end: number; spans: Span[] }[] = [];
  for (const span of spans) {
    const start = around(text, span.start, -1);
    const end = around(text, span.end, 1);
    const last = pieces.at(-1);
    if (last && start <= last.end) {
      last.end = Math.max(last.end, end);
      last.spans.push(span);
    } else if (pieces.length < mostSnippets) pieces.push({ start, end, spans: [span] });
    else break;
  }
  return pieces.map((piece) => ({
    text: text.slice(piece.start, piece.end),
    start: piece.start,
    spans: piece.spans.map(({ start, end }) => ({ start: start - piece.start, end: end - piece.start })),
  }));
}

function around(text: string, from: number, step: 1 | -1): number {
  const limit = step < 0 ? Math.max(0, from - margin) : Math.min(text.length, from + margin);
  let at = from;
  while (at !== limit && text[step < 0 ? at - 1 : at] !== "\n") at += step;
  const isLow = at > 0 && at < text.length && text.charCodeAt(at) >= 0xdc00 && text.charCodeAt(at) <= 0xdfff;
  return isLow ? at + step : at;
}
