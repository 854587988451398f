import type { Mention } from "../../model/entity.js";
import type { Annotator, Context, View } from "../annotator.js";
import { blockedBy, insideOf } from "../numbers/blocked.js";
import type { Reading } from "./grammar/draft.js";
import { resolver } from "./resolve.js";
import { roleOf } from "./role.js";
import { type Expressions, type Impossible, readExpressions } from "./scan.js";
import { sentencesOf } from "./sentences.js";

const impossibles = new WeakMap<View, readonly Impossible[]>();

/** Dates and periods: inclusive, resolved by what the text and the document say of their year, never from the machine's clock. */
export const annotateDates: Annotator<"date"> = (view, context, before) => {
  const { dates, impossible } = expressionsOf(view, context, before);
  impossibles.set(view, impossible);
  if (dates.length === 0) return [];
  const sentences = sentencesOf(view.text, context.dictionary.calendar);
  const { resolve } = resolver(view.text, dates, sentences, context);
  return dates.flatMap((expression, index) => {
    const interval = resolve(expression, index);
    // 次年 where no year was said, and what happens every year: a rule, no date
    if (expression.said.kind === "points" && expression.said.first.fromText) {
      if (interval.resolved === "unknown" || sentences.clause(expression.start, expression.end).includes("每年")) return [];
    }
    const role = roleOf(view.text, expression, context.signedAt, interval.from);
    const time = expression.said.kind === "points" ? (expression.said.second?.time ?? expression.said.first.time) : null;
    const mention: Mention<"date"> = {
      type: "date",
      start: expression.start,
      end: expression.end,
      rule: `date.${expression.said.kind}`,
      ...interval,
      ...(time === null ? {} : { time }),
      ...(role === undefined ? {} : { role }),
    };
    return mention;
  });
};

/** Spans that are said as dates and are none (2月30日), for the notes; after `annotateDates` on the same view. */
export function impossibleDates(view: View): readonly Impossible[] {
  return impossibles.get(view) ?? [];
}

function expressionsOf(view: View, context: Context, before: readonly Mention[]): Expressions {
  const { calendar } = context.dictionary;
  const reading: Reading = {
    calendar,
    festivals: calendar.festivals[context.country],
    taiwan: context.country === "TW",
    verbAt: (at) => /^(?:v|d|p$|t$)/.test(tagAt(view, at)),
  };
  return readExpressions(view, reading, blockedBy(before), insideOf(before, ["policyTitle"]));
}

/** The part of speech of the token that begins at a place; empty where none does. */
function tagAt({ tokens }: View, at: number): string {
  let [low, high] = [0, tokens.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.start ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  const token = tokens[low];
  return token?.start === at ? token.tag : "";
}
