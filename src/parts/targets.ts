import { partAt, type TextPart } from "./part.js";

/** The number of each kind of step: 条 → 3, 款 → 2. */
export type Steps = Readonly<Record<string, string>>;

interface Meant {
  /** `steps` from the top of the text, what it is relative to (前款, 本条), or `attachment` */
  readonly kind: string;
  readonly number?: string;
  /** what the text calls itself before the steps: 办法 of 本办法 */
  readonly self?: string | null;
  readonly steps: Steps;
  readonly start: number;
}

type Id = string | null;

interface Targets {
  (meant: Meant): Id;
  /** whether a part begins at an offset, blanks aside */
  isStart(offset: number): boolean;
}

/** Finds the part that a reference means; null where it is not there or not certain. */
export function targetOf(parts: readonly TextPart[]): Targets {
  const tree = treeOf(parts);
  const starts = new Set(parts.map(({ textStart }) => textStart));
  const find = (meant: Meant): Id => {
    const context = partAt(parts, meant.start);
    if (!context || context.level === "attachment-list") return null;
    if (meant.kind === "attachment") return inAttachment(tree, context, meant);
    if (meant.kind === "steps") return fromTop(tree, scopeFor(tree, context, meant.self ?? null), meant.steps, context);
    return relative(tree, context, meant);
  };
  return Object.assign(find, { isStart: (offset: number) => starts.has(offset) });
}

interface Tree {
  readonly byId: ReadonlyMap<string, TextPart>;
  readonly children: (id: Id) => readonly TextPart[];
  /** the one child with a name; null where there is none, or another comes with the same label */
  readonly child: (id: Id, name: string) => TextPart | null;
  /** the articles of a scope, in order */
  readonly articles: (scope: Id) => readonly TextPart[];
  /** the one article of a scope with a name, likewise */
  readonly article: (scope: Id, name: string) => TextPart | null;
  /** the article before another one in its scope */
  readonly before: (article: TextPart) => TextPart | undefined;
  /** printed attachments by their name, whatever they lie in */
  readonly attachments: (name: string) => readonly TextPart[];
  readonly scopeOf: (part: TextPart) => Id;
  /** whether the items of a scope's articles are counted 一、, as Taiwan's are */
  readonly isTaiwan: (scope: Id) => boolean;
}

function treeOf(parts: readonly TextPart[]): Tree {
  const byId = new Map(parts.map((part) => [part.id, part]));
  const children = new Map<Id, TextPart[]>();
  const articles = new Map<Id, TextPart[]>();
  const named = new Map<string, TextPart[]>();
  const attachments = new Map<string, TextPart[]>();
  const before = new Map<TextPart, TextPart | undefined>();
  const scopes = new Map<Id, Id>([[null, null]]);
  const taiwan = new Map<Id, boolean>();
  for (const part of parts) {
    const scope = part.level === "title" ? part.id : (scopes.get(part.parent) as Id);
    scopes.set(part.id, scope);
    put(children, part.parent, part);
    put(named, `${part.parent} ${nameOf(part)}`, part);
    if (part.level === "title" && part.label !== null) put(attachments, nameOf(part), part);
    if (part.level === "article") {
      before.set(part, articles.get(scope)?.at(-1));
      put(articles, scope, part);
      put(named, `articles of ${scope} ${nameOf(part)}`, part);
    }
    if (part.level === "item" && !taiwan.has(scope) && /^(?:article|paragraph)$/.test(byId.get(part.parent ?? "")?.level ?? "")) {
      taiwan.set(scope, /^\p{Script=Han}{1,3}、/u.test(part.label ?? ""));
    }
  }
  const only = (key: string): TextPart | null => {
    const found = named.get(key) ?? [];
    return found.length === 1 ? (found[0] as TextPart) : null;
  };
  return {
    byId,
    children: (id) => children.get(id) ?? [],
    child: (id, name) => only(`${id} ${name}`),
    articles: (scope) => articles.get(scope) ?? [],
    article: (scope, name) => only(`articles of ${scope} ${name}`),
    before: (article) => before.get(article),
    attachments: (name) => attachments.get(name) ?? [],
    scopeOf: ({ id }) => scopes.get(id) as Id,
    isTaiwan: (scope) => taiwan.get(scope) ?? false,
  };
}

