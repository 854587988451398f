/** What a list or a feed says of a document. */
export interface Announced {
  /** as written, maybe relative */
  readonly link: string;
  readonly title: string | null;
  /** ISO date, or date-time with offset */
  readonly publishedAt: string | null;
}
