import { loadDictionary } from "../dictionary/load.js";
import type { TitleFormLists } from "../dictionary/search/title-forms.js";
import { oneOf } from "../lexicon/alternation.js";
import { phraseOf } from "./units.js";

/** A key that a title is met by, and how far it is from the title as it stands: 0 is the whole title. */
export interface TitleKey {
  readonly key: string;
  readonly distance: number;
}

const longestKey = 120;
const longestTitle = 400;
/** one pair of marks around all of it */
const marked = /^[《〈「](.{2,300})[》〉」]$/u;
/** (2021年修订), （试行） */
const lastBracket = /[（(〔[【]([^（()）〔〕[\]【】]{1,20})[)）〕\]】]$/u;

function patterns({ about, of, numberEnd, bringsOut, drafts, extends: longer }: TitleFormLists) {
  return {
    /** 京政办发〔2016〕26号《关于…的通知》: the title is inside */
    numbered: new RegExp(`^[^《》]{0,40}${numberEnd}\\s*《(.{2,300})》$`, "u"),
    /** what is behind a draft is another document */
    draft: new RegExp(oneOf(drafts)),
    extending: new RegExp(oneOf(longer)),
    /** 关于印发《…》的通知 is the paper that brings out what is inside; one that forwards, repeals or amends is not */
    bringsOut: new RegExp(`^.{0,40}?(?:${about})?${oneOf(bringsOut)}[《〈]?([^《》〈〉]{4,200}?)[》〉]?${of}[^${of}《》〈〉]{1,8}$`, "u"),
  };
}

/**
 * The keys under which a title and what cites it meet, nearest first: as it stands, without the year or 试行 behind it,
 * without the issuer before 关于, without 关于, and what 关于印发《…》的通知 brings out. Brackets and quotes do not count.
 */
export function titleKeys(title: string): TitleKey[] {
  const { titleForms } = loadDictionary();
  const { about } = titleForms;
  const { bringsOut } = titleForms.compiled(patterns);
  const whole = bare(title.slice(0, longestTitle));
  const keys = new Map<string, number>();
  const add = (text: string, distance: number) => {
    const key = phraseOf(text).slice(0, longestKey).join("");
    if (key.length >= 3 && !keys.has(key)) keys.set(key, distance);
  };
  for (const [extra, form] of [whole, withoutBracket(whole)].entries()) {
    add(form, extra);
    const at = form.indexOf(about);
    if (at >= 0 && at <= 40 && !/[《〈]/.test(form.slice(0, at))) {
      add(form.slice(at), 2 + extra);
      add(form.slice(at + about.length), 3 + extra);
    }
    const inner = bringsOut.exec(form)?.[1];
    if (inner !== undefined) {
      add(inner, 5 + extra);
      add(withoutBracket(inner), 6 + extra);
    }
  }
  return [...keys].map(([key, distance]) => ({ key, distance })).sort((a, b) => a.distance - b.distance);
}

/** What stands before 关于: the issuer, where a title names it. Empty where it does not. */
export function issuerInTitle(title: string): string {
  const whole = bare(title.slice(0, longestTitle));
  const at = whole.indexOf(loadDictionary().titleForms.about);
  return at <= 0 || at > 40 || /[《〈]/.test(whole.slice(0, at)) ? "" : phraseOf(whole.slice(0, at)).join("");
}

/** Titles that stand in a title: of 关于废止《…》的决定 what is repealed. */
export function titlesInside(title: string): { readonly title: string; readonly before: string }[] {
  const whole = bare(title.slice(0, longestTitle));
  return [...whole.matchAll(/[《〈]([^《》〈〉]{2,200})[》〉]/gu)].map((found) => ({
    title: found[1] as string,
    before: whole.slice(0, found.index),
  }));
}

/** Whether a document of this title gives another one a longer term: 关于延长《…》有效期的通知. */
export function extendsOthers(title: string): boolean {
  return loadDictionary().titleForms.compiled(patterns).extending.test(title.slice(0, longestTitle));
}

function bare(title: string): string {
  const trimmed = title.trim();
  const { numbered } = loadDictionary().titleForms.compiled(patterns);
  const inner = numbered.exec(trimmed)?.[1] ?? marked.exec(trimmed)?.[1];
  // 《…》和《…》 has marks at both ends and is two
  return inner === undefined || /^[^《]*》/.test(inner) ? trimmed : inner;
}

function withoutBracket(title: string): string {
  const found = lastBracket.exec(title);
  const { draft } = loadDictionary().titleForms.compiled(patterns);
  return found === null || draft.test(found[1] ?? "") ? title : title.slice(0, found.index);
}
