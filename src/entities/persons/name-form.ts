import type { Names } from "../../dictionary/persons/names.js";

export const HAN = /^[\p{Script=Han}〇]+$/u;
/** What the segmenter calls a name, or does not know. */
export const NAME_TAG = /^(?:nr|nrt|nrfg|x)$/;
export const CONJUNCTION = /^[与和及由]/;

/** 李先生, 王某, 钱报: a surname with a title, a paper or an office. */
export function isNoName(name: string, { notNames }: Names["forms"]): boolean {
  if (notNames.starts.at(name, 0) || notNames.ends.before(name, name.length)) return true;
  return name.length > 1 && notNames.offices.has(name.at(-1) as string);
}
