import type { Mention } from "../../model/entity.js";
import type { Context, View } from "../annotator.js";

export interface Term {
  readonly effectiveFrom: string | null;
  readonly effectiveTo: string | null;
  readonly deadline: string | null;
}

const VALIDITY = /有效期(?:为|至|限为|限)?\s?(\d{1,2}|[一二三四五六七八九十])\s?年/;
const DIGITS = "〇一二三四五六七八九十";

/** From when until when the document is in force, and the deadline that it sets: the text's dates by role, then the table. */
export function termOf(body: View, mentions: readonly Mention[], { facts, signedAt }: Pick<Context, "facts" | "signedAt">): Term {
  const dates = mentions.filter((mention): mention is Mention<"date"> => mention.type === "date");
  const by = (role: Mention<"date">["role"]) => dates.find((date) => date.role === role && (date.from ?? date.to) !== null);
  const effective = by("effective")?.from ?? isoOf(facts.实施日期);
  const expires = by("expires");
  const deadline = by("deadline");
  const years = VALIDITY.exec(body.text)?.[1];
  const start = effective ?? signedAt;
  const lasting = years && start ? yearsAfter(start, /\d/.test(years) ? Number(years) : DIGITS.indexOf(years)) : null;
  return {
    effectiveFrom: effective,
    effectiveTo: expires?.to ?? expires?.from ?? lasting ?? isoOf(facts.废止日期),
    deadline: deadline?.to ?? deadline?.from ?? null,
  };
}

/** The last day of so many years from a day on. */
function yearsAfter(iso: string, years: number): string {
  const day = new Date(`${iso}T00:00:00Z`);
  day.setUTCFullYear(day.getUTCFullYear() + years);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}

/** A day as metadata tables write it: 2019-03-01, 2019年3月1日, 2019/3/1. */
export function isoOf(written: string | undefined): string | null {
  const found = /(\d{4})\s?[-年/.]\s?(\d{1,2})\s?[-月/.]\s?(\d{1,2})/.exec(written ?? "");
  if (!found) return null;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null;
}
