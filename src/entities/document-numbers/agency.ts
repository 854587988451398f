import type { Citations } from "../../dictionary/documents/citations.js";

/** The agency of a document number, as written. */
export interface Agency {
  readonly start: number;
  readonly name: string;
}

const longest = 30;

/**
 * 财政部|台财税, 省政府|鲁政字: the body that issues, in front of the code that the number itself begins with. Full names
 * only: the short ones are part of the code (工信厅信发, 工信部联企业, 皖经信委高新).
 */
const body =
  /^\p{Script=Han}*(?:\p{Script=Han}{5}[部院局署厅]|总统|政府|委员会|办公[厅室]|[行司立]\p{Script=Han}院|(?:财政|教育|内政|经济|劳动|法务|交通|外交|公安|司法|民政|商务)部)(?=\p{Script=Han})/u;
/** what is no code: 省政府办发, 教育局党组发, 财政部令 */
const noCode = /^(?:[办令公通函文字规综党议科研]|发(?!改))/;

/** Takes the name of the issuing body from before the code of a number, where both are written. */
export function withoutBody(agency: Agency, shortest: number): Agency {
  const front = body.exec(agency.name)?.[0] ?? "";
  const code = agency.name.slice(front.length);
  return code.length < shortest || noCode.test(code) ? agency : { start: agency.start + front.length, name: code };
}

const blanks = "[ \\u00a0\\u3000]{1,2}";
/** 财政部 税务总局 before a further agency or before 公告 */
const joint = new RegExp(`(?:\\p{Script=Han}{1,12}[部局委署会院行厅]${blanks}){1,6}$`, "u");

/** The agencies that announce together, which stand before one and are apart by blanks: 财政部 税务总局公告. */
export function withJoint(text: string, agency: Agency, free: number, citations: Citations): Agency {
  const found = joint.exec(text.slice(Math.max(free, agency.start - 90), agency.start))?.[0];
  if (found === undefined) return agency;
  const first = found.search(/[ \u00a0\u3000]/);
  const cut = lastWordEnd(found.slice(0, first), citations.notAgency);
  return { start: agency.start - found.length + cut, name: found.slice(cut) + agency.name };
}

/** The agency that ends at `end`: Han letters back to a mark, a word that is none of it, or the end of the number before. */
export function agencyBefore(text: string, end: number, free: number, citations: Citations): Agency | null {
  let last = end;
  while (text[last - 1] === " " || text[last - 1] === "\u00a0" || text[last - 1] === "\u3000") last--;
  let start = last;
  while (start > free && last - start < longest && /[\p{Script=Han}A-Za-z]/u.test(text[start - 1] ?? "")) start--;
  let name = text.slice(start, last);
  const cut = lastWordEnd(name, citations.notAgency);
  name = name.slice(cut);
  start += cut;
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
