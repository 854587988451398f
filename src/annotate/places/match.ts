import { type Gazetteer, type Sense, startKey } from "../../dictionary/gazetteer.js";
import type { View } from "../annotator.js";
import { bordersOf, tokenAt } from "../borders.js";

/** A written place name, with everything it can mean. Offsets are UTF-16 in the view's text. */
export interface Hit {
  readonly start: number;
  readonly end: number;
  readonly senses: readonly Sense[];
}

/** Characters that the segmenter glues to an unknown name behind them: 赴临泉县. */
const LEADING = new Set("赴来在至到驻抵离往从由向回返经把对与和及为是");
/** Tokens that swallow the suffix of the place before them: 佛山|市政府, 佛山|市民政|局. */
const SWALLOWING =
  /^(?:[省市县区州旗盟](?:委|府|政府|长|直|级|属|内|外|域|人民政府|政协|人大|公安局|法院|检察院|委书记|委副书记|委常委|委办公室|人大常委会)|市民政)$/;

/** 长兴|岛, 金州|湾: an island, a bay or a hill is no division. */
const FEATURE = /^(?:[岛湾山湖河江峡峰岭滩洲海潭洞泉溪]|群岛|半岛|海峡|山脉|高原|盆地|平原)$/;

/**
 * Finds written place names in one pass over the text, the longest at each position, where word borders allow them.
 * What a name means, and whether a name that is also a word is a place at all, is decided afterwards (`resolvePlaces`).
 */
export function matchPlaces(view: View, gazetteer: Gazetteer): Hit[] {
  const { text } = view;
  const hits: Hit[] = [];
  let last = -1;
  for (let at = 0; at + 1 < text.length; ) {
    let lengths = gazetteer.starts[startKey(text.charCodeAt(at), text.charCodeAt(at + 1))] as number;
    let next = at + 1;
    for (let length = 31 - Math.clz32(lengths); lengths !== 0; lengths &= ~(1 << length), length = 31 - Math.clz32(lengths)) {
      if (length > text.length - at) continue;
      const name = text.slice(at, at + length);
      const senses = gazetteer.names.get(name);
      if (!senses) continue;
      if (senses.length === 0) {
        next = at + length;
        break;
      }
      if (!standsAlone(view, gazetteer, name, at, senses, last === at)) continue;
      hits.push({ start: at, end: at + length, senses });
      next = at + length;
      last = next;
      break;
    }
    at = next;
  }
  return hits;
}

function standsAlone(
  view: View,
  gazetteer: Gazetteer,
  name: string,
  start: number,
  senses: readonly Sense[],
  behindPlace: boolean,
): boolean {
  const { text } = view;
  const borders = bordersOf(view);
  const end = start + name.length;
  const full = senses.some((sense) => sense.form === "full") && name.length > 2;
  if (borders[start] === 0 && !behindPlace) {
    const token = tokenAt(view, start);
    if (!token) return false;
    const known = token.tag !== "x";
    const led = LEADING.has(text[start - 1] ?? "") && token.start === start - 1;
    if (!led && (known ? name.length < 4 || !full : !full)) return false;
  }
  if (borders[end] === 0) {
    const token = tokenAt(view, end);
    if (!token) return false;
    if (token.start >= start) {
      // a longer word begins with the name or inside it: 上海市委, 市中区|域
      const institution = token.start === start && /^n[stz]$/.test(token.tag);
      // 海东|市民|和: the name of a division below begins right behind
      const parent = beginsWithName(text, end, gazetteer);
      const swallowed = full && token.start === end - 1 && (parent || SWALLOWING.test(token.word) || token.tag === "x");
      const unknown = token.tag === "x" && (full || token.start < end - 1 || token.start === start);
      if (!institution && !swallowed && !unknown) return false;
    } else if (token.tag !== "x") return false;
  }
  if (name.length === 2 && !behindPlace && /[县区市旗州]$/.test(name) && senses.some((sense) => sense.form === "full")) {
    // 中队和县消防: a two-character county's name that can be read as a conjunction needs a clean beginning
    const token = tokenAt(view, start);
    if (token?.word !== name) return false;
    if (/^[和与及同]/.test(name) && /\p{Script=Han}/u.test(text[start - 1] ?? "")) return false;
  }
  if (full) return true;
  // 崔凡特·罗兹 is a person
  if (text[start - 1] === "·" || text[end] === "·") return senses.every((sense) => !sense.country);
  const next = tokenAt(view, end);
  const rest = next ? next.word.slice(end - next.start) : "";
  return !FEATURE.test(rest) && !namesSomethingElse(view, end, gazetteer);
}

function beginsWithName(text: string, at: number, { names, starts }: Gazetteer): boolean {
  const lengths = starts[startKey(text.charCodeAt(at), text.charCodeAt(at + 1))] as number;
  for (let length = 31 - Math.clz32(lengths); length > 2; length--) {
    if (names.get(text.slice(at, at + length))?.some(({ form }) => form === "full")) return true;
  }
  return false;
}

/** 中山|路, 北京|晚报, 南湖|杯: the word behind makes a street, a newspaper or a prize of the name. */
function namesSomethingElse(view: View, end: number, { after }: Gazetteer): boolean {
  const borders = bordersOf(view);
  for (let length = Math.min(after.longest, view.text.length - end); length > 0; length--) {
    // 云林|虎尾镇 is no tiger
    if (borders[end + length] === 1 && after.words.has(view.text.slice(end, end + length))) return true;
  }
  return false;
}
