import type { PartLists } from "../dictionary/documents/part-words.js";
import type { Dictionary } from "../dictionary/load.js";
import { oneOf } from "../lexicon/alternation.js";
import type { PartLevel } from "../model/enums.js";
import { type Following, followingLabels } from "./following.js";
import type { Label } from "./labels.js";
import { holdsSentence } from "./lines.js";
import { isNameOnly } from "./part-heading.js";
import { isDivision, isFree, levelOf, type Node, numberOf, rankOf } from "./tree.js";
import type { Unit } from "./unit.js";

/** The tree while it grows. */
interface Growing {
  readonly top: Node[];
  /** the innermost part that is open */
  open: Node | null;
  readonly following: Following;
  readonly patterns: ReturnType<typeof nestPatterns>;
  /** styles that were nested in another one: `inner outer` */
  readonly nested: Set<string>;
  /** the heading that stands beside those to come, and whether one has been found */
  headed: { readonly parent: Node | null } | null;
  /** the part that holds the articles of the open title */
  articles: { readonly holder: string } | null;
  /** the last part with each style and number */
  readonly last: Map<string, Node>;
  /** the article whose name stands alone below its label: its first paragraph follows */
  named: Node | null;
  /** whether the running text has begun */
  begun: boolean;
}

function nestPatterns({ closing, closingSection, remarks, contacts }: PartLists) {
  return {
    /** 联系人：…, 地址：… */
    contact: new RegExp(`^${oneOf(contacts)}[^：:]{0,6}[：:]`),
    /** a paragraph that closes a document */
    closing: new RegExp(`^[（(]?${oneOf([...closing, ...closingSection])}`),
    /** （此件公开发布）, 公开方式：…: of the document, wherever it stands */
    remark: new RegExp(`^[（(]?${oneOf(remarks)}.{0,20}$`),
  };
}

/** Nests units as their labels are written. @returns the parts without a parent */
export function nestedUnits(units: readonly Unit[], { partWords }: Dictionary): Node[] {
  const tree: Growing = {
    top: [],
    open: null,
    following: followingLabels(units),
    patterns: partWords.compiled(nestPatterns),
    nested: new Set(),
    headed: null,
    articles: null,
    last: new Map(),
    named: null,
    begun: false,
  };
  for (const [i, unit] of units.entries()) place(tree, unit, i);
  return tree.top;
}

function place(tree: Growing, unit: Unit, at: number): void {
  const { kind } = unit;
  if (kind === "label") placeLabel(tree, unit, unit.label as Label, at);
  else if (kind === "title") placeTitle(tree, unit);
  else if (kind === "signature" || kind === "attachment-list") addLeaf(tree, unit, kind, scopeOf(tree.open));
  else if (kind === "footer") addLeaf(tree, unit, kind, null);
  else if (kind === "heading") placeHeading(tree, unit, at);
  else if (kind === "table") addLeaf(tree, unit, kind, tree.open);
  else placePlain(tree, unit, at);
}

function add(tree: Growing, unit: Unit, level: PartLevel, parent: Node | null, label: Label | null = null, key = ""): Node {
  const siblings = parent?.children ?? tree.top;
  const node: Node = { level, unit, label, key, end: unit.end, parent, children: [], siblings };
  siblings.push(node);
  for (let each = parent; each; each = each.parent) each.end = unit.end;
  return node;
}

/** Adds a part that holds nothing; what follows belongs to its parent, or to what it stands in. */
function addLeaf(tree: Growing, unit: Unit, level: PartLevel, parent: Node | null): void {
  add(tree, unit, level, parent);
  tree.open = parent;
}

function isWithin(node: Node | null, ancestor: Node | null): boolean {
  for (let each = node; each; each = each.parent) if (each === ancestor) return true;
  return ancestor === null;
}

/** The printed title that a part lies in; null at the top. */
function scopeOf(node: Node | null): Node | null {
  let scope = node;
  while (scope && scope.level !== "title") scope = scope.parent;
  return scope;
}

function placeTitle(tree: Growing, unit: Unit): void {
  const numbers = unit.label?.numbers ?? [];
  const scope = scopeOf(tree.open);
  // annexes of an act that is printed behind its notice are the act's
  const ofAct = unit.label && scope && scope.unit.label === undefined && !tree.top.some(({ level }) => level === "attachment-list");
  tree.open = add(tree, unit, "title", ofAct ? scope : null, null, numbers.join("-"));
  tree.headed = null;
  tree.articles = null;
}

function placeLabel(tree: Growing, unit: Unit, label: Label, at: number): void {
  tree.begun = true;
  const parent = isDivision(label.style) || label.style === "part" ? divisionParent(tree, label, at) : itemParent(tree, label, at);
  const outer = parent?.label;
  if (outer) tree.nested.add(`${label.style} ${outer.style}`);
  if (label.style === "article") tree.articles = { holder: outer && !isDivision(outer.style) ? outer.style : "" };
  const below = label.style === "decimal" && parent?.label && parent.label.numbers.join(".") === label.numbers.slice(0, -1).join(".");
  const key = (below ? label.numbers.slice(-1) : label.numbers).join("-");
  tree.open = add(tree, unit, levelOf(label.style), parent, label, key);
  tree.last.set(`${label.style} ${label.numbers.join(".")}`, tree.open);
}

