/** Words as the alternatives of a pattern, in their order: the first that fits counts. */
export const alternatives = (words: readonly string[]): string =>
  `(?:${words.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("|")})`;
