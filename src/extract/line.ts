import type { Chrome } from "../dictionary/pages/chrome.js";
import type { Labels } from "../dictionary/pages/labels.js";
import { type Folded, fold } from "./fold.js";
import { type LabelledLine, readLabels } from "./labelled.js";

/** What a line of a page is: `text` is content of any length; `sentence` content that is surely running text. */
export type LineClass =
  | { readonly is: "blank" }
  | { readonly is: "sentence" | "text" }
  | { readonly is: "chrome"; readonly reason: string }
  | { readonly is: "section"; readonly reason: string }
  | { readonly is: "facts"; readonly labelled: LabelledLine };

const longestChrome = 80;
// a line of a footer
const longestSure = 240;
const longestFacts = 200;
// a mark alone may be code, or a cell; ＊＊＊＊ is neither
const shortestSeparator = 4;
const longestValue = 60;
// 李敏为副局长。
const shortestSentence = 7;
const sentenceEnd = /[。！？；!?;]/;
const clause = /[,，、]/;

/** The part of a line that decides what it is, folded: chrome is short, or shows in how it begins. */
const viewOf = (line: string): Folded => fold(line.length > longestChrome ? line.slice(0, longestChrome) : line);

/** Whether a text reads like a sentence: long enough and with the marks of one. Short ones end in a full stop. */
export function isSentence(text: string): boolean {
  if (text.length < 12) return text.length >= shortestSentence && /[。；]$/.test(text);
  return sentenceEnd.test(text) || (text.length >= 30 && clause.test(text));
}

export const endsSentence = (text: string): boolean => /[。！？；!;][”」』"）)]?$/.test(text);

/** Says what a trimmed line is, by the class of its content. Cost is bounded: of a long line only the beginning is looked at. */
export function classify(line: string, chrome: Chrome, labels: Labels): LineClass {
  const view = viewOf(line);
  const short = line.length <= longestChrome;
  if (view.text.length === 0 && short) return { is: "blank" };
  if (short) {
    if (view.text.length >= shortestSeparator && !/[\p{L}\p{N}]/u.test(view.text)) return { is: "chrome", reason: "separator" };
    const section = chrome.section(view.text);
    if (section) return { is: "section", reason: section };
    const whole = chrome.wholly(view.text);
    if (whole) return { is: "chrome", reason: whole };
  }
  const begins = chrome.begins(view.text);
  // a whole sentence that begins like chrome is the document's: 微信扫一扫下方二维码，即可查看附近网点。
  if (begins && (begins === "disclaimer" || (short && (begins === "toolbar" || !/[。；]$/.test(line))))) {
    return { is: "chrome", reason: begins };
  }
  const held = line.length <= longestSure ? chrome.holds(line) : null;
  if (held) return { is: "chrome", reason: held };
  // facts are labels and names: no sentence
  if (line.length <= longestFacts && /[:：]/.test(line) && !line.includes("。")) {
    const labelled = readLabels(line, labels);
    if (isFacts(labelled, chrome)) return { is: "facts", labelled };
  }
  return { is: isSentence(line) ? "sentence" : "text" };
}

/** Whether a line holds labelled facts and nothing else. A date label alone is content as well (时间：3月1日). */
function isFacts(line: LabelledLine, chrome: Chrome): boolean {
  const named = line.facts.filter(({ kind }) => kind !== "published" && kind !== "updated");
  if (named.length === 0 || named.some((fact) => fact.value.length > longestValue && fact.kind !== "original")) return false;
  return line.restFolded.length === 0 || chrome.wholly(line.restFolded) !== null;
}
