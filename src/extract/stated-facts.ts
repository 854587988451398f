import type { Labels } from "../dictionary/pages/labels.js";
import { fold } from "./fold.js";
import type { LabelledLine } from "./labelled.js";

/** The facts stated by lines of a page; each is taken from the first line that states it. */
export interface StatedFacts {
  publishedAt: string | null;
  publisher: string | null;
  author: string | null;
  editor: string | null;
  originalUrl: string | null;
}

export const noFacts = (): StatedFacts => ({ publishedAt: null, publisher: null, author: null, editor: null, originalUrl: null });

const longestName = 60;

/** A cleaned name; null where it names no one (本网, 网络) or is not a name at all. */
export function nameOf(value: string | null | undefined, labels: Labels): string | null {
  let name = value?.trim().replace(/^[\s:：,，、□■◎●○◇◆▲△]+|[\s,，、;；]+$/g, "") ?? "";
  const prefix = labels.prefixes.find((words) => name.startsWith(words) && name.length > words.length + 2);
  if (prefix !== undefined) name = name.slice(prefix.length).replace(/^[\s:：]+/, "");
  // 本网 before a name only means that the site got it from there
  name = name.replace(/^本[网網站][\s:：]*(?=\p{Script=Han}{4})/u, "");
  if (name.length > longestName || /[。？！\n]/.test(name) || !/\p{L}{2}/u.test(name)) return null;
  return labels.nobody.has(fold(name).text) ? null : name;
}

/** Whether a folded name ends like the name of an agency, a newspaper or a site. */
export const isOrganisation = (folded: string, labels: Labels): boolean => labels.organisations.some((end) => folded.endsWith(end));

/** The first web address in a text, or null. */
export function addressOf(value: string): string | null {
  return /https?:\/\/[\x21-\x7e]{4,2000}/.exec(value)?.[0].replace(/[)\]>,;.]+$/, "") ?? null;
}

/** Copies the facts of a labelled line into `facts` where they are still unknown. */
export function takeFacts(facts: StatedFacts, line: LabelledLine, labels: Labels): void {
  for (const { kind, value } of line.facts) {
    if (kind === "publisher") facts.publisher ??= nameOf(value, labels);
    else if (kind === "author") facts.author ??= nameOf(value.replace(labels.reporter, ""), labels);
    else if (kind === "editor") facts.editor ??= nameOf(value, labels);
    else if (kind === "original") facts.originalUrl ??= addressOf(value);
  }
}

/** Fills the gaps in `facts` from `others`. */
export function takeAll(facts: StatedFacts, others: Readonly<StatedFacts>): void {
  facts.publishedAt ??= others.publishedAt;
  facts.publisher ??= others.publisher;
  facts.author ??= others.author;
  facts.editor ??= others.editor;
  facts.originalUrl ??= others.originalUrl;
}
