import { type Gazetteer, liesIn, type Sense, startKey } from "../../dictionary/places/gazetteer.js";
import { bordersOf, tokenAt } from "../borders.js";
import type { Doc } from "../doc.js";

/** A written place name, with everything it can mean. Offsets are UTF-16 in the doc's text. */
export interface Hit {
  readonly start: number;
  readonly end: number;
  readonly senses: readonly Sense[];
}

/** Characters that the segmenter glues to an unknown name behind them: 赴临泉县. */
const LEADING = new Set("赴来在至到驻抵离往从由向回返经把对与和及为是");
/** What follows the suffix of a place within its last segment: 佛山|市政府, 赵|县委, 广西壮族|自治区人民政府, 佛山|市民政|局. */
const OFFICE =
  /^(?:委|府|政府|长|直|级|属|内|外|域|人民政府|公所|政协|人大|公安局|法院|检察院|委书记|委副书记|委常委|委办公室|人大常委会|党委|民政)$/;
/** First characters of one-character counties that are words before 县委 and 县政府: 应|县委, 随|县委. */
const NOT_COUNTIES = new Set("应代易随和与同及向由经道对把让叫被给吉古高青景献威兴临通全各该本原在从");

/** 长兴|岛, 金州|湾: an island, a bay or a hill is no division. */
const FEATURE = /^(?:[岛湾山湖河江峡峰岭滩洲海潭洞泉溪门桥塔庄屯寨店沟坝坪堂殿阁]|群岛|半岛|海峡|山脉|高原|盆地|平原)$/;

const PARK = /^(?:国家|森林|地质|湿地|自然){0,2}(?:风景|景区|公园|水库|保护区|度假|古镇|古城|寺|庙|村)/;
/** 萝岗|和苑: a housing estate that bears a district's short name. */
const ESTATE = /^\p{Script=Han}{0,2}(?:苑|花园|家园|公馆|豪庭|雅居)/u;

/**
 * Finds written place names in one pass over the text, the longest at each position, where word borders allow them.
 * What a name means, and whether a name that is also a word is a place at all, is decided afterwards (`resolvePlaces`).
 */
export function matchPlaces(doc: Doc, gazetteer: Gazetteer): Hit[] {
  const { text } = doc;
  const hits: Hit[] = [];
  let before: Hit | null = null;
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
      const hit: Hit = { start: at, end: at + length, senses };
      if (!standsAlone(doc, gazetteer, name, hit, before?.end === at ? before : null)) continue;
      hits.push(hit);
      next = at + length;
      before = hit;
      break;
    }
    at = next;
  }
  return hits;
}

/** Whether word borders, and the words on both sides, let the name be one. `parent`: the place that ends where it begins. */
function standsAlone(doc: Doc, gazetteer: Gazetteer, name: string, { start, end, senses }: Hit, parent: Hit | null): boolean {
  const { text } = doc;
  const full = senses.some((sense) => sense.form === "full") && name.length > 2;
  // 山西|晋中|榆次 is a path, whatever the segmenter made of it (山|西晋|中)
  const nested = parent !== null && (full || parent.senses.some((above) => senses.some((below) => liesIn(below, above))));
  const above = (): boolean => name.length > 1 && childAt(text, end, senses, gazetteer);
  if (!beginsWell(doc, name, start, full, parent !== null) && !(name.length > 2 && above())) return false;
  // 德国总理 and 上海展览中心 are one segment each
  const large = senses.some(({ country, name: whole, level }) =>
    country ? whole === name : level === "province" || level === "prefecture",
  );
  if (!endsWell(doc, { start, end, full, nested, large }) && !(beginsName(text, end, gazetteer) && full) && !above()) return false;
  if (name.length === 2 && parent === null && /[县区市旗州]$/.test(name) && senses.some((sense) => sense.form === "full")) {
    // 中队和县消防: a two-character county's name that can be read as a conjunction needs a clean beginning
    const unsure = NOT_COUNTIES.has(name[0] as string) && tokenAt(doc, start)?.word !== name;
    const behindWord = /\p{Script=Han}/u.test(text[start - 1] ?? "") && !LEADING.has(text[start - 1] as string);
    if (unsure && (behindWord || bordersOf(doc)[end] === 0)) return false;
    if (/^[和与及同]/.test(name) && /\p{Script=Han}/u.test(text[start - 1] ?? "")) return false;
  }
  if (full) return true;
  // 崔凡特·罗兹 is a person
  if (text[start - 1] === "·" || text[end] === "·") return senses.every((sense) => !sense.country);
  if (senses.every(({ form }) => form === "supported") && ESTATE.test(text.slice(end, end + 4))) return above();
  const next = tokenAt(doc, end);
  const rest = next ? next.word.slice(end - next.start) : "";
  return (!FEATURE.test(rest) && !namesSomethingElse(doc, end, gazetteer)) || above();
}

