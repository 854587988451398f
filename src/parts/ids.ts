import type { PartLevel } from "../model/enums.js";
import type { Node } from "./tree.js";

const prefixes: Readonly<Record<PartLevel, string>> = {
  title: "t",
  chapter: "ch",
  section: "sec",
  article: "art",
  paragraph: "p",
  item: "n",
  heading: "h",
  table: "tbl",
  "attachment-list": "att",
  signature: "sig",
  footer: "foot",
  body: "b",
};

/** Levels of which a parent has one, as a rule. */
const single: ReadonlySet<PartLevel> = new Set(["attachment-list", "signature", "footer"]);

/**
 * The ids of the nodes of a tree, each the path of labels from the top. An unlabelled part is counted among its siblings;
 * headings and plain paragraphs are counted together, so that a line which becomes the other moves no further id. An article
 * leaves out its chapter where articles count on across chapters.
 */
export function idsOf(top: readonly Node[]): Map<Node, string> {
  const ids = new Map<Node, string>();
  nameAll(top, "", ids);
  return ids;
}

function nameAll(siblings: readonly Node[], path: string, ids: Map<Node, string>): void {
  const taken = new Map<string, number>();
  const counts = new Map<string, number>();
  const claim = (node: Node, name: string) => {
    const times = (taken.get(name) ?? 0) + 1;
    taken.set(name, times);
    ids.set(node, `${path}${name}${times > 1 ? `~${times}` : ""}`);
  };
  // labelled ones first: an unlabelled one takes no label's name
  for (const node of siblings) if (node.label) claim(node, prefixes[node.level] + node.label.numbers.join("-"));
  for (const node of siblings) {
    if (node.label) continue;
    if (single.has(node.level)) claim(node, prefixes[node.level]);
    else {
      const counted = node.level === "heading" ? "body" : node.level;
      const count = (counts.get(counted) ?? (node.level === "paragraph" ? 1 : 0)) + 1;
      counts.set(counted, count);
      claim(node, `${prefixes[node.level]}${count}`);
    }
  }
  for (const node of siblings) nameAll(node.children, `${ids.get(node)}.`, ids);
}
