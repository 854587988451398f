import type { EntityType, Mention } from "../../model/entity.js";

const blocking: ReadonlySet<EntityType> = new Set(["date", "documentNumber", "contact", "attachment"]);

/**
 * Whether a span overlaps a mention whose numbers are no amounts: dates, document numbers, contacts, attachments.
 * To be asked with spans in order.
 */
export function blockedBy(before: readonly Mention[]): (start: number, end: number) => boolean {
  const spans = before.filter(({ type }) => blocking.has(type)).sort((a, b) => a.start - b.start);
  let next = 0;
  return (start, end) => {
    while (next < spans.length && (spans[next]?.end ?? 0) <= start) next++;
    const span = spans[next];
    return span !== undefined && span.start < end;
  };
}

/** Whether a span lies inside a mention of one of the types. To be asked with spans in order. */
export function insideOf(before: readonly Mention[], types: readonly EntityType[]): (start: number, end: number) => boolean {
  const mentions = before.filter(({ type }) => types.includes(type)).sort((a, b) => a.start - b.start);
  let next = 0;
  return (start, end) => {
    while (next < mentions.length && (mentions[next]?.end ?? 0) <= start) next++;
    const mention = mentions[next];
    return mention !== undefined && mention.start <= start && end <= mention.end;
  };
}
