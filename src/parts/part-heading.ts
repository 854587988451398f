import type { PartLists } from "../dictionary/documents/part-words.js";
import type { Dictionary } from "../dictionary/load.js";
import { oneOf } from "../lexicon/alternation.js";
import type { Label } from "./labels.js";
import { holdsSentence } from "./lines.js";
import type { Node } from "./tree.js";

/** characters of a heading behind a label that has a line of its own */
const LONGEST = 60;
/** and of one before a sentence on the same line */
const INLINE = 30;
/** and of one that a colon or a blank parts from its text */
const NAMED = 14;

const INLINE_SENTENCE = new RegExp(`^([^。；;：:！!？?\\t]{2,${INLINE}})[。？?]\\s?([^\\s（(].{5,})`);
const INLINE_NAME = new RegExp(`^([^。；;：:！!？?，,、\\t\\s]{2,${NAMED}})(?:[：:]\\s?(?!\\d{2}\\b)|[ \\u3000]+)(.{4,})`);
const ARTICLE_NAME = /^[^。；;：:！!？?，,\t]{2,30}$/;

/** what says something of its subject, and is no heading: 企业须在本市注册 */
const statementPattern = ({ statements }: PartLists): RegExp => new RegExp(`${oneOf(statements)}|\\d`);

/**
 * What the first line of a part says behind its label, where that heads what follows: in lines of its own (一、工作目标), and before
 * the text on the same line (一、工作目标。到2025年，…; 一、支持对象：…). Undefined where the line only states something.
 */
export function headingOf(node: Node, dictionary: Dictionary): string | undefined {
  const { level, unit, label } = node;
  if (!label) return unit.heading;
  if (level === "chapter" || level === "section") return label.rest;
  if (level === "article") return articleHeading(node);
  return ownLine(node) ?? inline(node, dictionary);
}

/** 【目的】 and （目的） before the text of an article, or its name on the line of its label. */
function articleHeading(node: Node): string | undefined {
  const { rest } = node.label as Label;
  return (
    node.name ??
    /^[【（(]([^】）)]{1,30})[】）)]/.exec(rest)?.[1] ??
    (isNameOnly(node.label as Label) && node.end > node.unit.end ? rest || undefined : undefined)
  );
}

/** Whether the line of an article's label holds at most the article's name: its text begins below. */
export const isNameOnly = ({ rest }: Label): boolean => rest === "" || ARTICLE_NAME.test(rest);

function ownLine({ children, label }: Node): string | undefined {
  const rest = label?.rest ?? "";
  const heads = children.length > 0 && rest.length <= LONGEST && !holdsSentence(rest) && !/[，,].*[：:]$/.test(rest);
  return heads ? rest.replace(/[：:]$/, "") : undefined;
}

function inline(node: Node, { partWords }: Dictionary): string | undefined {
  const { rest } = node.label as Label;
  const states = partWords.compiled(statementPattern);
  const named = INLINE_NAME.exec(rest)?.[1];
  if (named !== undefined && !states.test(named)) return named;
  const head = beforeSentence(node, states);
  if (head === undefined) return undefined;
  // 加强领导，落实责任。…: a clause with a comma heads where those beside it do
  return /[，,]/.test(head) && !likeSiblings(node, states) ? undefined : head;
}

function beforeSentence({ label }: Node, states: RegExp): string | undefined {
  const head = INLINE_SENTENCE.exec(label?.rest ?? "")?.[1];
  return head === undefined || states.test(head) ? undefined : head;
}

/** Whether most of the parts of a list have a heading before a sentence. */
function likeSiblings({ siblings, label }: Node, states: RegExp): boolean {
  const list = siblings.filter((other) => other.label?.style === label?.style).slice(0, 50);
  return list.length > 1 && list.filter((other) => beforeSentence(other, states) !== undefined).length * 3 >= list.length * 2;
}
