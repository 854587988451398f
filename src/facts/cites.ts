import type { KindLists, Kinds, RelationWords } from "../dictionary/documents/kinds.js";
import type { Context } from "../entities/annotator.js";
import type { Doc } from "../entities/doc.js";
import { oneOf } from "../lexicon/alternation.js";
import type { Mention } from "../model/entity.js";
import type { Relation } from "../model/enums.js";
import type { Cite } from "../model/record.js";

type NumberMention = Mention<"documentNumber">;
type TitleMention = Mention<"policyTitle">;

/** What the document is called and numbered itself, and where it was issued. */
interface OwnDocument {
  readonly title: string | null;
  readonly numbers: readonly string[];
  readonly country: Context["country"];
}

/** How far before and behind a title its relation is looked for, within the sentence. */
const REACH = 160;
/** The relation of a title where nothing shows another. */
const MENTIONED: Relation = "refers";
const REPEALED: Relation = "repeals";
const SHORT = /(?:简称|称)[:：]?《([^《》\n]{1,30})》/g;

function citePatterns({ quoted, relations, sameDocument, handedOn }: KindLists) {
  return {
    /** 「…办法」: Taiwan puts the titles of rules in its quotation marks */
    quoted: new RegExp(`「([^「」\\n]{3,60}?${oneOf(quoted)})」`, "g"),
    /** 《…》解读, 一图读懂… */
    explaining: new RegExp(oneOf(relations.explaining)),
    /** what stands in a title before another one: 关于转发《…》的通知 */
    before: relations.title.map(([relation, words]) => [new RegExp(`^[^《]{0,40}${oneOf(words)}`), relation] as const),
    /** behind a comma another document may be meant: 起草了《…》，原《…》同时废止 */
    another: new RegExp(`[,，](?!${oneOf(sameDocument)}).*`),
    /** what was handed on before is another one: 现将《…》转发给你们，请结合《…》 */
    handedOn: new RegExp(`^.*${oneOf(handedOn.acts)}给?${oneOf(handedOn.to)}`),
  };
}

/**
 * The documents that the text cites, each once for each relation that a sentence states: a title with the number behind
 * it, or a number alone. The document's own title and number, short names that it defines, forms and papers are not
 * cited. Offsets are in the doc's text.
 */
export function citesOf(doc: Doc, mentions: readonly Mention[], own: OwnDocument): Cite[] {
  const { text } = doc;
  const { kinds } = doc.dictionary;
  const numbers = mentions.filter((mention): mention is NumberMention => mention.type === "documentNumber");
  const titles = withNumbers(mentions, numbers);
  const short = new Set([...text.matchAll(SHORT)].map((found) => found[1] as string));
  const cites = titles.flatMap(({ mention, behind }) => {
    // 《办法》 is short for one named before
    if (short.has(mention.title) || !isCited(mention, own.title, kinds)) return [];
    return citeOf(text, mention, behind, own.title, kinds);
  });
  if (own.country === "TW") cites.push(...quotedRules(text, numbers, own.title, kinds));
  const attached = new Set(titles.map(({ behind }) => behind));
  for (const mention of numbers) {
    if (attached.has(mention) || mention.own || mention.kind === "standard") continue;
    const { canonical, start, end } = mention;
    cites.push({ number: canonical, relation: relationOf(text, start, end, kinds), start, end });
  }
  const named = own.title === null ? null : bareTitle(own.title);
  const others = cites.filter(
    ({ title, number }) => (number === undefined || !own.numbers.includes(number)) && (title === undefined || title !== named),
  );
  return once(others.sort((a, b) => a.start - b.start));
}

interface CitedTitle {
  readonly mention: TitleMention;
  /** the number right behind it */
  readonly behind: NumberMention | undefined;
}

function withNumbers(mentions: readonly Mention[], numbers: readonly NumberMention[]): CitedTitle[] {
  const titles = mentions.filter((mention): mention is TitleMention => mention.type === "policyTitle");
  let next = 0;
  return titles.map((mention) => {
    while (numbers[next] && (numbers[next] as NumberMention).start < mention.start) next++;
    const follower = numbers[next];
    return { mention, behind: follower && follower.start <= mention.end + 2 ? follower : undefined };
  });
}

/** Whether a title names another document: not a bare kind, not the document itself, no form or paper. */
function isCited({ title, kind }: TitleMention, own: string | null, kinds: Kinds): boolean {
  if (kind === "other" || title === own || isBareKind(title, kinds)) return false;
  return !kinds.notCited.some((tail) => title.endsWith(tail));
}

function isBareKind(title: string, { titles, weakTitles }: Kinds): boolean {
  return titles.has(title) || weakTitles.has(title);
}

function citeOf(text: string, mention: TitleMention, behind: NumberMention | undefined, own: string | null, kinds: Kinds): Cite {
  const { title, start } = mention;
  const end = behind ? Math.max(behind.end, mention.end) : mention.end;
  const number = mention.number ?? behind?.canonical;
  const relation = relationOf(text, start, end, kinds);
  // 关于转发《…》的通知: the document's own title states what it does with the other one
  const about = relation === REPEALED ? null : statedInTitle(own, title, kinds);
  return { title, ...(number ? { number } : {}), relation: about ?? relation, start, end };
}

/** A title without the number before it and the marks around it: 京政办发〔2016〕26号《关于…的通知》. */
function bareTitle(title: string): string {
  return /^[^《》\n]{0,30}号\s*《(.+)》$/.exec(title)?.[1] ?? title;
}

