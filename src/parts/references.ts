import type { PartLists } from "../dictionary/documents/part-words.js";
import type { Dictionary } from "../dictionary/load.js";
import { hanDigits } from "../entities/numbers/characters.js";
import { oneOf } from "../lexicon/alternation.js";
import type { Span } from "../text/offset-map.js";
import { numberOf } from "./labels.js";
import type { TextPart } from "./part.js";
import { type Steps, type Targets, targetOf } from "./targets.js";

/** A reference to a part of the same text; `part` where it is certain which one is meant. */
export interface Reference extends Span {
  readonly part?: string;
}

const NUMBER = `(?:[${hanDigits}十百零]{1,6}|\\d{1,3})`;
const BRACKETED = `(?:${NUMBER}|[（(]\\s?${NUMBER}\\s?[）)])`;
const needed = (kind: string) => `第\\s?${BRACKETED}\\s?${kind}`;
const step = (kind: string) => `(?:${needed(kind)})?`;
/** 第三章第二节第五条之一第二款第（三）项第1目; Taiwan's articles have 项 before 款 */
const STEPS = `${step("编")}${step("章")}${step("节")}(?:第\\s?${NUMBER}(?:[-－]\\d{1,2})?\\s?条(?:之[${hanDigits}十]{1,2})?)?(?:${needed("项")}${needed("款")}|${step("款")}${step("项")})${step("目")}`;
const PART = `(?:第${NUMBER}部分)?`;
/** 前款, 本条: but no 本条例, 本项目 */
const RELATIVE = "[前本](?:款(?!项)|项(?!目)|条(?![例文]))";
/** characters before a reference that say whose provision it is */
const BEFORE = 12;
/** characters of a sentence that are looked at before a reference */
const SENTENCE = 200;

function referencePatterns({ references: { own, leads, joins }, attachments }: PartLists) {
  const attachment = oneOf(attachments.filter((word) => word.length > 1));
  return {
    /** anchored at the characters that begin a reference */
    anchors: new RegExp(`第|${RELATIVE}|${attachment}`, "g"),
    steps: new RegExp(`(?:${RELATIVE})?${PART}${STEPS}`, "y"),
    attachment: new RegExp(`(${attachment})\\s?(${NUMBER})(?:的|中的|中)?(${PART}${STEPS})`, "y"),
    own: new RegExp(`本(${oneOf(own)})$`),
    lead: new RegExp(`(?:${oneOf(leads)}|[，。；：、“”（(\\s]|^)$`),
    joined: new RegExp(`^(?:${oneOf(joins)})$`),
  };
}

const STEP = new RegExp(
  `第\\s?(?:(${NUMBER})(?:[-－](\\d{1,2}))?|[（(]\\s?(${NUMBER})\\s?[）)])\\s?(编|章|节|条|款|项|目|部分)(?:之([${hanDigits}十]{1,2}))?`,
  "g",
);

/** The steps of a reference: 第三条第二款 is the third article and its second paragraph. */
function stepsOf(written: string): Steps {
  const steps: Record<string, string> = {};
  for (const [, plain, inserted, bracketed, kind = "", behind] of written.matchAll(STEP)) {
    const more = inserted ?? behind;
    steps[kind] = String(numberOf((plain ?? bracketed) as string)) + (more ? `-${numberOf(more)}` : "");
  }
  return steps;
}

/** The provisions written at an offset: 第三十八条第一款, 第三条、第五条; empty where there is none. */
export function provisionAt(text: string, offset: number, { partWords }: Dictionary): string {
  const { steps } = partWords.compiled(referencePatterns);
  const read = (at: number): number => {
    steps.lastIndex = at;
    return text[at] === "第" ? at + (steps.exec(text)?.[0].length ?? 0) : at;
  };
  let end = read(offset);
  for (let next = end; next > offset; ) {
    const join = /^[、和及与至或]/.test(text.slice(next, next + 1)) ? next + 1 : next;
    next = join > next ? read(join) : -1;
    if (next > join) end = next;
    else break;
  }
  return /[条章节编款项]/.test(text.slice(offset, end)) ? text.slice(offset, end) : "";
}

/**
 * The references of a text to its own parts, in order: 本办法第五条, 第三条第二款第（一）项, 前款, 附件2第三部分. Those to other
 * documents are none. Where the part that is meant is not certain, or is not there, only a reference that says it is to
 * this text (本…, 前…) counts, without a part. Linear in the text.
 */
export function referencesIn(text: string, parts: readonly TextPart[], dictionary: Dictionary): Reference[] {
  const patterns = dictionary.partWords.compiled(referencePatterns);
  const targets = targetOf(parts);
  const references: Reference[] = [];
  /** where the last reference ended, and whether it was to this text */
  let last = { end: -1, own: false };
  for (const { index: start } of text.matchAll(patterns.anchors)) {
    if (start < last.end) continue;
    const read = attachmentAt(text, start, patterns, targets) ?? stepsAt(text, start, last, patterns, targets);
    if (!read) continue;
    last = read;
    if (read.reference) references.push(read.reference);
  }
  return references;
}

type Patterns = ReturnType<typeof referencePatterns>;

/** What was read at an anchor: where it ends, whether it is to this text, and the reference, if it counts. */
interface Read {
  readonly end: number;
  readonly own: boolean;
  readonly reference?: Reference;
}

function attachmentAt(text: string, start: number, { attachment }: Patterns, targets: Targets): Read | null {
  const match = readAt(attachment, text, start);
  if (!match) return null;
  const [all, , number = "", rest = ""] = match;
  const end = start + all.length;
  const part = targets({ kind: "attachment", number: String(numberOf(number)), steps: stepsOf(rest), start });
  return { end, own: true, ...(part && { reference: { start, end, part } }) };
}

function stepsAt(text: string, start: number, last: Read, patterns: Patterns, targets: Targets): Read | null {
  const written = readAt(patterns.steps, text, start)?.[0] ?? "";
  if (written === "" || (text[start] === "第" && targets.isStart(start))) return null;
  const end = start + written.length;
  const relative = /^(?:前[款项条]|本[条款项])/.exec(written)?.[0];
  const before = text
    .slice(Math.max(0, start - BEFORE), start)
    .split("\n")
    .at(-1) as string;
  const own = patterns.own.exec(before);
  const goesOn = last.end >= 0 && start - last.end <= 2 && patterns.joined.test(text.slice(last.end, start));
  const bare = goesOn ? last.own : patterns.lead.test(before) && !citesAnother(text, start);
  if (!own && !relative && !bare) return { end, own: false };
  const part = targets({ kind: relative ?? "steps", self: own?.[1] ?? null, steps: stepsOf(written), start });
  const span = { start: own ? start - own[0].length : start, end };
  if (part) return { end, own: true, reference: { ...span, part } };
  return { end, own: true, ...((own || relative) && { reference: span }) };
}

/** Whether the sentence names another document before a reference: whose provision is meant is then not certain. */
function citesAnother(text: string, start: number): boolean {
  return /》[^。；\n]*$/.test(text.slice(Math.max(0, start - SENTENCE), start));
}

function readAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
