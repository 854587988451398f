import type { Removed } from "../../model/record.js";
import { type Facts, takeFacts } from "../facts.js";
import type { Lexicon } from "../lexicon.js";
import { classify } from "../line.js";
import type { Container } from "./container.js";
import { type Line, linesOf } from "./lines.js";
import type { Page, Run } from "./page.js";
import { isRunning, type Scores } from "./score.js";

export interface Body {
  readonly lines: readonly Line[];
  readonly removed: readonly Removed[];
}

/** The lines of the container without the chrome that stands in it. Facts that it drops are taken over. */
export function readBody(page: Page, container: Container, scores: Scores, facts: Facts, { chrome, labels }: Lexicon): Body {
  const removed: Removed[] = [];
  const kept: Line[] = [];
  for (const element of container.elements) {
    const ownHidden = page.runs[element.firstRun]?.hidden ?? false;
    const ownChrome = scores.chrome[element.order] ?? null;
    const keep = (run: Run): boolean => {
      if (run.hidden && !ownHidden) return false;
      return ownChrome !== null || (scores.chrome[run.owner.order] ?? null) === null;
    };
    for (const line of linesOf(page, element.firstRun, element.endRun, keep)) kept.push(line);
  }
  const body: Line[] = [];
  for (const line of kept) {
    const is = classify(line.text, chrome, labels);
    if (is.is === "chrome" || is.is === "section") removed.push({ text: line.text, reason: is.reason });
    else if (is.is === "facts") {
      takeFacts(facts, is.labelled, labels);
      removed.push({ text: line.text, reason: "facts" });
    } else if (
      line.linked > line.text.length * 0.8 &&
      !isRunning(line) &&
      !/附件|\.(?:docx?|xlsx?|pdf|wps|ofd|zip|rar|et)$/i.test(line.text)
    ) {
      removed.push({ text: line.text, reason: "link" });
    } else body.push(line);
  }
  return { lines: body, removed };
}
