import type { Chrome } from "../dictionary/pages/chrome.js";
import type { Labels } from "../dictionary/pages/labels.js";
import { type Folded, fold } from "./fold.js";
import { type LabelledLine, readLabels } from "./labelled.js";

/** What kind of line it is: `text` is any content, `sentence` is content that is certainly running text. */
export type LineClass =
  | { readonly is: "blank" }
  | { readonly is: "sentence" | "text" }
  | { readonly is: "chrome"; readonly reason: string }
  | { readonly is: "section"; readonly reason: string }
  | { readonly is: "facts"; readonly labelled: LabelledLine };

const longestChrome = 80;
// a footer may be this long
const longestSure = 240;
const longestFacts = 200;
// a single mark may be code or a table cell; ＊＊＊＊ is a rule
const shortestSeparator = 4;
const longestValue = 60;
// 李敏为副局长。
const shortestSentence = 7;
// +1, the count of a button
const counter = /^\+\d{1,5}$/;
const arrows = /^[\s<«‹]+|[\s>»›]+$/g;
const sentenceEnd = /[。！？；!?;]/;
const clause = /[,，、]/;

/** The folded part of a line that decides its class: chrome is either short or recognisable by its beginning. */
const viewOf = (line: string): Folded => fold(line.length > longestChrome ? line.slice(0, longestChrome) : line);

/** Whether a text reads like a sentence: long enough, and punctuated like one. A short one must end in a full stop. */
export function isSentence(text: string): boolean {
  if (text.length < 12) return text.length >= shortestSentence && /[。；]$/.test(text);
  return sentenceEnd.test(text) || (text.length >= 30 && clause.test(text));
}

export const endsSentence = (text: string): boolean => /[。！？；!;][”」』"）)]?$/.test(text);

/** Classifies a trimmed line by its content. The cost is bounded: only the beginning of a long line is examined. */
export function classify(line: string, chrome: Chrome, labels: Labels): LineClass {
  const view = viewOf(line);
  const short = line.length <= longestChrome;
  if (view.text.length === 0 && short) return { is: "blank" };
  if (short) {
    if (view.text.length >= shortestSeparator && !/[\p{L}\p{N}]/u.test(view.text)) return { is: "chrome", reason: "separator" };
    const section = chrome.section(view.text);
    if (section) return { is: "section", reason: section };
    if (counter.test(view.text)) return { is: "chrome", reason: "toolbar" };
    const whole = chrome.wholly(view.text) ?? chrome.wraps(view.text.replace(arrows, ""));
    if (whole) return { is: "chrome", reason: whole };
  }
  const begins = chrome.begins(view.text);
  // a complete sentence that begins like chrome belongs to the document: 微信扫一扫下方二维码，即可查看附近网点。
  if (begins && (begins === "disclaimer" || (short && (begins === "toolbar" || !/[。；]$/.test(line))))) {
    return { is: "chrome", reason: begins };
  }
  const held = line.length <= longestSure ? chrome.holds(line) : null;
  if (held) return { is: "chrome", reason: held };
  // facts are labels and names, never sentences
  if (line.length <= longestFacts && /[:：]/.test(line) && !line.includes("。")) {
    const labelled = readLabels(line, labels);
    if (isFacts(labelled, chrome)) return { is: "facts", labelled };
  }
  return { is: isSentence(line) ? "sentence" : "text" };
}

/** Whether a line holds labelled facts and nothing else. A labelled date alone may be content (时间：3月1日). */
function isFacts(line: LabelledLine, chrome: Chrome): boolean {
  const named = line.facts.filter(({ kind }) => kind !== "published" && kind !== "updated");
  if (named.length === 0 || named.some((fact) => fact.value.length > longestValue && fact.kind !== "original")) return false;
  return line.restFolded.length === 0 || chrome.wholly(line.restFolded) !== null;
}
