import type { EntityType, Mention } from "../../model/entity.js";
import type { Span } from "../../text/offset-map.js";

const blocking: ReadonlySet<EntityType> = new Set(["date", "documentNumber", "contact", "attachment"]);

/** Whether a span overlaps a mention whose numbers are no amounts. To be asked with spans in order. */
export function blockedBy(before: readonly Mention[]): (start: number, end: number) => boolean {
  return overlapping(before.filter(({ type }) => blocking.has(type)));
}

/** Whether a span lies inside a mention of one of the types. To be asked with spans in order. */
export function insideOf(before: readonly Mention[], types: readonly EntityType[]): (start: number, end: number) => boolean {
  return inside(before.filter(({ type }) => types.includes(type)));
}

/** Whether a span overlaps one of these. To be asked with spans in order. */
export function overlapping(spans: readonly Span[]): (start: number, end: number) => boolean {
  const nearest = nearestIn(spans);
  return (start, end) => (nearest(start)?.start ?? Number.POSITIVE_INFINITY) < end;
}

/** Whether a span lies inside one of these. To be asked with spans in order. */
export function inside(spans: readonly Span[]): (start: number, end: number) => boolean {
  const nearest = nearestIn(spans);
  return (start, end) => {
    const span = nearest(start);
    return span !== undefined && span.start <= start && end <= span.end;
  };
}

/** The first of the spans that ends behind an offset. To be asked with offsets in order. */
function nearestIn(spans: readonly Span[]): (offset: number) => Span | undefined {
  const sorted = [...spans].sort((a, b) => a.start - b.start);
  let next = 0;
  return (offset) => {
    while (next < sorted.length && (sorted[next]?.end ?? 0) <= offset) next++;
    return sorted[next];
  };
}
