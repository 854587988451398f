import * as z from "zod";
import { oneOf } from "../../lexicon/alternation.js";
import { readJson } from "../file.js";

const words = z.array(z.string().min(1)).min(1);

/**
 * `dictionaries/pages/labels.json`: how the facts of a page are labelled, in Simplified. `facts` is for the metadata table: standard
 * label → what sites write; a table must have one of the `telling` ones. `bounded` labels count only at the beginning of a line or
 * after a gap. `papers` what a
 * newspaper calls its pages behind its own name; `placeholders` are titles that a page
 * has before anyone gave it one, in lower case, half-width, without spaces; `nobody` are values of 来源 that name no one; `meta` names of meta tags in lower case, best first; `siteNames` endings
 * of a site's name next to a page's title, `organisations` endings of names that may be a publisher's, `prefixes` what may precede
 * those. `valueEnds` follow a value and a space, as published. `bylines` are the parts of 本报特约记者 before the name of an `author`
 * and at the beginning of a `line` under a title.
 */
const labelsSchema = z
  .object({
    published: words,
    updated: words,
    publisher: words,
    author: words,
    editor: words,
    original: words,
    other: words,
    papers: words,
    placeholders: words,
    bounded: words,
    nobody: words,
    meta: z.strictObject({ title: words, published: words, updated: words, publisher: words, author: words, site: words }),
    organisations: words,
    prefixes: words,
    siteNames: words,
    facts: z.record(z.string(), words),
    telling: words,
    valueEnds: words,
    bylines: z.strictObject({
      author: z.strictObject({ ranks: words, roles: words }),
      line: z.strictObject({ agencies: words, ranks: words, roles: words }),
    }),
  })
  .superRefine(({ telling, facts }, context) => {
    for (const [i, label] of telling.entries()) {
      if (facts[label] === undefined) context.addIssue({ code: "custom", path: ["telling", i], message: `${label} is no label of facts` });
    }
  });

export type FactLabel = "published" | "updated" | "publisher" | "author" | "editor" | "original" | "other";

export interface Labels {
  /** label as written → what it labels */
  readonly lines: ReadonlyMap<string, FactLabel>;
  /** the characters that those labels end in */
  readonly ends: ReadonlySet<string>;
  /** label as written in a metadata table → standard label */
  readonly facts: ReadonlyMap<string, string>;
  /** labels that count only at the beginning of a line or behind a gap: 发文日期 is no 日期 */
  readonly bounded: ReadonlySet<string>;
  readonly nobody: ReadonlySet<string>;
  /** the name of a newspaper at the beginning or the end of a title, before what it calls its pages: 青山日报|数字报 */
  readonly paper: RegExp;
  /** titles that name no document: Document, 无标题文档 */
  readonly placeholders: ReadonlySet<string>;
  readonly meta: Readonly<Record<"title" | "published" | "updated" | "publisher" | "author" | "site", readonly string[]>>;
  readonly organisations: readonly string[];
  readonly prefixes: readonly string[];
  readonly siteNames: readonly string[];
  /** standard labels that only a metadata table has */
  readonly telling: ReadonlySet<string>;
  /** where a value ends: at a bracketed or barred toolbar (来源：广州日报 【字体), or at its words (来源：广州日报 打印) */
  readonly valueEnd: RegExp;
  /** what precedes the name of an author: 本报记者 */
  readonly reporter: RegExp;
  /** how a line begins that says who wrote the text: 本报记者 王乐文 */
  readonly byline: RegExp;
}

const order: readonly FactLabel[] = ["published", "updated", "publisher", "author", "editor", "original", "other"];

/** @throws dictionary.invalid */
export function loadLabels(folder: string): Labels {
  const table = readJson(folder, "pages/labels.json", labelsSchema);
  const { author, line } = table.bylines;
  const lines = new Map<string, FactLabel>();
  for (const kind of order) for (const word of table[kind]) lines.set(word, kind);
  const facts = new Map<string, string>();
  for (const [standard, written] of Object.entries(table.facts)) {
    for (const word of [standard, ...written]) if (!facts.has(word)) facts.set(word, standard);
  }
  return {
    lines,
    ends: new Set([...lines.keys()].map((label) => label.charAt(label.length - 1))),
    facts,
    bounded: new Set(table.bounded),
    nobody: new Set(table.nobody),
    paper: new RegExp(`(?:^|[-_|—\\s])(\\p{Script=Han}{1,10}[报報])(?:${oneOf(table.papers)})(?=$|[-_|—\\s])`, "u"),
    placeholders: new Set(table.placeholders),
    meta: table.meta,
    organisations: table.organisations,
    prefixes: table.prefixes,
    siteNames: table.siteNames,
    telling: new Set(table.telling),
    valueEnd: new RegExp(
      `[【|｜丨\\t]|^(?:${oneOf(table.valueEnds)})(?=[\\s】\\])）|｜]|$)|\\s(?:${oneOf(table.valueEnds)}|有\\s?\\d+\\s?人)|返回\\p{Script=Han}{2,4}[，,]?查看更多`,
      "u",
    ),
    reporter: new RegExp(
      `^(?:本[报報网網刊]|\\p{Script=Han}{2,4}[社报報网網])?${oneOf(author.ranks)}?${oneOf(author.roles)}[\\s:：]*`,
      "u",
    ),
    byline: new RegExp(
      `^[（(【]?(?:本[报報刊网網]|${oneOf(line.agencies)}|\\p{Script=Han}{1,5}[报報社网網])?${oneOf(line.ranks)}?${oneOf(line.roles)}`,
      "u",
    ),
  };
}
