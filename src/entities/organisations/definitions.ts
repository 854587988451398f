import type { Agencies } from "../../dictionary/organisations/agencies.js";
import type { NameForms } from "../../dictionary/organisations/name-forms.js";
import { oneOf } from "../../lexicon/alternation.js";
import { occurrences } from "../../lexicon/occurrences.js";
import type { Mention } from "../../model/entity.js";
import type { Doc } from "../doc.js";

/**
 * A definition right behind the name: (以下简称“外联站”), (下称“中诚信国际”), with what else the bracket says on either side:
 * (以下简称“甲”，600000.SH), (持股58%，以下简称“乙”).
 */
function definitionPattern({ definitions: { ahead, words } }: NameForms): RegExp {
  const more = "[^()（）\\n“”「」]{1,24}";
  const name = '[:：]?[“"‘「『]?([^”"’」』\\n,，;；。()（）]{2,16})[”"’」』]?';
  return new RegExp(`[(（](?:${more}[,，;；])?${oneOf(ahead)}?${oneOf(words)}${name}(?:[,，;；、]${more})?[)）]`, "uy");
}

const BRACKETS = /[(（][“"‘「『]?(\p{Script=Han}{2,8})[”"’」』]?[)）]/uy;

/** Finds the short names that the text defines, there and wherever they stand afterwards. */
export function findDefined(
  doc: Doc,
  bodies: readonly Mention<"organisation">[],
  { forms, compiled }: Agencies,
): Mention<"organisation">[] {
  const { text } = doc;
  const definition = compiled(definitionPattern);
  const defined = new Map<string, Mention<"organisation">>();
  for (const body of bodies) {
    definition.lastIndex = body.end;
    const short = definition.exec(text)?.[1] ?? abbreviationOf(body, text);
    for (const name of short ? namesIn(short, forms) : []) if (!defined.has(name)) defined.set(name, body);
  }
  for (const body of bodies) {
    const office = forms.coordinating.before(body.name, body.name.length)?.word;
    // 联席会议|办公室 is the office of the one that the text names
    if (office && body.name.length > office.length + 2 && !defined.has(`${office}办公室`)) {
      defined.set(`${office}办公室`, { ...body, canonical: `${body.canonical}办公室` });
    }
  }
  return occurrences(text, defined.keys()).flatMap(({ start, end, word }) => {
    const body = defined.get(word);
    if (!body || start < body.end || /[级该各]/.test(text[start - 1] as string)) return [];
    const { canonical, kind } = body;
    return [{ type: "organisation" as const, start, end, rule: "organisation.defined", name: word, canonical, kind }];
  });
}

/** 华阳股份|或|公司: the names that one definition gives; 公司 alone is any. */
function namesIn(short: string, { definitions: { joints, notNames } }: NameForms): string[] {
  const parts = short.split(new RegExp(`[“”"‘’「」『』]?${oneOf(joints)}[“”"‘’「」『』]?`, "u"));
  const whole = parts.every((part) => part.length > 1) ? parts : [short];
  return whole.filter((name) => name.length > 1 && !notNames.words.has(name));
}

/** 入境事务处(入境处): a short name in brackets whose characters stand in the long one in their order. */
function abbreviationOf({ name, end }: Mention<"organisation">, text: string): string | null {
  BRACKETS.lastIndex = end;
  const short = BRACKETS.exec(text)?.[1];
  if (!short || short.length >= name.length) return null;
  let at = 0;
  for (const character of short) {
    at = name.indexOf(character, at) + 1;
    if (at === 0) return null;
  }
  return short;
}
