import type { Agencies } from "../../dictionary/organisations/agencies.js";
import type { Token } from "../../text/segment.js";
import type { Doc } from "../doc.js";
import { boundaryAt, isGovernment } from "./boundary-at.js";
import type { NameHead } from "./heads.js";
import type { LeftBoundary, LeftContext } from "./left-context.js";
import { HAN, inside, isGeneric, isMany, isName, tokenBefore } from "./token-classes.js";

/** How far a name reaches back from what is certain of it, in segments. */
const REACH = 14;
/** How far ahead of its end a bracket inside a name opens, at most. */
const BRACKETED = 8;
/** Tags of words that stand in companies' full names beside nouns: 西部, 二十三|冶. */
const PIECE = /^[fmtsq]/;

/** What was found on the way back from the head of a name. */
export interface Walk {
  /** what the name begins with, where it shows */
  readonly named: LeftBoundary | null;
  /** the first word on the way that can be a company's own name */
  readonly words: number | null;
  /** 各市|住房和城乡建设局 are many, and no body */
  readonly many: boolean;
}

/** How far the walk has come, and over what. */
interface WalkProgress {
  start: number;
  words: number | null;
  /** over 和 or another conjunction */
  joined: boolean;
  /** over a word that may join two bodies: 和, or a verb that names do not hold */
  loose: boolean;
  /** over a place inside the name: 中建西部建设|湖南|有限公司 */
  branch: boolean;
  /** over words that only a full name holds */
  pieces: boolean;
}

/** Goes back from the certain end over what names are made of, until the name shows its beginning or ends. */
export function walkBack(doc: Doc, head: NameHead, context: LeftContext, agencies: Agencies): Walk {
  const ending = doc.text.slice(head.start, head.end);
  const beside = standBeside(head, ending, context, agencies);
  const progress: WalkProgress = { start: head.start, words: null, joined: false, loose: false, branch: false, pieces: false };
  for (let steps = 0; steps < REACH && progress.start > 0; steps++) {
    const named = boundaryAt(doc, progress.start, head, context, agencies);
    if (named) {
      if (named.by === "organisation" && (beside || progress.loose || isJoint(doc, progress.start, head))) break;
      if (!isPlaceInside(doc, named, progress.start, head, ending, agencies)) return { named, words: progress.words, many: false };
      progress.start = named.start;
      progress.branch = true;
      continue;
    }
    const token = tokenBefore(doc, progress.start);
    if (!token) break;
    // 艾斯普瑞|(广州)|食品有限公司
    const open = head.kind === "company" && /^[)）]$/.test(token.word) ? bracketBefore(doc, token.start) : null;
    if (open !== null) {
      progress.start = open;
      continue;
    }
    const walk = readWord(doc, token, head, ending, context, agencies, progress);
    if (walk === "stop") break;
    if (walk) return walk;
  }
  return { named: null, words: wordsOf(progress, head), many: false };
}

/** Goes on over a word that the name can hold; what was found where the name cannot go on behind it, `stop` where it cannot hold it. */
function readWord(
  doc: Doc,
  token: Token,
  head: NameHead,
  ending: string,
  context: LeftContext,
  agencies: Agencies,
  progress: WalkProgress,
): Walk | "stop" | null {
  const { start, words } = progress;
  const legal = agencies.forms.legal.forms.words.has(ending);
  // 陈大文|及|公司, 企业|和|协会: what is joined to an end is no part of its name
  if (start === head.start && (token.tag === "c" || (token.tag === "x" && /[及和与]$/.test(token.word)))) return "stop";
  // 向外|推介|公司|新品, 作出|公司|通告
  if (start === head.start && isAct(token, ending, agencies)) return "stop";
  if (isGeneric(token.word, agencies) && !(legal && opensCut(doc, token, agencies))) {
    return { named: null, words, many: start === head.start && isMany(token.word, agencies.forms) };
  }
  // 新|经济|发展局, 老|干部|局
  const quality =
    head.kind === "government" &&
    // 国家能源局|南方|监管局
    ((token.tag === "a" && token.word.length === 1) || (token.tag === "f" && context.previous?.end === token.start));
  const piece = quality || (legal && isPiece(token, context, agencies));
  // 中国建筑|防水|协会, 达飞|控股|…公司
  const acts = (head.kind === "company" || head.kind === "association") && token.tag === "v" && token.word.length > 1;
  if (!piece && !inside(token, agencies) && !acts) return "stop";
  const place = placeInside(token, start, context);
  if (place) return { named: place, words, many: false };
  takeWord(progress, token, piece, agencies);
  const leading = leadingLength(token, context, agencies);
  return leading > 0 ? { named: null, words: progress.joined ? progress.words : token.start + leading, many: false } : null;
}

