import type { Kinds, Relation } from "../dictionary/documents/kinds.js";
import type { Context } from "../entities/annotator.js";
import type { Doc } from "../entities/doc.js";
import type { Mention } from "../model/entity.js";
import type { Cite } from "../model/record.js";

/** How far before and behind a title its relation is looked for, within the sentence. */
const REACH = 160;
/** What a title is told by when nothing says how it is meant. */
const MENTIONED = "提及";
const SHORT = /(?:简称|称)[:：]?《([^《》\n]{1,30})》/g;

/**
 * The documents that the text cites, each once for each relation that a sentence states: a title with the number behind
 * it, or a number alone. The document's own title and number, short names that it defines, forms and papers are no
 * cites. Offsets are in the doc's text.
 */
export function citesOf(
  doc: Doc,
  mentions: readonly Mention[],
  own: { title: string | null; number: string | null; country: Context["country"] },
  kinds: Kinds,
): Cite[] {
  const { text } = doc;
  const short = new Set([...text.matchAll(SHORT)].map((found) => found[1] as string));
  const numbers = mentions.filter((mention): mention is Mention<"documentNumber"> => mention.type === "documentNumber");
  const attached = new Set<Mention>();
  const cites: Cite[] = [];
  let next = 0;
  for (const mention of mentions) {
    if (mention.type !== "policyTitle") continue;
    const { title, number, kind, start, end } = mention as Mention<"policyTitle">;
    while (numbers[next] && (numbers[next] as Mention).start < start) next++;
    const follower = numbers[next];
    const behind = follower && follower.start <= end + 2 ? follower : undefined;
    if (behind) attached.add(behind);
    // 《办法》 is short for one named before
    const bare = short.has(title) || kinds.titles.has(title) || kinds.weakTitles.has(title);
    if (kind === "other" || bare || title === own.title || kinds.notCited.some((tail) => title.endsWith(tail))) continue;
    const last = behind ? Math.max(behind.end, end) : end;
    const cited = number ?? behind?.canonical;
    const relation = relationOf(text, start, last, kinds);
    // 关于转发《…》的通知: the own title says what the document does with the other one
    const about = relation === "废止" ? null : statedInTitle(own.title, title);
    cites.push({ title, ...(cited ? { number: cited } : {}), relation: about ?? relation, start, end: last });
  }
  const named = own.title === null ? null : bareTitle(own.title);
  if (own.country === "TW") cites.push(...quotedRules(text, mentions, own.title, kinds));
  for (const mention of numbers) {
    if (attached.has(mention) || mention.own || mention.kind === "standard") continue;
    const { canonical, start, end } = mention;
    cites.push({ number: canonical, relation: relationOf(text, start, end, kinds), start, end });
  }
  const others = cites.filter(
    ({ title, number }) => (number === undefined || number !== own.number) && (title === undefined || title !== named),
  );
  return once(others.sort((a, b) => a.start - b.start));
}

/** A title without the number before it and the marks around it: 京政办发〔2016〕26号《关于…的通知》. */
function bareTitle(title: string): string {
  return /^[^《》\n]{0,30}号\s*《(.+)》$/.exec(title)?.[1] ?? title;
}

const ABOUT: readonly (readonly [words: RegExp, relation: string])[] = [
  [/解读|问答|图解|一图读懂|答记者问/, "解读"],
  [/^[^《]{0,40}(?:转发|批转)/, "转发"],
  [/^[^《]{0,40}废止/, "废止"],
  [/^[^《]{0,40}(?:修改|修订|修正)/, "修改"],
  [/^[^《]{0,40}(?:贯彻|落实|实施|执行)/, "贯彻落实"],
  [/^[^《]{0,40}(?:印发|发布|公布)/, "印发"],
];

/** What the document's own title does with a title that it names; null where it names it not or says nothing. */
function statedInTitle(own: string | null, title: string): string | null {
  if (!own || !(own.includes(`《${title}》`) || own.includes(`〈${title}〉`))) return null;
  return ABOUT.find(([words]) => words.test(own))?.[1] ?? null;
}

/** 「…办法」: Taiwan puts the titles of rules in its quotation marks. */
const QUOTED =
  /「([^「」\n]{3,60}?(?:法|条例|办法|要点|规则|细则|准则|规程|纲要|计划|须知|规定|标准|基准|注意事项|规范|程序|章程|方案))」/g;

function quotedRules(text: string, mentions: readonly Mention[], own: string | null, kinds: Kinds): Cite[] {
  const numbers = mentions.filter((mention): mention is Mention<"documentNumber"> => mention.type === "documentNumber");
  return [...text.matchAll(QUOTED)].flatMap((found) => {
    const title = found[1] as string;
    const end = found.index + found[0].length;
    if (title === own || /[，。；,;]|^[我你他她没有想是这那]/.test(title) || kinds.titles.has(title) || kinds.weakTitles.has(title))
      return [];
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

/** The relation that stands nearest: before the title in its sentence, or behind it (…同时废止). Other titles do not speak. */
function relationOf(text: string, start: number, end: number, { relations }: Kinds): string {
  const behind = withoutTitles(/^[^。;；\n]*/.exec(text.slice(end, end + REACH))?.[0] ?? "");
  const ended = relations.after.find(([relation]) => relation === "废止");
  // behind a comma another document may be meant: 起草了《…》，原《…》同时废止
  const close = behind.slice(0, 12).replace(/[,，](?!同时|自|即|均|一并).*/, "");
  if (ended?.[1].some((word) => close.includes(word))) return "废止";
  const sentence = withoutTitles(/[^。;；\n]*$/.exec(text.slice(Math.max(0, start - REACH), start))?.[0] ?? "");
  // what was handed on before is another one: 现将《…》转发给你们，请结合《…》
  const before = sentence.replace(/^.*(?:转发|印发|下发|发)给?(?:你们|你单位|各单位)/, "");
  return nearest(before.slice(-40), relations.before) ?? first(behind, relations.after) ?? MENTIONED;
}

/** A sentence without the titles and numbers in it, also one that is cut at either end. */
function withoutTitles(sentence: string): string {
  return sentence.replace(
    /《[^《》]*(?:《[^《》]*》[^《》]*)*》|「[^「」]*」|^[^《》]*》|《[^《》]*$|\([^()]{0,40}\)|（[^（）]{0,40}）/g,
    "",
  );
}

function nearest(text: string, relations: readonly Relation[]): string | null {
  let best: { end: number; relation: string } | null = null;
  for (const [relation, words] of relations) {
    for (const word of words) {
      const at = text.lastIndexOf(word);
      if (at >= 0 && (!best || at + word.length > best.end)) best = { end: at + word.length, relation };
    }
  }
  return best?.relation ?? null;
}

function first(text: string, relations: readonly Relation[]): string | null {
  const clause = text.split(/[,，]/)[0] ?? "";
  return relations.find(([, words]) => words.some((word) => clause.includes(word)))?.[0] ?? null;
}
