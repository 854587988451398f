import type { PartLevel } from "../model/enums.js";
import type { Label, Style } from "./labels.js";
import type { TextRow } from "./part.js";

/** A part while the tree is built. */
export interface Node {
  readonly level: PartLevel;
  readonly label: Label | null;
  readonly start: number;
  end: number;
  readonly parent: Node | null;
  readonly children: Node[];
  heading?: string;
  rows?: readonly TextRow[];
  unit?: string;
}

const levels: Readonly<Partial<Record<Style, PartLevel>>> = {
  book: "chapter",
  chapter: "chapter",
  section: "section",
  article: "article",
};

export function levelOf(style: Style): PartLevel {
  return levels[style] ?? "item";
}

/** How far inside a style stands where the text itself does not show it: the outermost first. */
const ranks: readonly Style[] = [
  "part",
  "book",
  "chapter",
  "section",
  "article",
  "han",
  "hanBracket",
  "arabic",
  "arabicBracket",
  "arabicHalf",
  "circled",
];

export function rankOf(style: Style): number {
  const rank = ranks.indexOf(style);
  return rank < 0 ? ranks.length : rank;
}
