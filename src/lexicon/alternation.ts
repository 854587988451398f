/** A group of a pattern's source in which the first of the words that stands at the place matches, whatever is longer. */
export function oneOf(words: readonly string[]): string {
  return `(?:${words.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("|")})`;
}
