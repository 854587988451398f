/**
 * Arguments in which what is excluded does not look like an option: a dash before anything but a dash or a character of ASCII
 * that options are made of is written in full width, which means the same in a query.
 */
export function excludedTermsAsTerms(argv: readonly string[]): string[] {
  return argv.map((argument) => argument.replace(/^-(?=[^-\dA-Za-z])/, "－"));
}
