/** How queries are read: what the parser asks of the dictionary. */
export interface QueryLanguage {
  /** repairs and simplifies a text as the pipeline does with a document's */
  readonly normalise: (text: string) => string;
  /** the ways of saying a normalised term: other places' words, bodies' full names and abbreviations; itself first */
  readonly waysToSay: (term: string) => readonly string[];
  /** longer words that hold one of these ways and mean something else: 工信部门 for 工信部 */
  readonly longerWords: (ways: readonly string[]) => readonly string[];
  /** the full names of the bodies that a normalised name stands for */
  readonly bodiesNamed: (name: string) => readonly string[];
  /** GB/T 2260 codes of the divisions that a normalised name stands for */
  readonly placesNamed: (name: string) => readonly string[];
  /** the kind of document whose titles end in a normalised word: 通知; null for any other word */
  readonly kindCalled: (word: string) => string | null;
  readonly segment: (text: string) => readonly { readonly word: string }[];
}
