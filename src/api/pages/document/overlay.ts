/** A stretch of a text that is shown in some way. */
export interface Layer<What> {
  readonly start: number;
  readonly end: number;
  readonly what: What;
}

/** A text as it is drawn: plain pieces, and layers with what is in them. */
export type Drawn<What> = string | { readonly what: What; readonly inside: readonly Drawn<What>[] };

/**
 * Nests layers into a tree over a stretch of a text. A layer that reaches over the end of another one, or out of the stretch, is
 * cut there; of those that begin together the longer one holds the others.
 */
export function drawn<What>(text: string, start: number, end: number, layers: readonly Layer<What>[]): Drawn<What>[] {
  const sorted = layers
    .map((layer) => ({ ...layer, start: Math.max(start, layer.start), end: Math.min(end, layer.end) }))
    .filter((layer) => layer.start < layer.end)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  return within(text, start, end, sorted);
}

function within<What>(text: string, start: number, end: number, sorted: readonly Layer<What>[]): Drawn<What>[] {
  const pieces: Drawn<What>[] = [];
  let at = start;
  for (let i = 0; i < sorted.length; ) {
    const layer = sorted[i++] as Layer<What>;
    if (layer.start < at) continue;
    if (layer.start > at) pieces.push(text.slice(at, layer.start));
    const inside: Layer<What>[] = [];
    for (let next = sorted[i]; next !== undefined && next.start < layer.end; next = sorted[++i]) {
      inside.push({ ...next, end: Math.min(next.end, layer.end) });
    }
    pieces.push({ what: layer.what, inside: within(text, layer.start, layer.end, inside) });
    at = layer.end;
  }
  if (at < end) pieces.push(text.slice(at, end));
  return pieces;
}
