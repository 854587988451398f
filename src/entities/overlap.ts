import type { EntityType, Mention } from "../model/entity.js";

/** Mentions of one type in order of `start`, overlaps gone: the longest stays, of equals the one given first. */
export function withoutOverlaps<T extends EntityType>(mentions: readonly Mention<T>[]): Mention<T>[] {
  const sorted = [...mentions].sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Mention<T>[] = [];
  for (const mention of sorted) {
    const last = kept.at(-1);
    if (!last || mention.start >= last.end) kept.push(mention);
    else if (mention.end - mention.start > last.end - last.start) kept[kept.length - 1] = mention;
  }
  return kept;
}
