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
 * The ids of the parts of a tree, each the path of labels from the top. An unlabelled part is counted among its siblings;
 * headings and plain paragraphs are counted together, so that a line which becomes the other moves no further id. An article
 * leaves out its chapter where articles count on across chapters.
 */
export function idsOf(top: readonly Node[]): Map<Node, string> {
  const ids = new Map<Node, string>();
  nameScope(top, "", ids);
  return ids;
}

/** Names what a printed title holds, or the document. */
function nameScope(top: readonly Node[], path: string, ids: Map<Node, string>): void {
  const articles = articlesOf(top);
  const counted = countOn(articles) ? new Set(articles) : new Set<Node>();
  nameAll(
    articles.filter((article) => counted.has(article)),
    path,
    ids,
    new Set(),
  );
  nameAll(top, path, ids, counted);
}

function nameAll(nodes: readonly Node[], path: string, ids: Map<Node, string>, named: ReadonlySet<Node>): void {
  const siblings = nodes.filter((node) => !named.has(node));
  const taken = new Map<string, number>();
  const counts = new Map<string, number>();
  const claim = (node: Node, name: string) => {
    const times = (taken.get(name) ?? 0) + 1;
    taken.set(name, times);
    ids.set(node, `${path}${name}${times > 1 ? `~${times}` : ""}`);
  };
  // labelled ones first: an unlabelled one takes no label's name
  for (const node of siblings) if (node.key !== "") claim(node, prefixes[node.level] + node.key);
  for (const node of siblings) {
    if (node.key !== "") continue;
    if (single.has(node.level)) claim(node, prefixes[node.level]);
    else {
      const kind = node.level === "heading" ? "body" : node.level;
      const count = (counts.get(kind) ?? (kind === "paragraph" ? 1 : 0)) + 1;
      counts.set(kind, count);
      claim(node, `${prefixes[node.level]}${count}`);
    }
  }
  for (const node of siblings) {
    const within = `${ids.get(node)}.`;
    if (node.level === "title") nameScope(node.children, within, ids);
    else nameAll(node.children, within, ids, named);
  }
}

/** The articles of a scope, in order; those of a title within are its own. */
function articlesOf(nodes: readonly Node[]): Node[] {
  return nodes.flatMap((node) => {
    if (node.level === "article") return [node];
    return node.level === "title" ? [] : articlesOf(node.children);
  });
}

/** Whether articles count on across their chapters: no chapter but the first begins with the first article. */
function countOn(articles: readonly Node[]): boolean {
  return articles.every((article, i) => i === 0 || article.key !== "1" || article.parent === articles[i - 1]?.parent);
}