/** What the document's own title does with a title in it; null where it names another document or states nothing. */
function statedInTitle(own: string | null, title: string, kinds: Kinds): Relation | null {
  if (!own || !(own.includes(`《${title}》`) || own.includes(`〈${title}〉`))) return null;
  const { explaining, before } = kinds.compiled(citePatterns);
  return explaining.test(own) ? "interprets" : (before.find(([words]) => words.test(own))?.[1] ?? null);
}

function quotedRules(text: string, numbers: readonly NumberMention[], own: string | null, kinds: Kinds): Cite[] {
  const { quoted } = kinds.compiled(citePatterns);
  return [...text.matchAll(quoted)].flatMap((found) => {
    const title = found[1] as string;
    const end = found.index + found[0].length;
    if (title === own || /[，。；,;]|^[我你他她没有想是这那]/.test(title) || isBareKind(title, kinds)) return [];
    const behind = numbers.find((number) => number.start >= end && number.start <= end + 2);
    const relation = relationOf(text, found.index, behind?.end ?? end, kinds);
    return [{ title, ...(behind ? { number: behind.canonical } : {}), relation, start: found.index, end: behind?.end ?? end }];
  });
}

/** One cite for a document and relation; a mere mention yields to a relation that another sentence states. */
function once(cites: readonly Cite[]): Cite[] {
  const key = ({ title, number }: Cite): string => title ?? number ?? "";
  const related = new Set(cites.filter(({ relation }) => relation !== MENTIONED).map(key));
  const seen = new Set<string>();
  return cites.filter((cite) => {
    const edge = `${cite.relation} ${key(cite)}`;
    if (seen.has(edge) || (cite.relation === MENTIONED && related.has(key(cite)))) return false;
    seen.add(edge);
    return true;
  });
}

/** The relation stated nearest: before the title in its sentence, or behind it (…同时废止). Words of other titles do not count. */
function relationOf(text: string, start: number, end: number, kinds: Kinds): Relation {
  const { relations } = kinds;
  const { another, handedOn } = kinds.compiled(citePatterns);
  const behind = withoutTitles(/^[^。;；\n]*/.exec(text.slice(end, end + REACH))?.[0] ?? "");
  const repealed = relations.after.find(([relation]) => relation === REPEALED);
  const close = behind.slice(0, 12).replace(another, "");
  if (repealed?.[1].some((word) => close.includes(word))) return REPEALED;
  const sentence = withoutTitles(/[^。;；\n]*$/.exec(text.slice(Math.max(0, start - REACH), start))?.[0] ?? "");
  const before = sentence.replace(handedOn, "");
  return nearest(before.slice(-40), relations.before) ?? first(behind, relations.after) ?? leading(text, start, before, kinds) ?? MENTIONED;
}

/** How far above an item of a list the sentence may stand that introduces it. */
const LIST = 6_000;
const LABEL = `[（(]?(?:\\d{1,3}|\\p{Script=Han}{1,4})[)）、.．]`;
const ITEM = new RegExp(`^\\s*(?:${LABEL}\\s*)?$`, "u");
const TITLED = new RegExp(`^\\s*(?:${LABEL}\\s*)?《`, "u");

/**
 * What the sentence that introduces a list states for its items: 决定废止下列文件：一、《…》. Only an item that begins with the
 * title is meant, and only relations that end a document are taken over: a list of a plan's bases is introduced in other ways.
 */
function leading(text: string, start: number, before: string, { relations }: Kinds): Relation | null {
  if (!ITEM.test(before)) return null;
  const above = text.slice(Math.max(0, start - before.length - LIST), start - before.length);
  const colon = Math.max(above.lastIndexOf("：\n"), above.lastIndexOf(":\n"));
  if (
    colon < 0 ||
    !above
      .slice(colon + 2)
      .split("\n")
      .every(isItem)
  )
    return null;
  const lead = withoutTitles(/[^。;；\n]*$/.exec(above.slice(Math.max(0, colon - REACH), colon))?.[0] ?? "");
  const ends = relations.before.find(([relation]) => relation === REPEALED);
  const repeals = relations.after.find(([relation]) => relation === REPEALED);
  return [...(ends?.[1] ?? []), ...(repeals?.[1] ?? [])].some((word) => lead.includes(word)) ? REPEALED : null;
}

/** A line of a list of titles, or what is left of one at its end. */
function isItem(line: string): boolean {
  return TITLED.test(line) || ITEM.test(line);
}

/** A sentence without the titles and numbers in it, also one that is cut at either end. */
function withoutTitles(sentence: string): string {
  return sentence.replace(
    /《[^《》]*(?:《[^《》]*》[^《》]*)*》|「[^「」]*」|^[^《》]*》|《[^《》]*$|\([^()]{0,40}\)|（[^（）]{0,40}）/g,
    "",
  );
}

function nearest(text: string, relations: readonly RelationWords[]): Relation | null {
  let best: { end: number; relation: Relation } | null = null;
  for (const [relation, words] of relations) {
    for (const word of words) {
      const at = text.lastIndexOf(word);
      if (at >= 0 && (!best || at + word.length > best.end)) best = { end: at + word.length, relation };
    }
  }
  return best?.relation ?? null;
}

function first(text: string, relations: readonly RelationWords[]): Relation | null {
  const clause = text.split(/[,，]/)[0] ?? "";
  return relations.find(([, words]) => words.some((word) => clause.includes(word)))?.[0] ?? null;
}
