import type { Citations, NumberLists } from "../../dictionary/documents/citations.js";
import { oneOf } from "../../lexicon/alternation.js";
import { hanDigits } from "../numbers/characters.js";

/** The agency of a document number, as written. */
export interface Agency {
  readonly start: number;
  readonly name: string;
}

const longest = 30;

const blanks = "[ \\u00a0\\u3000]{1,2}";

function agencyPatterns({ issuers, leading, severalBodies, notCode, jointEndings }: NumberLists) {
  const han = "\\p{Script=Han}";
  const { endings, bodies, courts, ministries } = issuers;
  return {
    /** 原|鲁政发, 同意|深发改: a word before the code */
    leading: new RegExp(`^${oneOf(leading)}{1,3}(?=${han}{2})`, "u"),
    /** 教育部等八部门|教基 */
    several: new RegExp(`^${han}{0,20}等[\\d${hanDigits}十]{1,3}${oneOf(severalBodies)}(?=${han}{2})`, "u"),
    /**
     * 财政部|台财税, 省政府|鲁政字: the body that issues, in front of the code that the number itself begins with. Full names
     * only: the short ones are part of the code (工信厅信发, 工信部联企业, 皖经信委高新).
     */
    body: new RegExp(
      `^${han}*(?:${han}{5}${oneOf(endings)}|${oneOf(bodies)}|${oneOf(courts)}${han}院|${oneOf(ministries)}部)(?=${han})`,
      "u",
    ),
    /** what is no code: 省政府办发, 教育局党组发, 财政部令 */
    notCode: new RegExp(`^(?:${oneOf(notCode)}|发(?!改))`),
    /** 财政部 税务总局 before a further agency or before 公告 */
    joint: new RegExp(`(?:${han}{1,12}${oneOf(jointEndings)}${blanks}){1,6}$`, "u"),
  };
}

/** Takes the name of the issuing body from before the code of a number, where both are written. */
export function withoutBody(agency: Agency, shortest: number, citations: Citations): Agency {
  const { body, notCode } = citations.compiled(agencyPatterns);
  const front = body.exec(agency.name)?.[0] ?? "";
  const code = agency.name.slice(front.length);
  return code.length < shortest || notCode.test(code) ? agency : { start: agency.start + front.length, name: code };
}

/** The agencies that announce together, written before one and separated by blanks: 财政部 税务总局公告. */
export function withJoint(text: string, agency: Agency, free: number, citations: Citations): Agency {
  const found = citations.compiled(agencyPatterns).joint.exec(text.slice(Math.max(free, agency.start - 90), agency.start))?.[0];
  if (found === undefined) return agency;
  const first = found.search(/[ \u00a0\u3000]/);
  const cut = lastWordEnd(found.slice(0, first), citations.notAgency);
  return { start: agency.start - found.length + cut, name: found.slice(cut) + agency.name };
}

/** The agency that ends at `end`: Han letters back to a mark, a word that does not belong to it, or the end of the number before. */
export function agencyBefore(text: string, end: number, free: number, citations: Citations): Agency | null {
  let last = end;
  while (text[last - 1] === " " || text[last - 1] === "\u00a0" || text[last - 1] === "\u3000") last--;
  let start = last;
  while (start > free && last - start < longest && /[\p{Script=Han}A-Za-z]/u.test(text[start - 1] ?? "")) start--;
  let name = text.slice(start, last);
  const cut = lastWordEnd(name, citations.notAgency);
  name = name.slice(cut);
  start += cut;
  const { leading, several } = citations.compiled(agencyPatterns);
  const word = (several.exec(name) ?? leading.exec(name))?.[0] ?? "";
  name = name.slice(word.length);
  start += word.length;
  const lead = /^[和及与、以]/.exec(name);
  if (lead !== null && /[号令告)）》]/.test(text[start - 1] ?? "")) {
    name = name.slice(1);
    start++;
  }
  // 1991年3月4日国务院令: the tail of a date
  if (/\d/.test(text[start - 1] ?? "") && /^[年月日号]/.test(name)) {
    name = name.slice(1);
    start++;
  }
  return name.length > 0 && /\p{Script=Han}/u.test(name) ? { start, name } : null;
}

/** Where the last of the words ends in a name, so that something is left after it. */
function lastWordEnd(name: string, words: readonly string[]): number {
  let cut = 0;
  for (const word of words) {
    const at = name.lastIndexOf(word, name.length - word.length - 1);
    if (at >= 0 && at + word.length > cut && at + word.length < name.length) cut = at + word.length;
  }
  return cut;
}
