import type { Part } from "../model/record.js";

/** A row of a table; offsets are in the text that was read. */
export interface TextRow {
  readonly textStart: number;
  readonly textEnd: number;
  readonly header?: true;
}

/**
 * A part of a text, as the record has it, with offsets in the text that was read (UTF-16 code units). Its own text is its
 * span less those of its children, which lie at its end, one behind the other.
 */
export interface TextPart extends Readonly<Omit<Part, "start" | "end" | "rows">> {
  readonly rows?: readonly TextRow[];
}

/**
 * The innermost part that owns an offset.
 * @param parts in pre-order, as `partsOf` gives them
 * @returns null where no part holds the offset: before the text, at its end or behind it
 */
export function partAt<T extends Pick<Part, "textStart" | "textEnd">>(parts: readonly T[], offset: number): T | null {
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if ((parts[mid] as T).textStart <= offset) low = mid + 1;
    else high = mid;
  }
  // a part's own text stands before its children: the last part that begins at or before the offset owns it
  const part = parts[low - 1];
  return part !== undefined && offset < part.textEnd ? part : null;
}
