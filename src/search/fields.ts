import { instrumentSchema } from "../model/enums.js";
import type { ZhengwenError } from "../model/errors.js";
import { kindSchema, scriptSchema } from "../model/record.js";
import type { Condition } from "./condition.js";
import { citedTitleTerm, dayNumber, dayRanges, placeKey } from "./facets.js";
import type { QueryLanguage } from "./language.js";
import { numberTerm } from "./number-terms.js";
import { parseDays } from "./parse-days.js";
import { parseMoney, parseRange } from "./parse-range.js";
import { phraseOf } from "./units.js";

type Refuse = (detail: string) => ZhengwenError;
type Field = (value: string, language: QueryLanguage, refuse: Refuse) => Condition;

const rangeExamples = "write >=1000万, <=300, >300, 100..200 or 300";

const fields: Readonly<Record<string, Field>> = {
  issuer: (value, language, refuse) => {
    const name = phraseOf(language.normalise(value)).join("");
    if (name === "") throw refuse("issuer: needs a name, such as issuer:工信部.");
    const names = [...new Set([name, ...language.bodiesNamed(name), ...language.waysToSay(name)])];
    return { is: "term", terms: names.map((one) => `issuer:${phraseOf(one).join("")}`), prefix: true };
  },
  number: (value, language, refuse) => {
    const key = numberTerm(language.normalise(value));
    if (key === null) throw refuse("number: needs a number, such as number:国办发〔2017〕47号 or number:2017 47.");
    return { is: "term", terms: [`number:${key}`] };
  },
  cites: (value, language, refuse) => {
    const normalised = language.normalise(value);
    const key = numberTerm(normalised);
    if (key === null) throw refuse("cites: needs a number or a whole title, such as cites:国办发〔2017〕47号.");
    return { is: "term", terms: [`cites:${key}`, citedTitleTerm(normalised)] };
  },
  place: (value, language, refuse) => {
    const codes = /^\d{6}$/.test(value) ? [value] : language.placesNamed(phraseOf(language.normalise(value)).join(""));
    if (codes.length === 0) throw refuse(`${quoted(value)} is no place: write a name or a six-digit code, place:山东省 or place:370000.`);
    return { is: "term", terms: [...new Set(codes.map((code) => `place:${placeKey(code)}`))] };
  },
  date: (value, _language, refuse) => ({ is: "published", ...daysOf("date", value, refuse) }),
  ...Object.fromEntries(
    dayRanges.map((facet): [string, Field] => [
      facet,
      (value, _language, refuse) => {
        const { from, to } = daysOf(facet, value, refuse);
        const [min, max] = [from === null ? null : dayNumber(from), to === null ? null : dayNumber(to)];
        return { is: "range", facet, unit: "", min, max, possible: false };
      },
    ]),
  ),
  money: (value, _language, refuse) => {
    const range = parseMoney(value);
    if (range === null) throw refuse(`${quoted(value)} is no amount: ${rangeExamples}, with USD, HKD … behind it where it is not CNY.`);
    return { is: "range", facet: "money", unit: range.currency, min: range.min, max: range.max, possible: false };
  },
  enterprises: (value, _language, refuse) => {
    const range = parseRange(value);
    if (range === null) throw refuse(`${quoted(value)} is no range: ${rangeExamples}.`);
    return { is: "range", facet: "enterprises", unit: "", ...range, possible: false };
  },
  kind: (value, language, refuse) => {
    const kind = kindSchema.safeParse(language.kindCalled(language.normalise(value)) ?? value.toLowerCase());
    if (!kind.success) throw refuse(`There is no kind ${quoted(value)}; there are ${kindSchema.options.join(", ")}.`);
    return { is: "kind", value: kind.data };
  },
  instrument: (value, _language, refuse) => {
    const instrument = instrumentSchema.safeParse(value.toLowerCase());
    if (!instrument.success) throw refuse(`There is no instrument ${quoted(value)}; there are ${instrumentSchema.options.join(", ")}.`);
    return { is: "term", terms: [`instrument:${instrument.data}`] };
  },
  source: (value, _language, refuse) => {
    if (value.length > 200) throw refuse("source: takes the id of a source.");
    return { is: "source", value };
  },
  script: (value, _language, refuse) => {
    const script = scriptSchema.safeParse(value.toLowerCase());
    if (!script.success) throw refuse(`script: takes ${scriptSchema.options.join(", ")}, or as-written for terms exactly as published.`);
    return { is: "script", value: script.data };
  },
  may: (value, language, refuse) => {
    const [name = "", ...rest] = value.split(/[:：]/);
    if (name !== "money" && name !== "enterprises") throw refuse("may: takes a range: may:money:>=1000万 or may:enterprises:>300.");
    return optimistic(conditionOf(name, rest.join(":"), language, refuse));
  },
};

/** Names that may stand before a colon, but for those of texts. */
export const fieldNames: readonly string[] = Object.keys(fields);

/** What `name:value` asks. @throws what `refuse` makes of a value that is not understood */
export function conditionOf(name: string, value: string, language: QueryLanguage, refuse: Refuse): Condition {
  const field = fields[name];
  if (field === undefined) throw refuse(`There is no ${name}:.`);
  return field(value, language, refuse);
}

/** A range that is met by what only may lie inside it. */
export function optimistic(condition: Condition): Condition {
  return condition.is === "range" ? { ...condition, possible: true } : condition;
}

function daysOf(name: string, value: string, refuse: Refuse): { from: string | null; to: string | null } {
  const days = parseDays(value);
  if (days === null) {
    throw refuse(
      `${quoted(value)} is no range of days: write ${name}:2023..2024, ${name}:2023-05, ${name}:2023-05-31 or ${name}:>=2023-05-31.`,
    );
  }
  return days;
}

function quoted(value: string): string {
  return JSON.stringify(value.slice(0, 40).toWellFormed());
}
