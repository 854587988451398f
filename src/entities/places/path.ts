import { liesIn, type Sense } from "../../dictionary/places/gazetteer.js";
import { bordersOf, tokenAt } from "../borders.js";
import type { Doc } from "../doc.js";
import type { Hit } from "./match.js";

/** Names that touch and lie one in the other (重庆市江津区), read as one; `senses` are those of the smallest division. */
export interface Chain {
  readonly start: number;
  readonly end: number;
  readonly senses: readonly Sense[];
  /** a town or village at the end (海盐县百步镇 → 百步镇) */
  readonly town?: string;
  /** whether a parent in the text decided what the name means */
  readonly decided: boolean;
}

/** Joins hits to written paths and takes along a town or village behind a division. */
export function chainHits(doc: Doc, hits: readonly Hit[]): Chain[] {
  const chains: Chain[] = [];
  for (let i = 0; i < hits.length; ) {
    const first = hits[i] as Hit;
    let { end, senses } = first;
    let decided = false;
    let next = i + 1;
    for (let follower = hits[next]; follower?.start === end; follower = hits[next]) {
      const children = follower.senses.filter((child) => senses.some((parent) => liesIn(child, parent)));
      if (children.length === 0) break;
      senses = children;
      end = follower.end;
      decided = true;
      next++;
    }
    const senseful = decided ? senses : senses.filter((sense) => sense.form !== "bound" || sense.region);
    if (senseful.length > 0) {
      const town = senseful.some((sense) => sense.level !== "abroad" && sense.level !== "zone") ? townAt(doc, end) : null;
      if (town) chains.push({ start: first.start, end: town.end, senses: senseful, town: town.name, decided });
      else chains.push({ start: first.start, end, senses: senseful, decided });
    }
    i = next;
  }
  return chains;
}

const TOWN = /([\p{Script=Han}]{1,5}?)(?:镇|街道|乡|苏木|村|社区)/uy;
/** What stands before 镇, 村 or 社区 where no name is: 各镇, 重点镇, 特色小镇, 乡镇, 两个村. */
const NO_NAME =
  /^[一二三四五六七八九十两几]+$|各|有|的|等|某|该|这|些|个|全|一|两|几|和|与|及|或|在|为|是|将|对|从|推|进|建|设|美丽|小$|乡$|重点$|中心$|特色$|示范$|农$|古$|新$|老$|城$|试点$|贫困$|先进$|文明$|安置$|智慧$|未来$|城中$|行政$|自然$/;

function townAt(doc: Doc, start: number): { name: string; end: number } | null {
  let end = start;
  let name = "";
  for (let step = 0; step < 2; step++) {
    TOWN.lastIndex = end;
    const found = TOWN.exec(doc.text);
    if (!found || bordersOf(doc)[TOWN.lastIndex] === 0 || NO_NAME.test(found[1] as string)) break;
    const first = tokenAt(doc, end);
    // 推进|村…, 工业|社区: a word of the language stands there, no name
    if (!first || (/^(?:p|c|u|d|f|r|v|vn|ad|uj|ul|uz|ug|y|zg)$/.test(first.tag) && first.word.length > 1)) break;
    if (/[村区]$/.test(found[0]) && /^(?:n|vn|a|b)$/.test(first.tag)) break;
    end = TOWN.lastIndex;
    name = found[0];
  }
  return name ? { name, end } : null;
}