function put<K>(map: Map<K, TextPart[]>, key: K, part: TextPart): void {
  const list = map.get(key);
  if (list) list.push(part);
  else map.set(key, [part]);
}

/** The last step of an id, whether its label comes again or not: n3 of t1.n3 and of t1.n3~2. */
const nameOf = ({ id }: TextPart): string => id.slice(id.lastIndexOf(".") + 1).replace(/~\d+$/, "");

/** The title that a reference is to, by what it calls itself: an act printed within, else the document. */
function scopeFor(tree: Tree, context: TextPart, self: string | null): Id | undefined {
  const scope = tree.scopeOf(context);
  const called = (id: string) => self !== null && (tree.byId.get(id)?.heading ?? "").includes(self);
  if (self === null) return scope;
  for (let at: Id = scope; at !== null; at = parentScope(tree, at)) if (called(at)) return at;
  const titles = tree.children(null).filter(({ level, id }) => level === "title" && called(id));
  if (scope === null && tree.articles(null).length === 0 && titles.length === 1) return (titles[0] as TextPart).id;
  return scope === null || tree.articles(scope).length > 0 ? scope : null;
}

function parentScope(tree: Tree, id: string): Id {
  const parent = tree.byId.get(id)?.parent ?? null;
  return parent === null ? null : tree.scopeOf(tree.byId.get(parent) as TextPart);
}

function fromTop(tree: Tree, scope: Id | undefined, steps: Steps, context: TextPart): Id {
  if (scope === undefined) return null;
  if (steps.条 === undefined) return withoutArticle(tree, scope, steps, context);
  const article = tree.article(scope, `art${steps.条}`);
  if (article) return below(tree, article, steps);
  if (tree.articles(scope).length > 0) return null;
  // 第二条 of a notice that counts 一、二、
  const item = tree.child(scope, `n${steps.条}`);
  if (!item || !/^\p{Script=Han}/u.test(item.label ?? "") || steps.款 !== undefined) return null;
  return steps.项 === undefined ? item.id : (tree.child(item.id, `n${steps.项}`)?.id ?? null);
}

