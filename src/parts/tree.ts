import type { PartLevel } from "../model/enums.js";
import type { Label, Style } from "./labels.js";
import type { Unit } from "./unit.js";

/** A part while the tree is built. */
export interface Node {
  readonly level: PartLevel;
  readonly unit: Unit;
  readonly label: Label | null;
  /** what its id says of it: the numbers of its label, apart by hyphens; empty where it has none */
  readonly key: string;
  end: number;
  /** of an article: what stands alone on the line below its label */
  name?: string;
  readonly parent: Node | null;
  readonly children: Node[];
  /** the children of its parent, or the parts at the top: it is one of them */
  readonly siblings: readonly Node[];
}

/** How far inside a style stands where the text itself does not show it: the outermost first. */
const ranks: readonly Style[] = [
  "part",
  "book",
  "chapter",
  "section",
  "article",
  "capital",
  "roman",
  "han",
  "hanBracket",
  "arabic",
  "arabicBracket",
  "arabicHalf",
  "circled",
];

const divisions: ReadonlySet<Style> = new Set(["book", "chapter", "section", "article"]);

/** Rank of a style; letters and Roman numerals stand anywhere. */
export function rankOf(style: Style): number {
  if (style === "decimal") return ranks.indexOf("arabic");
  const rank = ranks.indexOf(style);
  return rank < 0 ? ranks.length : rank;
}

/** Whether a style has no rank of its own. */
export const isFree = (style: Style): boolean => rankOf(style) === ranks.length;

export const isDivision = (style: Style): boolean => divisions.has(style);

const levels: Readonly<Partial<Record<Style, PartLevel>>> = { book: "chapter", chapter: "chapter", section: "section", article: "article" };

export const levelOf = (style: Style): PartLevel => levels[style] ?? "item";

export const numberOf = ({ label }: Node): number => label?.numbers.at(-1) ?? 0;
