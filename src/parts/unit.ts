import type { Label } from "./labels.js";
import type { TextRow } from "./part.js";

/** One line, or several that stand together: what a part begins with. Offsets are in the text. */
export interface Unit {
  readonly kind: "label" | "title" | "heading" | "plain" | "table" | "attachment-list" | "signature" | "footer";
  readonly start: number;
  readonly end: number;
  /** its first line */
  readonly text: string;
  readonly label?: TitleLabel | Label;
  /** of a title or a heading */
  readonly heading?: string;
  /** a heading that names the table or the box behind it */
  readonly caption?: true;
  readonly rows?: readonly TextRow[];
  readonly unit?: string;
}

/** The label of a printed attachment: 附件1, 附件 (which has no number). */
export interface TitleLabel {
  readonly style: "attachment";
  readonly numbers: readonly number[];
  readonly text: string;
}
