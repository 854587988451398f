import type { Kinds, Relation } from "../../dictionary/kinds.js";
import type { Mention } from "../../model/entity.js";
import type { Cite } from "../../model/record.js";
import type { View } from "../annotator.js";

/** How far before and behind a title its relation is looked for, within the sentence. */
const REACH = 40;

/**
 * The documents that the text cites, with the relation that the sentence states: a title with the number behind it, or a
 * number alone. Offsets are in the view's text.
 */
export function citesOf(view: View, mentions: readonly Mention[], kinds: Kinds): Cite[] {
  const cites: Cite[] = [];
  const numbers = mentions.filter((mention): mention is Mention<"documentNumber"> => mention.type === "documentNumber");
  const attached = new Set<Mention>();
  for (const mention of mentions) {
    if (mention.type !== "policyTitle") continue;
    const { title, number, kind, start, end } = mention as Mention<"policyTitle">;
    if (kind === "other") continue;
    const own = numbers.find((other) => other.start >= start && other.start <= end + 2);
    if (own) attached.add(own);
    const last = own ? Math.max(own.end, end) : end;
    const cited = number ?? own?.canonical;
    cites.push({ title, ...(cited ? { number: cited } : {}), relation: relationOf(view.text, start, last, kinds), start, end: last });
  }
  for (const mention of numbers) {
    if (attached.has(mention) || mention.own || mention.kind === "standard") continue;
    const { canonical, start, end } = mention;
    cites.push({ number: canonical, relation: relationOf(view.text, start, end, kinds), start, end });
  }
  return cites.sort((a, b) => a.start - b.start);
}

/** The relation that stands nearest: before the title in its clause, or behind it (…同时废止). */
function relationOf(text: string, start: number, end: number, { relations }: Kinds): string {
  const behind = /^[^。;；\n]{0,60}/.exec(text.slice(end, end + 60))?.[0] ?? "";
  const ended = relations.after.find(([relation]) => relation === "废止");
  if (ended?.[1].some((word) => behind.replace(/《[^》]{0,50}》/g, "").includes(word))) return "废止";
  const before = /[^。;；\n]*$/.exec(text.slice(Math.max(0, start - REACH), start))?.[0] ?? "";
  return nearest(before, relations.before) ?? first(behind, relations.after) ?? "提及";
}

function nearest(text: string, relations: readonly Relation[]): string | null {
  let best: { at: number; relation: string } | null = null;
  for (const [relation, words] of relations) {
    for (const word of words) {
      const at = text.lastIndexOf(word);
      if (at >= 0 && (!best || at + word.length > best.at)) best = { at: at + word.length, relation };
    }
  }
  return best?.relation ?? null;
}

function first(text: string, relations: readonly Relation[]): string | null {
  const clause = text.split(/[,，、]/)[0] ?? "";
  return relations.find(([, words]) => words.some((word) => clause.includes(word)))?.[0] ?? null;
}
