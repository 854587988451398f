import type { StoredRecord } from "../model/record.js";
import { type OffsetMap, type Span, toSource } from "../text/offset-map.js";
import { type Phrase, type SearchQuery, termsOf } from "./query.js";
import { eachUnit } from "./units.js";

/** A piece of published text with the spans in it (UTF-16 offsets) that answer the query. */
export interface Snippet {
  readonly text: string;
  /** where the piece begins in the published text */
  readonly start: number;
  readonly spans: readonly Span[];
}

export interface Highlights {
  /** the whole published title; null when nothing of the query stands in it */
  readonly title: Snippet | null;
  /** pieces of the published body, in its order */
  readonly body: readonly Snippet[];
}

/** A normalised text and its map to what was published. */
export interface Mapped {
  readonly text: string;
  readonly map: OffsetMap;
}

/** Makes a record's normalised title and body again, with their maps: records keep the texts, not the maps. */
export type NormaliseRecord = (record: StoredRecord) => { readonly title: Mapped | null; readonly body: Mapped };

/** Published characters shown before and after a span. */
const margin = 36;
const mostSnippets = 3;

/**
 * Where a query's phrases, and what says the same, stand in the published text, so that a Traditional document is highlighted in Traditional.
 * A pinyin gloss or a damaged place inside a phrase is taken along.
 */
export function highlight(record: StoredRecord, query: SearchQuery, normalise: NormaliseRecord): Highlights {
  if (query.phrases.length === 0) return { title: null, body: [] };
  const { title, body } = normalise(record);
  const phrases = termsOf(query).flat();
  const titleSpans = title === null ? [] : publishedSpans(title, phrases);
  const published = record.titleOriginal ?? "";
  return {
    title: titleSpans.length > 0 ? { text: published, start: 0, spans: titleSpans } : null,
    body: snippets(record.original, publishedSpans(body, phrases)),
  };
}

/** The spans of all phrases in the published text, in order, joined where they overlap. */
function publishedSpans({ text, map }: Mapped, phrases: readonly Phrase[]): Span[] {
  const units: string[] = [];
  const bounds: number[] = [];
  eachUnit(text, (unit, start, end) => {
    units.push(unit);
    bounds.push(start, end);
  });
  const found: Span[] = [];
  for (const phrase of phrases) {
    for (let at = 0; at + phrase.length <= units.length; at++) {
      if (!phrase.every((unit, i) => units[at + i] === unit)) continue;
      const last = at + phrase.length - 1;
      found.push(toSource(map, bounds[2 * at] as number, bounds[2 * last + 1] as number));
      at = last;
    }
  }
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