/** Whether a verb that no company is named after stands ahead of 公司 alone. */
function isAct({ tag, word }: Token, ending: string, { verbs, trades, companies }: Agencies): boolean {
  return tag === "v" && word.length > 1 && companies.bare.words.has(ending) && !verbs.has(word) && !trades.has(word);
}

/** 粮食局|会同|商务部, 粮食局|和|商务部 are two bodies. */
function isJoint({ text }: Doc, start: number, head: NameHead): boolean {
  return start < head.start && /[和与]/.test(text[start] as string);
}

/** 教育部|财政部 and 市委|政府 stand side by side, not one below the other. */
function standBeside({ by }: NameHead, ending: string, { previous }: LeftContext, { forms }: Agencies): boolean {
  const above = previous?.name ?? "";
  if (by === "function" && forms.topmost.before(ending, ending.length) && forms.topmost.before(above, above.length)) return true;
  return isGovernment(ending) && /(?:委|人大|政协|政府)$/.test(above);
}

/** 中建西部建设|湖南|有限公司, 人民财保|襄阳|分公司: whether the place ahead of a head stands inside a company's name. */
function isPlaceInside(doc: Doc, { by, start }: LeftBoundary, end: number, head: NameHead, ending: string, agencies: Agencies): boolean {
  if (by !== "place" || end !== head.start || !agencies.forms.legal.placed.words.has(ending)) return false;
  const owner = tokenBefore(doc, start);
  return owner !== null && owner.word.length > 1 && /^(?:n|vn|nz|nr|x|nt|j|an)$/.test(owner.tag) && !isGeneric(owner.word, agencies);
}

/** What only a full name holds: 达|飞|海运|有限公司, which the segmenter cuts into characters; 晋江|经|开|投资…. */
function isPiece({ word, tag, start }: Token, { places }: LeftContext, { forms }: Agencies): boolean {
  if (!HAN.test(word) || /^[uypc]/.test(tag)) return false;
  return word.length > 1 ? PIECE.test(tag) : !forms.leads.clause.has(word) || places.has(start);
}

/** 系|福建师范大学: the place begins a longer segment. */
function placeInside(token: Token, end: number, { placesFrom }: LeftContext): LeftBoundary | null {
  const inner = placesFrom.get(token.start);
  return inner && inner.end <= end && inner.end - inner.start > 1 && !inner.anaphor ? { start: inner.start, by: "place" } : null;
}

/** Goes on over a word of the name. */
function takeWord(progress: WalkProgress, token: Token, piece: boolean, { verbs, national, forms }: Agencies): void {
  const { word, tag } = token;
  progress.pieces ||= piece;
  progress.joined ||= tag === "c";
  progress.loose ||= word === "和" || (tag === "v" && !verbs.has(word));
  progress.start = token.start;
  // 中诚信|国际信用…公司, 国际货币…组织
  const own =
    progress.branch || (piece && word.length === 1) || (isName(token) && !national.words.has(word)) || forms.worldwide.words.has(word);
  if (own && !progress.joined) progress.words = token.start;
}

/** 经送|奇美医院: how many characters the segmenter glued to a name that lead to it. */
function leadingLength({ word, tag, start }: Token, { places }: LeftContext, { forms }: Agencies): number {
  if (tag !== "x" || places.has(start)) return 0;
  let length = 0;
  while (length < word.length && forms.leads.glued.has(word[length] as string)) length++;
  return length;
}

/** The first word of a company's own name; a full name is one body's, whatever its words are: 五矿二十三冶建设集团有限公司. */
function wordsOf({ words, pieces, joined, start }: WalkProgress, head: NameHead): number | null {
  return words ?? (pieces && !joined && head.start - start > 1 ? start : null);
}

/** Whether a segment of one character follows another that opens a clause: 添|可|智能科技有限公司, a name that the segmenter cut up. */
function opensCut(doc: Doc, { word, start }: Token, { forms }: Agencies): boolean {
  const { clause } = forms.leads;
  if (word.length > 1 || clause.has(word)) return false;
  const first = tokenBefore(doc, start);
  return first?.word.length === 1 && HAN.test(first.word) && !clause.has(first.word) && !HAN.test(doc.text[first.start - 1] ?? "\n");
}

/** The offset of the bracket that opens before a place or a word in it: (广州, (集团; null where there is none. */
function bracketBefore({ text }: Doc, close: number): number | null {
  const from = Math.max(0, close - BRACKETED);
  const near = text.slice(from, close);
  const open = from + Math.max(near.lastIndexOf("("), near.lastIndexOf("（"));
  return open > 0 && open >= from && open < close - 1 && /^\p{Script=Han}\p{Ps}\p{Script=Han}+$/u.test(text.slice(open - 1, close))
    ? open
    : null;
}