function divisionParent(tree: Growing, label: Label, at: number): Node | null {
  let node = tree.open;
  const rank = rankOf(label.style);
  if (label.style === "article") {
    const item = holderOfArticles(tree, at);
    if (item) return item;
  }
  while (node && node.level !== "title" && !(node.label && rankOf(node.label.style) < rank)) node = node.parent;
  return node;
}

/** The item that articles are grouped by (一、总则 第一条 …), where they are. */
function holderOfArticles({ open, articles, following }: Growing, at: number): Node | null {
  const chain = openItems(open, true);
  if (chain.some(({ level }) => level === "article")) {
    const article = chain.find(({ level }) => level === "article") as Node;
    return article.parent?.level === "item" ? article.parent : null;
  }
  if (articles) return chain.findLast(({ label }) => label?.style === articles.holder) ?? null;
  const inner = open?.level === "item" ? open : null;
  return inner && !holdsSentence(inner.unit.text) && goesOnSomewhere(following, inner, at) ? inner : null;
}

/** The item that the open article stands in. */
function holderOf(open: Node | null): Node | null {
  let node = open;
  while (node && node.level !== "article") node = node.parent;
  return node?.parent?.level === "item" ? node.parent : null;
}

function goesOnSomewhere(following: Following, { label }: Node, at: number): boolean {
  return label !== null && (following.nextOf(label.style, at)?.numbers.at(-1) ?? 0) === (label.numbers.at(-1) as number) + 1;
}

/** The items that are open, the outermost first; `through` articles too. */
function openItems(open: Node | null, through = false): Node[] {
  const items: Node[] = [];
  for (let node = open; node; node = node.parent) {
    if (node.level === "item" && node.label?.style !== "part") items.unshift(node);
    else if (through && (node.level === "article" || node.level === "paragraph")) items.unshift(node);
    else if (node.level !== "body") break;
  }
  return items;
}

/** What holds the outermost open item. */
function boundary(tree: Growing): Node | null {
  const [outermost] = openItems(tree.open);
  return outermost ? outermost.parent : tree.open;
}

function itemParent(tree: Growing, label: Label, at: number): Node | null {
  const items = openItems(tree.open);
  if (label.style === "decimal") return decimalParent(items, label) ?? boundary(tree);
  const grouping = holderOf(tree.open);
  if (grouping && grouping.label?.style === label.style && label.numbers[0] === numberOf(grouping) + 1) return grouping.parent;
  const same = items.findLast((item) => item.label?.style === label.style);
  if (same) return same.parent;
  const resumed = tree.last.get(`${label.style} ${(label.numbers[0] as number) - 1}`);
  if (resumed && isWithin(tree.open, resumed.parent) && resumed.parent?.level !== "title" && !openArticle(tree.open)) return resumed.parent;
  const under = items.findLast((item) => item.label?.style === "decimal");
  if (under && label.style === "arabic" && under.label && under.label.numbers[0] === (label.numbers[0] as number) - 1) {
    const whole = items.find((item) => item.label?.style === "arabic");
    if (!whole) return boundary(tree);
  }
  return outerItem(tree, items.at(-1) ?? null, label, at);
}

/** The open item that one of another style is nested in: the innermost, but for those that it ends. */
function outerItem(tree: Growing, innermost: Node | null, label: Label, at: number): Node | null {
  let inner = innermost;
  const rank = rankOf(label.style);
  while (inner?.label && rankOf(inner.label.style) >= rank) {
    const outer = inner.label.style;
    if (isFree(outer) && !tree.nested.has(`${outer} ${label.style}`)) break;
    if (rankOf(outer) === rank || tree.nested.has(`${label.style} ${outer}`)) break;
    if (tree.following.goesOn(inner, at) && (label.numbers[0] === 1 || numberOf(inner) > 1)) break;
    const next: Node | null = inner.parent;
    if (next?.level !== "item") return next;
    inner = next;
  }
  return inner ?? tree.open;
}

/** The open item whose number a decimal one (2.1.3) begins with, or beside whose last it stands. */
function decimalParent(items: readonly Node[], { numbers }: Label): Node | null | undefined {
  const prefix = numbers.slice(0, -1).join(".");
  const exact = items.findLast(
    ({ label }) => label?.numbers.join(".") === prefix && (label.style === "decimal" || label.style === "arabic"),
  );
  if (exact) return exact;
  const beside = items.findLast(({ label }) => label?.style === "decimal" && label.numbers.length === numbers.length);
  if (beside) return beside.parent;
  const shorter = items.findLast(({ label }) => label?.style !== "decimal" || label.numbers.length < numbers.length);
  return shorter ?? null;
}