/** Chapters, parts, and what is meant within the article or list where the reference stands. */
function withoutArticle(tree: Tree, scope: Id, steps: Steps, context: TextPart): Id {
  if (steps.部分 !== undefined) {
    const part = tree.child(scope, `n${steps.部分}`);
    return part?.label?.endsWith("部分") ? part.id : null;
  }
  const divisions = steps.编 ?? steps.章;
  if (divisions !== undefined) return divisionOf(tree, scope, steps);
  const article = ancestor(tree, context, "article");
  if (article) return below(tree, article, steps);
  // 第(1)款 of Hong Kong's sections, 第（二）项 of a list
  const number = steps.款 ?? steps.项;
  for (let item: TextPart | null = context; item; item = parentOf(tree, item)) {
    const sibling = item.level === "item" ? tree.child(item.parent, `n${number}`) : null;
    if (sibling && /^[（(]/.test(sibling.label ?? "") && /^[（(]/.test(item.label ?? "")) return sibling.id;
  }
  return null;
}

function divisionOf(tree: Tree, scope: Id, steps: Steps): Id {
  let part: TextPart | null = null;
  if (steps.编 !== undefined) {
    part = tree.child(scope, `ch${steps.编}`);
    if (!part?.label?.endsWith("编")) return null;
  }
  if (steps.章 !== undefined) {
    part = tree.child(part?.id ?? scope, `ch${steps.章}`);
    if (!part?.label?.endsWith("章")) return null;
  }
  if (part && steps.节 !== undefined) part = tree.child(part.id, `sec${steps.节}`);
  return part?.id ?? null;
}

/** The paragraph, item and sub-item of an article that are meant; in Taiwan 项 is the paragraph and 款 the item. */
function below(tree: Tree, article: TextPart, { 款: k, 项: x, 目: m }: Steps): Id {
  const taiwan = tree.isTaiwan(tree.scopeOf(article));
  const [paragraph, number] = taiwan ? [x, k] : [k, x];
  const holder = paragraph === undefined || paragraph === "1" ? article : tree.child(article.id, `p${paragraph}`);
  if (!holder) return null;
  if (number === undefined) return m === undefined ? holder.id : null;
  const item = paragraph === undefined ? anyItem(tree, article, number) : tree.child(holder.id, `n${number}`);
  if (!item || m === undefined) return item?.id ?? null;
  return tree.child(item.id, `n${m}`)?.id ?? null;
}

/** The item with a number of the one paragraph of an article that has it. */
function anyItem(tree: Tree, article: TextPart, number: string): TextPart | null {
  const holders = [article, ...tree.children(article.id).filter(({ level }) => level === "paragraph")];
  const found = holders.flatMap(({ id }) => tree.child(id, `n${number}`) ?? []);
  return found.length === 1 ? (found[0] as TextPart) : null;
}

/** 前款, 前条, 本条 and what follows them, from where they stand. */
function relative(tree: Tree, context: TextPart, { kind, steps }: Meant): Id {
  const article = ancestor(tree, context, "article");
  if (!article) return kind === "前项" ? previousItem(tree, context) : null;
  if (kind === "本条") return below(tree, article, steps);
  if (kind === "前条") {
    const before = tree.before(article);
    return before && isPrevious(before, article) ? below(tree, before, steps) : null;
  }
  const paragraph = Number(ancestor(tree, context, "paragraph") ? nameOf(ancestor(tree, context, "paragraph") as TextPart).slice(1) : 1);
  const taiwan = tree.isTaiwan(tree.scopeOf(article));
  const isItem = ancestor(tree, context, "item") !== null;
  if (!taiwan && kind.endsWith("项")) return kind === "前项" && isItem ? previousItem(tree, context) : null;
  if (taiwan && kind.endsWith("款")) return kind === "前款" && isItem ? previousItem(tree, context) : null;
  if (kind.startsWith("本")) return withParagraph(tree, article, paragraph, steps, taiwan);
  return withParagraph(tree, article, paragraph - 1, steps, taiwan);
}

function withParagraph(tree: Tree, article: TextPart, paragraph: number, steps: Steps, taiwan: boolean): Id {
  if (paragraph < 1) return null;
  return below(tree, article, { ...steps, [taiwan ? "项" : "款"]: String(paragraph) });
}

/** Whether an article's number is the one before another's: 第三条 before 第三条之一 and 第四条. */
function isPrevious(before: TextPart, article: TextPart): boolean {
  const numbers = (part: TextPart) => nameOf(part).slice(3).split("-").map(Number) as [number, number?];
  const [a, b] = [numbers(before), numbers(article)];
  return b[1] === undefined ? a[0] === b[0] - 1 : a[0] === b[0];
}

function previousItem(tree: Tree, context: TextPart): Id {
  const item = ancestor(tree, context, "item");
  const number = Number(item && nameOf(item).slice(1));
  return item && Number.isInteger(number) ? (tree.child(item.parent, `n${number - 1}`)?.id ?? null) : null;
}

function inAttachment(tree: Tree, context: TextPart, { number, steps }: Meant): Id {
  const titles = tree.attachments(`t${number}`);
  const [title] = titles;
  if (titles.length !== 1 || !title || title === context) return null;
  if (Object.keys(steps).length === 0) return title.id;
  if (steps.部分 === undefined) return fromTop(tree, title.id, steps, context);
  return tree.child(title.id, `n${steps.部分}`)?.id ?? null;
}

function parentOf(tree: Tree, { parent }: TextPart): TextPart | null {
  return parent === null ? null : (tree.byId.get(parent) ?? null);
}

/** The innermost part of a level that a part is or lies in. */
function ancestor(tree: Tree, part: TextPart, level: TextPart["level"]): TextPart | null {
  for (let each: TextPart | null = part; each; each = parentOf(tree, each)) if (each.level === level) return each;
  return null;
}