function beginsWell(doc: Doc, name: string, start: number, full: boolean, behindPlace: boolean): boolean {
  if (behindPlace) return true;
  if (bordersOf(doc)[start] === 1)
    return full || name.length > 2 || !(name.endsWith("镇") || PARK.test(doc.text.slice(start + 2, start + 8))) || !tailOfName(doc, start);
  const token = tokenAt(doc, start);
  if (!token) return false;
  const led = LEADING.has(doc.text[start - 1] ?? "") && token.start === start - 1;
  return led || (token.tag === "x" ? full : name.length > 3 && !full);
}

function endsWell(
  doc: Doc,
  { start, end, full, nested, large }: { start: number; end: number; full: boolean; nested: boolean; large: boolean },
): boolean {
  if (bordersOf(doc)[end] === 1) return true;
  const token = tokenAt(doc, end);
  if (!token) return false;
  if (token.start < start) return token.tag === "x";
  // a longer word begins with the name or inside it: 上海市委, 市中区|域
  const institution = token.start === start && (/^n[stz]$/.test(token.tag) || (large && token.end - end > 1 && /^[ln]/.test(token.tag)));
  const swallowed = token.start >= start && (full || nested || end - start === 2) && OFFICE.test(token.word.slice(end - token.start));
  const unknown = token.tag === "x" && (full || token.start < end - 1 || token.start === start);
  return institution || swallowed || unknown;
}

/** 石|竹山|风景区: a name of three characters of which the segmenter split off the first. */
function tailOfName(doc: Doc, start: number): boolean {
  const before = tokenAt(doc, start - 1);
  return (
    before?.word.length === 1 &&
    /^(?:n|nr|ng|g|zg|nz|a|x|v|q)$/.test(before.tag) &&
    !LEADING.has(before.word) &&
    /\p{Script=Han}/u.test(before.word)
  );
}

/** Whether a division of the place begins here: 青海|海东, 芜湖|湾沚. */
function childAt(text: string, at: number, above: readonly Sense[], { names, starts }: Gazetteer): boolean {
  if (at + 1 >= text.length) return false;
  const lengths = starts[startKey(text.charCodeAt(at), text.charCodeAt(at + 1))] as number;
  for (let length = 31 - Math.clz32(lengths); length > 1; length--) {
    if ((lengths & (1 << length)) === 0) continue;
    const below = names.get(text.slice(at, at + length));
    if (below?.some((child) => child.form !== "bound" && above.some((parent) => liesIn(child, parent)))) return true;
  }
  return false;
}

/** 海东|市民|和: whether the full name of a division begins here. */
function beginsName(text: string, at: number, { names, starts }: Gazetteer): boolean {
  const lengths = starts[startKey(text.charCodeAt(at), text.charCodeAt(at + 1))] as number;
  for (let length = 31 - Math.clz32(lengths); length > 2; length--) {
    if (names.get(text.slice(at, at + length))?.some(({ form }) => form === "full")) return true;
  }
  return false;
}

/** 中山|路, 北京|晚报, 南湖|杯: the word behind makes a street, a newspaper or a prize of the name. */
function namesSomethingElse(doc: Doc, end: number, { after }: Gazetteer): boolean {
  const borders = bordersOf(doc);
  for (let length = Math.min(after.longest, doc.text.length - end); length > 0; length--) {
    // 云林|虎尾镇 is no tiger
    if (borders[end + length] === 1 && after.words.has(doc.text.slice(end, end + length))) return true;
  }
  return false;
}
