/** A piece of text on a page; coordinates in points from the lower left corner. */
export interface Piece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** of the font */
  readonly size: number;
}

/** A line as printed on the page. */
export interface PrintedLine {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly end: number;
  readonly size: number;
  /** a table row, with tabs between its cells */
  readonly isRow: boolean;
  /** margins of the page or column that it is in */
  left: number;
  right: number;
  /** least width of a full line, as opposed to the longest of a few short ones */
  full: number;
  /** whether paragraphs there begin with an indent, so that a line without one continues the paragraph */
  isIndenting: boolean;
  /** of a larger font than the text */
  isHeading: boolean;
}

/** Pieces that stand together on a line. */
export interface Cell {
  text: string;
  readonly x: number;
  readonly y: number;
  end: number;
  readonly size: number;
}

/** A page as it is printed; measures in points. */
export interface FilePage {
  readonly pieces: readonly Piece[];
  readonly width: number;
  readonly height: number;
}

/** The lines of printed pages, and how long their text is. */
export interface PrintedPage {
  readonly lines: readonly PrintedLine[];
  readonly height: number;
  readonly width: number;
}
