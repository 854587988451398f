import type { DateWords } from "../../dictionary/values/date-words.js";
import { oneOf } from "../../lexicon/alternation.js";
import type { Mention } from "../../model/entity.js";
import type { Span } from "../../text/offset-map.js";
import type { Annotator, Context } from "../annotator.js";
import { attachmentLabelsOf } from "../attachment.js";
import { tokenAt } from "../borders.js";
import { contactsOf } from "../contact.js";
import type { Doc } from "../doc.js";
import { documentNumbersOf } from "../document-numbers/document-numbers.js";
import { policyTitlesOf } from "../document-numbers/policy-titles.js";
import { inside, overlapping } from "../numbers/blocked.js";
import { datePatterns, type ParseContext } from "./grammar/parse-context.js";
import { resolverOf } from "./resolve.js";
import { roleOf, roleRules } from "./role.js";
import { type ImpossibleDate, type ScannedDates, scanDates } from "./scan.js";
import { sentencesOf } from "./sentences.js";

/** Dates and periods: inclusive, resolved by what the text and the document say of their year, never from the machine's clock. */
export const annotateDates: Annotator<"date"> = (doc, context) => {
  const { dates } = datesOf(doc, context.country);
  if (dates.length === 0) return [];
  const sentences = sentencesOf(doc.text, doc.dictionary.calendar);
  const roles = doc.dictionary.calendar.compiled(roleRules);
  const { resolve } = resolverOf(doc, dates, sentences, context);
  return dates.flatMap((expression, index) => {
    const resolution = resolve(expression, index);
    // 次年 where no year was mentioned, and what happens every year: a rule, no date
    if (expression.meaning.kind === "points" && expression.meaning.first.anaphoric) {
      if (resolution.resolved === "unknown" || sentences.clause(expression.start, expression.end).includes("每年")) return [];
    }
    const role = roleOf(doc.text, expression, roles, { signedAt: context.signedAt, from: resolution.from });
    const time = expression.meaning.kind === "points" ? (expression.meaning.second?.time ?? expression.meaning.first.time) : null;
    const mention: Mention<"date"> = {
      type: "date",
      start: expression.start,
      end: expression.end,
      rule: `date.${expression.meaning.kind}`,
      ...resolution,
      ...(time === null ? {} : { time }),
      ...(role === undefined ? {} : { role }),
    };
    return mention;
  });
};

/** Spans that are written as dates and are none (2月30日), for the notes. */
export function impossibleDates(doc: Doc, country: Context["country"]): readonly ImpossibleDate[] {
  return datesOf(doc, country).impossible;
}

/** Words that hold the sign of a year and lead to it all the same: 至今|年底. */
function openingWords({ relative }: DateWords): RegExp {
  return new RegExp(`^${oneOf(relative.opening)}$`);
}

/** Spans of dates that come again every year: no dates, and nothing in them is counted. */
export function recurringDates(doc: Doc, country: Context["country"]): readonly Span[] {
  return datesOf(doc, country).recurring;
}

function datesOf(doc: Doc, country: Context["country"]): ScannedDates {
  return doc.part(readIn[country]);
}

/** The country decides which festivals there are and how a year or 12/6 is read. */
const readIn: Readonly<Record<Context["country"], (doc: Doc) => ScannedDates>> = {
  CN: (doc) => readAll(doc, "CN"),
  HK: (doc) => readAll(doc, "HK"),
  MO: (doc) => readAll(doc, "MO"),
  TW: (doc) => readAll(doc, "TW"),
};

function readAll(doc: Doc, country: Context["country"]): ScannedDates {
  const { calendar } = doc.dictionary;
  const opening = calendar.compiled(openingWords);
  const parseContext: ParseContext = {
    calendar,
    patterns: calendar.compiled(datePatterns),
    acts: calendar.acts,
    festivals: calendar.festivals[country],
    taiwan: country === "TW",
    verbAt: (at) => {
      const token = tokenAt(doc, at);
      return token?.start === at && /^(?:v|d|p$|t$)/.test(token.tag);
    },
    splitsWord: (at) => {
      const token = tokenAt(doc, at);
      return token !== undefined && token.start < at && !opening.test(token.word);
    },
  };
  // the digits of a document number, a telephone number or 附件1 are no date
  const taken = [...documentNumbersOf(doc), ...contactsOf(doc), ...attachmentLabelsOf(doc)];
  return scanDates(doc, parseContext, overlapping(taken), inside(policyTitlesOf(doc)));
}
