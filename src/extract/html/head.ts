import type { Page } from "./page.js";

/** What a page states about itself outside its text. */
export interface Head {
  /** every meta tag by name or property, in lower case; the first of a name counts */
  readonly meta: ReadonlyMap<string, string>;
  /** the government's tags, by their name in 国办发〔2017〕47号 */
  readonly tags: Readonly<Record<string, string>>;
  readonly canonical: string | null;
  readonly base: string | null;
  readonly structured: Structured;
}

/** JSON-LD of an article. */
interface Structured {
  readonly headline: string | null;
  readonly published: string | null;
  readonly author: string | null;
  readonly publisher: string | null;
}

// 国办发〔2017〕47号, appendix: tags of the site, of the column, and of the page
const own = ["SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"];
const ofPage = ["ArticleTitle", "ContentSource"];
// other sites use these names too: they count as the government's only next to its own tags
const shared = ["PubDate", "Keywords", "Author", "Description", "Image", "Url"];

/** Reads meta tags, links and JSON-LD. */
export function readHead(page: Page): Head {
  const meta = new Map<string, string>();
  let canonical: string | null = null;
  let base: string | null = null;
  for (const { tag, attributes } of page.elements) {
    if (tag === "meta") {
      const name = (attributes.name ?? attributes.property ?? attributes.itemprop)?.trim().toLowerCase();
      const content = attributes.content?.trim();
      if (name && content && !meta.has(name)) meta.set(name, content);
    } else if (tag === "link" && /(?:^|\s)canonical(?:\s|$)/i.test(attributes.rel ?? "")) canonical ??= attributes.href?.trim() || null;
    else if (tag === "base") base ??= attributes.href?.trim() || null;
  }
  return { meta, tags: governmentTags(meta), canonical, base, structured: readStructured(page.structured) };
}

function governmentTags(meta: ReadonlyMap<string, string>): Record<string, string> {
  const tags: Record<string, string> = {};
  const take = (names: readonly string[]): void => {
    for (const name of names) {
      const value = meta.get(name.toLowerCase());
      if (value !== undefined) tags[name] = value;
    }
  };
  take([...own, ...ofPage]);
  if (Object.keys(tags).length > 0) take(shared);
  return tags;
}

const articleType = /(?:Article|Posting|Report|WebPage)$/;
const deepest = 6;

function readStructured(sources: readonly string[]): Structured {
  for (const source of sources) {
    const article = findArticle(parseJson(source));
    if (!article) continue;
    return {
      headline: textOf(article.headline) ?? textOf(article.name),
      published: textOf(article.datePublished) ?? textOf(article.pubDate),
      author: nameIn(article.author),
      publisher: nameIn(article.sourceOrganization) ?? nameIn(article.publisher),
    };
  }
  return { headline: null, published: null, author: null, publisher: null };
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source.replace(/[\u0000-\u001f]+/g, " "));
  } catch {
    // broken JSON-LD is no evidence; the page has other
    return null;
  }
}

type JsonObject = Record<string, unknown>;
const isObject = (value: unknown): value is JsonObject => typeof value === "object" && value !== null && !Array.isArray(value);

/** The first object of an article's type, breadth first and not too deep. */
function findArticle(root: unknown): JsonObject | null {
  let level: unknown[] = [root];
  for (let depth = 0; depth < deepest && level.length > 0; depth++) {
    const next: unknown[] = [];
    for (const value of level) {
      if (Array.isArray(value)) next.push(...value.slice(0, 100));
      else if (isObject(value)) {
        const types = [value["@type"]].flat().filter((type) => typeof type === "string");
        if (types.some((type) => articleType.test(type)) && (value.datePublished || value.pubDate)) return value;
        if (Array.isArray(value["@graph"])) next.push(...value["@graph"].slice(0, 100));
      }
    }
    level = next;
  }
  return null;
}

const textOf = (value: unknown): string | null => (typeof value === "string" && value.trim().length > 0 ? value.trim() : null);

function nameIn(value: unknown): string | null {
  const first = Array.isArray(value) ? value[0] : value;
  return textOf(first) ?? (isObject(first) ? textOf(first.name) : null);
}
