import type { TextPart } from "./part.js";

type Numbered = Pick<TextPart, "id" | "label" | "parent">;

/** Where the labels of a list do not count on. */
export interface NumberingBreak<T extends Numbered> {
  readonly part: T;
  /** the label before it in its list; null where it is the first and does not begin with one */
  readonly after: string | null;
  readonly kind: "jump" | "restart";
}

/** more of them in one text say nothing further */
const MOST = 20;

/** The name and the numbers of the last step of an id: n and 3 of t1.n3~2, art and 12, 1 of art12-1. */
const STEP = /(ch|sec|art|n)([\d-]+)(?:~\d+)?$/;

/**
 * The parts at which numbering jumps or begins again, in order, twenty at most. Lists may count on across the parts that they
 * lie in ((一)(二) under 一、, (三) under 二、), and begin again in each.
 */
export function numberingBreaks<T extends Numbered>(parts: readonly T[]): NumberingBreak<T>[] {
  const breaks: NumberingBreak<T>[] = [];
  /** the last label of each kind, within a parent and anywhere */
  const last = new Map<string, { number: number; label: string }>();
  for (const part of parts) {
    const [, kind = "", numbers = ""] = STEP.exec(part.id) ?? [];
    if (kind === "" || part.label === null) continue;
    const form = `${kind} ${part.label.replace(/[\p{Script=Han}\d]+/gu, "")}`;
    const number = Number(numbers.split("-")[0]);
    // the path that the id counts in: an article's leaves out its chapter
    const here = `${part.id.slice(0, part.id.lastIndexOf(".") + 1)} ${form}`;
    const [before, anywhere] = [last.get(here), last.get(form)];
    const expected = (before?.number ?? 0) + 1;
    const inserted = numbers.includes("-") && number === before?.number;
    const countsOn = before === undefined && anywhere !== undefined && number === anywhere.number + 1;
    if (number !== expected && !inserted && !countsOn && !numbers.includes("-") && breaks.length < MOST) {
      breaks.push({ part, after: before?.label ?? null, kind: number < expected ? "restart" : "jump" });
    }
    const made = { number, label: part.label };
    last.set(here, made).set(form, made);
  }
  return breaks;
}
