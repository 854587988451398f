import type { Dictionary } from "../dictionary/load.js";
import { idsOf } from "./ids.js";
import { type Label, labelOf } from "./labels.js";
import { type Line, linesOf } from "./lines.js";
import type { TextPart } from "./part.js";
import { levelOf, type Node, rankOf } from "./tree.js";

/**
 * A text as a tree, in pre-order: which part each character belongs to. Pure; linear in the text. Every character, line
 * ends included, lies in the own text of exactly one part; the parts without a parent cover the text.
 * @param text normalised: repaired and Simplified
 */
export function partsOf(text: string, _dictionary: Dictionary): readonly TextPart[] {
  const top: Node[] = [];
  let open: Node | null = null;
  for (const line of linesOf(text)) {
    const label = labelOf(line.text);
    const parent: Node | null = label ? parentOf(label, open) : line.text.includes("\t") ? open : withinArticle(open);
    const node = nodeOf(line, label, parent);
    (parent?.children ?? top).push(node);
    for (let each = parent; each; each = each.parent) each.end = node.end;
    open = label || node.level === "paragraph" ? node : parent;
  }
  return partsIn(top);
}

function parentOf(label: Label, open: Node | null): Node | null {
  let node = open;
  while (node && !(node.label && rankOf(node.label.style) < rankOf(label.style)) && node.level !== "paragraph") node = node.parent;
  return node?.level === "paragraph" && levelOf(label.style) !== "item" ? parentOf(label, node.parent) : node;
}

function withinArticle(open: Node | null): Node | null {
  for (let node = open; node; node = node.parent) if (node.level === "article") return node;
  return open;
}

function nodeOf({ start, end, text }: Line, label: Label | null, parent: Node | null): Node {
  if (label) return { level: levelOf(label.style), label, start, end, parent, children: [] };
  if (text.includes("\t")) return { level: "table", label, start, end, parent, children: [], rows: [{ textStart: start, textEnd: end }] };
  return { level: parent?.level === "article" ? "paragraph" : "body", label, start, end, parent, children: [] };
}

function partsIn(top: readonly Node[]): TextPart[] {
  const ids = idsOf(top);
  const parts: TextPart[] = [];
  const add = (node: Node) => {
    const { level, label, start, end, parent, heading, rows, unit } = node;
    parts.push({
      id: ids.get(node) as string,
      level,
      label: label?.text ?? null,
      ...(heading !== undefined && { heading }),
      textStart: start,
      textEnd: end,
      parent: parent ? (ids.get(parent) as string) : null,
      ...(rows && { rows }),
      ...(unit !== undefined && { unit }),
    });
    for (const child of node.children) add(child);
  };
  for (const node of top) add(node);
  return parts;
}
