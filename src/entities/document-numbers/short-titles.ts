import type { KindLists, Kinds } from "../../dictionary/documents/kinds.js";
import { oneOf } from "../../lexicon/alternation.js";
import type { Mention } from "../../model/entity.js";

type Title = Mention<"policyTitle">;

/** 《…办法》(…以下简称《办法》): the full title before, the short one behind; “办法” is one too. */
const definedPattern = ({ defining }: KindLists): RegExp =>
  new RegExp(`^[^《》。；\\n]{0,60}?${oneOf(defining)}[:：]?\\s?(?:《([^《》\\n]{1,30})》|[“「]([^“”「」《》\\n]{1,30})[”」])`);
const REACH = 100;
const VERSION = /(?:\s*[(（][^()（）]{0,20}[)）])+$/;
const INNER = /[《〈]([^《》〈〉]{2,120})[》〉]/g;

/**
 * Gives each short title the one that it stands for: what the text says it is short for, else, for a bare kind (《办法》), the
 * only document of that kind that was named before it, in the title or in the text. Where several were, none is given.
 * @param own the document's own title
 */
export function withReferents(titles: readonly Title[], text: string, own: string | null, kinds: Kinds): Title[] {
  const pattern = kinds.compiled(definedPattern);
  const defined = new Map<string, string>();
  const named = new Map<string, Set<string>>();
  const name = (title: string) => {
    for (const each of [title, ...[...title.matchAll(INNER)].map((found) => found[1] as string)]) {
      const bare = each.replace(VERSION, "");
      const kind = kindAtEnd(bare, kinds);
      if (kind !== null && kind !== bare) named.set(kind, (named.get(kind) ?? new Set()).add(each));
    }
  };
  if (own !== null) name(own);
  return titles.map((mention) => {
    const { title, end, kind } = mention;
    const short = pattern.exec(text.slice(end, end + REACH));
    const called = short?.[1] ?? short?.[2];
    if (called !== undefined && called !== title) defined.set(called, title);
    const bare = kinds.titles.has(title) || kinds.weakTitles.has(title);
    const [only, ...others] = bare ? [...(named.get(title) ?? [])] : [];
    const full = defined.get(title) ?? (others.length === 0 ? only : undefined);
    if (!bare && kind !== "other") name(title);
    return full === undefined || full === title ? mention : { ...mention, refersTo: full };
  });
}

/** The kind that a title ends in; the longest. */
function kindAtEnd(title: string, { titles, weakTitles }: Kinds): string | null {
  for (let length = Math.min(6, title.length); length > 1; length--) {
    const end = title.slice(-length);
    if (titles.has(end) || weakTitles.has(end)) return end;
  }
  return null;
}
