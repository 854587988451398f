import type { Mention } from "../../model/entity.js";
import type { Annotator, Context, View } from "../annotator.js";
import { withoutOverlaps } from "../overlap.js";
import { type Anchor, findAnchors } from "./anchors.js";
import { type Around, type Beginning, beginningOf } from "./beginning.js";
import { canonicalOf } from "./canonical.js";
import { findDefined } from "./defined.js";

/** Short forms that mean one body only where no post follows: 市委, 省政府. */
const BARE = /^(?:[省市县区州]|自治区)(?:委|政府|人大|人大常委会|政协|纪委|党委)$/;
const POST_AHEAD =
  /^(?:副|原|常务|专职|书记|常委|秘书长|委员|主席|领导|主要领导|主任|班子|大院|部长|成员|组长|局长|负责|主要负责|党组|代表|会长|委员长|庭长|院长)/;
/** Centres that are no body but what a city wants to be: 国际航运中心, 科创中心. */
const CONCEPT = /(?:副|航运|金融|物流|贸易|会展|经济|消费|创新|科创|制造|枢纽|城市|市场|政治|商务|交往|两大|三大|人才|产业)中心$/;
const LEVELS: Record<string, number> = { 省: 1, 市: 2, 州: 2, 县: 3, 区: 3, 镇: 4, 乡: 4 };
const COUNTED = /[某之的了]|^[超逾近约]?[一二三四五六七八九十百千万两几数多]+[家个所]/;
/** 国立|台湾大学 */
const FOUNDED = /[国市县省私]立$/;
const LONGEST = 40;

/** Finds bodies by their ends (局, 协会, 有限公司) and what shows their beginnings, then the short names that the text defines. */
export const annotateOrganisations: Annotator<"organisation"> = (view, context, before) => {
  const { agencies } = context.dictionary;
  const places = new Map<number, Mention<"place">>();
  const placesFrom = new Map<number, Mention<"place">>();
  for (const mention of before) {
    if (mention.type !== "place") continue;
    places.set(mention.end, mention as Mention<"place">);
    placesFrom.set(mention.start, mention as Mention<"place">);
  }
  const found: Mention<"organisation">[] = [];
  let many = -1;
  const numbers = before.filter(({ type }) => type === "documentNumber" || type === "contact");
  let number = 0;
  for (const anchor of findAnchors(view, agencies, context.country)) {
    // 国办函〔2005〕57号 is no mention of 国办
    while (numbers[number] && (numbers[number] as Mention).end <= anchor.start) number++;
    if (numbers[number] && (numbers[number] as Mention).start < anchor.end) continue;
    const last = found.at(-1);
    const around: Around = { places, placesFrom, previous: last && last.end <= anchor.start ? last : undefined, many };
    const beginning = beginningOf(view, anchor, around, agencies);
    if (beginning?.by === "many") many = anchor.end;
    const mention = beginning && bodyOf(view, anchor, beginning, around, context);
    if (!mention) continue;
    if (last && mention.start <= last.start && mention.end >= last.end) found.pop();
    found.push(mention);
  }
  return withoutOverlaps([...found, ...findDefined(view, found)]);
};

function bodyOf(view: View, anchor: Anchor, beginning: Beginning, around: Around, context: Context): Mention<"organisation"> | null {
  const { text } = view;
  const { agencies } = context.dictionary;
  if (beginning.by === "many" || beginning.start >= anchor.end - 1) return null;
  const name = text.slice(beginning.start, anchor.end);
  if (name.length > LONGEST || /[\n\t]/.test(name) || CONCEPT.test(name) || agencies.common.has(name)) return null;
  // …中心|项目 is built, not a body
  if (anchor.kind === "institution" && /^(?:项目|工程|建设)/.test(text.slice(anchor.end, anchor.end + 2))) return null;
  if (COUNTED.test(name) || text[anchor.end] === "网" || !namesOne(name, anchor, beginning, around, view, context)) return null;
  const fixed = agencies.fixed.get(name);
  const party = beginning.start >= 2 && text.startsWith("中共", beginning.start - 2);
  const founded = FOUNDED.exec(text.slice(Math.max(0, beginning.start - 2), beginning.start))?.[0] ?? "";
  return {
    type: "organisation",
    start: beginning.start - (party ? 2 : founded.length),
    end: anchor.end,
    rule: `organisation.${anchor.by}`,
    name: party ? `中共${name}` : founded + name,
    canonical: fixed?.canonical ?? canonicalOf(name, context, agencies),
    kind: party ? "party" : (fixed?.kind ?? anchor.kind),
  };
}

/** Whether a name with its ending means one body, and not a post's, a kind's or every district's. */
function namesOne(
  name: string,
  anchor: Anchor,
  { by, start }: Beginning,
  { previous }: Around,
  { text }: View,
  { jurisdiction, dictionary }: Context,
): boolean {
  const { common, proper, unlessPost } = dictionary.agencies;
  const post = POST_AHEAD.test(text.slice(anchor.end, anchor.end + 4));
  if (anchor.by === "department" && by !== "organisation") return false;
  if (by === "words" && (anchor.kind === "government" || anchor.kind === "party") && !proper.has(text.slice(anchor.start, anchor.end)))
    return false;
  // 公司|党委|书记: the party's committee is the post's, the company stays; 青岛市|委员会|主席 is a body of its own
  const ofPost = post && anchor.by === "suffix" && unlessPost.has(text.slice(anchor.start, anchor.end));
  if (ofPost && (by === "level" || by === "words" || previous?.end === anchor.start)) return false;
  if (by !== "level") return true;
  // 设区的|市人民政府 is any
  if (text[start - 1] === "的") return false;
  if (post && BARE.test(name)) return false;
  // 镇|卫生院: a kind of body on a level, not one of them
  if (anchor.kind !== "government" && common.has(name.slice(1))) return false;
  // in a city's document 区民政局 is every district's
  const level = LEVELS[name[0] as string] ?? 0;
  return level === 0 || !jurisdiction || level <= (jurisdiction.code.endsWith("0000") ? 1 : jurisdiction.code.endsWith("00") ? 2 : 3);
}