function placeHeading(tree: Growing, unit: Unit, at: number): void {
  const { open } = tree;
  // 第一条, 标的, and then the text
  if (open?.level === "article" && open.label?.rest === "" && open.end === open.unit.end && !unit.caption) {
    open.name = unit.text;
    extend(open, unit);
    tree.named = open;
    return;
  }
  const parent = unit.caption ? tree.open : headingParent(tree, at);
  add(tree, unit, "heading", parent);
  tree.open = parent;
  if (!unit.caption && tree.begun) tree.headed = { parent };
}

/**
 * Where a heading stands: beside the list that goes on behind it, within an item whose list goes on later, beside the heading
 * before it, or beside the list that begins behind it.
 */
function headingParent(tree: Growing, at: number): Node | null {
  const { open, headed, following } = tree;
  const items = openItems(open);
  const next = following.next(at);
  const going = items.findLast((item) => following.goesOn(item, at)) ?? null;
  const isNext = going !== null && next?.style === going.label?.style && next?.numbers.at(-1) === numberOf(going) + 1;
  if (isNext) return going.parent;
  const within = items.slice(going ? items.indexOf(going) + 1 : 0);
  if (headed && isWithin(open, headed.parent) && (going === null || isWithin(headed.parent, going))) return headed.parent;
  const outermost = going ?? boundary(tree);
  if (!next) return outermost;
  const same = within.findLast(({ label }) => label?.style === next.style);
  if (same) return same.parent;
  let inner = within.at(-1) ?? null;
  while (inner?.label && !isFree(inner.label.style) && rankOf(inner.label.style) >= rankOf(next.style)) {
    if (inner.parent?.level !== "item" || inner.parent === going) return inner.parent;
    inner = inner.parent;
  }
  return inner ?? outermost;
}

function placePlain(tree: Growing, unit: Unit, at: number): void {
  if (!tree.begun && /[。：:]$/.test(unit.text)) tree.begun = true;
  if (tree.patterns.remark.test(unit.text)) addLeaf(tree, unit, "body", scopeOf(tree.open));
  else placeParagraph(tree, unit, at);
}

function placeParagraph(tree: Growing, unit: Unit, at: number): void {
  const article = openArticle(tree.open);
  const inItem = tree.open?.level === "item" && tree.following.goesOn(tree.open, at);
  if (article && !inItem) {
    // a label that stands alone, or with the name of its article, is followed by its first paragraph
    if (
      tree.open === article &&
      article.label &&
      isNameOnly(article.label) &&
      (article.end === article.unit.end || tree.named === article)
    ) {
      extend(article, unit);
      tree.named = null;
    } else tree.open = add(tree, unit, "paragraph", article);
    return;
  }
  const parent = plainParent(tree, unit, at);
  add(tree, unit, "body", parent);
  tree.open = parent;
}

/** Takes a line into the own text of a part. */
function extend(node: Node, unit: Unit): void {
  for (let each: Node | null = node; each; each = each.parent) each.end = unit.end;
}

function openArticle(open: Node | null): Node | null {
  for (let node = open; node && node.level !== "title"; node = node.parent) if (node.level === "article") return node;
  return null;
}

/** Where an unlabelled paragraph belongs: to the open item, or to one around it, or behind them all. */
function plainParent(tree: Growing, unit: Unit, at: number): Node | null {
  const { open, following, patterns } = tree;
  const items = openItems(open);
  const empty =
    open?.level === "item" && !holdsSentence(open.unit.text) && (open.children.length === 0 || listsContacts(open, unit, patterns));
  if (!empty && patterns.closing.test(unit.text) && !items.some((item) => following.goesOn(item, at))) return boundary(tree);
  for (let i = items.length - 1; i >= 0; i--) {
    const item = items[i] as Node;
    if (following.goesOn(item, at) || holdsParagraphs(item, open)) return item;
  }
  return boundary(tree);
}

/** Whether a heading holds nothing but contacts, and a paragraph is one more: 四、联系方式, 联系人：…, 联系电话：…. */
function listsContacts({ children }: Node, { text }: Unit, { contact }: Growing["patterns"]): boolean {
  return contact.test(text) && children.every((child) => child.level === "body" && contact.test(child.unit.text));
}

/** Whether a paragraph behind an item is the item's: it has others already, or its line is a heading, or its siblings do. */
function holdsParagraphs(item: Node, open: Node | null): boolean {
  const listed = item.children.some(({ level }) => level === "item");
  const plain = (node: Node) => node.level === "body" || node.level === "table";
  if (!listed) {
    if (item.children.some(plain) || !holdsSentence(item.unit.text)) return true;
    return siblings(item).some((other) => other.children[0] !== undefined && plain(other.children[0]));
  }
  // behind a list within it
  const behind = (node: Node) =>
    node.children.some((child, i) => plain(child) && node.children.slice(0, i).some(({ level }) => level === "item"));
  return (item === open && behind(item)) || siblings(item).some(behind);
}

/** The earlier items of the list that an item stands in. */
function siblings(item: Node): Node[] {
  const all = item.parent?.children ?? [];
  return all.filter((other) => other !== item && other.label?.style === item.label?.style);
}
