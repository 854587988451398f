import type { Context } from "../entities/annotator.js";
import type { Doc } from "../entities/doc.js";
import type { Mention } from "../model/entity.js";

export interface Term {
  readonly effectiveFrom: string | null;
  readonly effectiveTo: string | null;
  readonly deadline: string | null;
}

const VALIDITY =
  /(?:有效期|试行期|执行期限|实施期限)(?:为|至|限为|限|暂定)?(?:自[^。;；\n]{2,12}起)?(?:为)?\s?(\d{1,2}|[一二三四五六七八九十])\s?年/g;
/** What shows that a term is the document's: a licence has one too. */
const OWN =
  /(?:施行|实施|执行|生效|印发|发布|公布|试行|本(?:办法|通知|意见|规定|条例|方案|细则|规则|决定|通告|公告|文件|标准|措施|规划|指引|政策))[^。\n]{0,40}$/;
const OWN_END =
  /(?:有效|期限|试行期|执行至|延长|本(?:办法|通知|意见|规定|条例|方案|细则|规则|决定|通告|公告|文件|标准|措施|规划|指引|政策))[^。;；\n]*$/;
const DUE_AFTER = /^(?:或之前|或以前|之前|以前|前|止)?[^。;；\n]{0,8}(?:提交|递交|报名|申请|报送|受理|截止|提出)/;
const HANDED_IN = /^[,，]?[^。;；\n]{0,20}(?:报(?=[^告道酬纸])|寄送|寄至|送至|送达|提交|递交)/;
const ASKED = /(?:请|须|应|务必)[^。;；，,\n]{0,6}$/;
const DUE_BEFORE = /(?:申请|报名|受理|收件|征件|申报|投标|公示)(?:期限|期间|日期|时间)?(?:为|[:：])?(?:至|到|自)?$/;
const DIGITS = "〇一二三四五六七八九十";

/** From when until when the document is in force, and the deadline that it sets: the text's dates by role, then the table. */
export function termOf(body: Doc, mentions: readonly Mention[], { facts, signedAt }: Pick<Context, "facts" | "signedAt">): Term {
  const dates = mentions.filter((mention): mention is Mention<"date"> => mention.type === "date");
  const by = (role: Mention<"date">["role"]) => dates.find((date) => date.role === role && (date.from ?? date.to) !== null);
  const { text } = body;
  const before = ({ start }: Mention): string => text.slice(Math.max(0, start - 60), start);
  const after = ({ end }: Mention): string => text.slice(end, end + 24);
  // 并自112年10月1日施行 says no 起
  const from = dates.find(
    (date) => !date.role && date.from !== null && /自$/.test(before(date)) && /^(?:起)?(?:正式)?(?:施行|实施|生效)/.test(after(date)),
  );
  const effective = (by("effective") ?? from)?.from ?? isoOf(facts.实施日期);
  const expires = dates.find((date) => date.role === "expires" && (date.from ?? date.to) !== null && OWN_END.test(before(date)));
  const due = dates.find(
    (date) => date.role === undefined && date.to !== null && isDue(text.slice(date.start, date.end), date.from, before(date), after(date)),
  );
  const deadline = by("deadline") ?? due;
  const years = [...text.matchAll(VALIDITY)].find(({ index }) => OWN.test(text.slice(Math.max(0, index - 50), index)))?.[1];
  const start = effective ?? signedAt;
  const lasting = years && start ? yearsAfter(start, /\d/.test(years) ? Number(years) : DIGITS.indexOf(years)) : null;
  return {
    effectiveFrom: effective,
    effectiveTo: expires?.to ?? expires?.from ?? lasting ?? isoOf(facts.废止日期),
    deadline: deadline?.to ?? deadline?.from ?? null,
  };
}

/** 申请期限至…, …或之前提交, 请于…前将方案报教育部. */
function isDue(written: string, from: string | null, before: string, after: string): boolean {
  if (DUE_BEFORE.test(before)) return from === null;
  if (/^或(?:之前|以前)/.test(after)) return true;
  if (/(?:前|止)$/.test(written)) return DUE_AFTER.test(after) || (ASKED.test(before) && HANDED_IN.test(after));
  return /^(?:之前|以前|前|止)/.test(after) && DUE_AFTER.test(after);
}

/** The last day of so many years from a day on. */
function yearsAfter(iso: string, years: number): string {
  const day = new Date(`${iso}T00:00:00Z`);
  day.setUTCFullYear(day.getUTCFullYear() + years);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}

/** A day as metadata tables write it: 2019-03-01, 2019年3月1日, 2019/3/1, 中华民国112年2月2日. */
export function isoOf(written: string | undefined): string | null {
  const found = /(?<!\d)(\d{4}|\d{2,3}(?=\s?年))\s?[-年/.]\s?(\d{1,2})\s?[-月/.]\s?(\d{1,2})/.exec(written ?? "");
  if (!found) return null;
  const said = Number(found[1]);
  // a year of two or three digits is counted from 1912
  const [year, month, day] = [said < 1000 ? said + 1911 : said, Number(found[2]), Number(found[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null;
}
