/**
 * What a line of a file is: `row` of a table, line of the `contents`, name of a `sheet` or of a `member` of an archive; anything
 * else is `text`.
 */
type FileLineKind = "text" | "row" | "contents" | "sheet" | "member";

/** A line of a file, with what its looks tell. */
export interface FileLine {
  readonly text: string;
  readonly kind: FileLineKind;
  /** of the font, in points */
  readonly size?: number | undefined;
  readonly isCentred?: boolean | undefined;
  /** whether the file itself calls it a title or a heading */
  readonly style?: "title" | "heading" | undefined;
}

export const textLine = (text: string): FileLine => ({ text, kind: "text" });

/** A text on one line, without the characters that have a meaning in our lines or none at all. */
export const onOneLine = (text: string): string => text.replace(/[\s\u200b\ufeff]+/g, " ").trim();
