import type { Agencies } from "../../dictionary/organisations/agencies.js";
import { bodyNamed } from "../../dictionary/organisations/bodies.js";
import type { Mention } from "../../model/entity.js";
import type { Annotator, Context } from "../annotator.js";
import { tokenAt } from "../borders.js";
import type { Doc } from "../doc.js";
import { withoutOverlaps } from "../overlap.js";
import type { Around, Beginning } from "./around.js";
import { canonicalOf } from "./canonical.js";
import { findCompanies } from "./companies.js";
import { findDefined } from "./defined.js";
import { type Anchor, findAnchors } from "./heads.js";
import { beginningOf } from "./left-boundary.js";
import { findPress } from "./press.js";
import { headOf, isInCharge, type Shared, sharedName, sharesLevel } from "./shared-level.js";

/** Short forms that mean one body only where no post follows: 市委, 省政府. */
const BARE = /^(?:[省市县区州]|自治区)(?:委|政府|人大|人大常委会|政协|纪委|党委)$/;
const POST_AHEAD =
  /^(?:副|原|常务|专职|书记|常委|秘书长|委员|主席|领导|主要领导|主任|班子|大院|部长|成员|组长|局长|负责|主要负责|党组|代表|会长|委员长|庭长|院长)/;
/** Centres that are no body but what a city wants to be: 国际航运中心, 科创中心. */
const CONCEPT = /(?:副|航运|金融|物流|贸易|会展|经济|消费|创新|科创|制造|枢纽|城市|市场|政治|商务|交往|两大|三大|人才|产业)中心$/;
const LEVELS: Record<string, number> = { 省: 1, 市: 2, 州: 2, 县: 3, 区: 3, 镇: 4, 乡: 4 };
const COUNTED = /[某之的了]|^[超逾近约]?[一二三四五六七八九十百千万两几数多]+[家个所]/;
/** 国立|台湾大学, 财团法人|工业技术研究院 */
const FOUNDED = /(?:[国市县省私]立|[财社]团法人)$/;
const PARTY = /(?:中共|中国共产党)$/;
const LONGEST = 40;
const SCHOOL = /(?:大学|中学|小学|幼儿园)$/;
/** What makes of 小学 what a bureau's department cares for. */
const OF_SCHOOLS = /^(?:[和与及]|教育|教研|科$|[科处股][\s、，。:：联负])/;
/** What makes a body of a name that is also a word. */
const SHOWS =
  /^(?:公司|集团|方面|官方|旗下|总部|[Cc][Ee][Oo]|(?:联合)?创始人|董事|(?:副)?总裁|首席|(?:副)?总经理|高管|高层|员工|财报|股价|股票|市值|发言人|校长|副校长|教授|校友|学生|师生|学者|博士|校园|团队|等(?:企业|公司|平台|厂商|品牌|巨头|高校)|(?:也|则|还|今日|昨日|近日|日前|已)?(?:宣布|表示|回应|发布|推出|公布|披露|收购|入股|起诉))/;
/** Companies of a group that bear its name: 腾讯|音乐. */
const SUBSIDIARY = /^(?:创投|产投|资本|物流|金服|健康|音乐|文学|数科|云(?!端|计算)|科技|控股)/;

/** Finds bodies by their ends (局, 协会, 有限公司) and what shows their beginnings, then the short names that the text defines. */
export const annotateOrganisations: Annotator<"organisation"> = (doc, context, before) => {
  const { agencies } = doc.dictionary;
  const places = new Map<number, Mention<"place">>();
  const placesFrom = new Map<number, Mention<"place">>();
  for (const mention of before) {
    if (mention.type !== "place") continue;
    places.set(mention.end, mention as Mention<"place">);
    placesFrom.set(mention.start, mention as Mention<"place">);
  }
  const found: Mention<"organisation">[] = [];
  const doubtful: Mention<"organisation">[] = [];
  let many = -1;
  let shared: Shared | null = null;
  const numbers = before.filter(isNoBody);
  let number = 0;
  for (const anchor of findAnchors(doc, agencies, context.country, places)) {
    while (numbers[number] && (numbers[number] as Mention).end <= anchor.start) number++;
    if (numbers[number] && (numbers[number] as Mention).start < anchor.end) continue;
    const last = found.at(-1);
    const around: Around = {
      places,
      placesFrom,
      previous: last && last.end <= anchor.start ? last : undefined,
      many,
      country: context.country,
    };
    const beginning = beginningOf(doc, anchor, around, agencies);
    if (beginning?.by === "many") many = anchor.end;
    let mention = beginning && bodyOf(doc, anchor, beginning, around, context);
    if (!beginning || !mention) continue;
    if (context.country === "CN" && shared && sharesLevel(doc, mention, beginning, shared)) {
      mention = { ...mention, canonical: canonicalOf(sharedName(mention, shared), context, doc.dictionary) };
      shared = { end: mention.end, head: shared.head };
    } else shared = headOf(mention, beginning) ?? (shared && shared.end >= mention.end ? shared : null);
    if (anchor.body?.weak && mention.name === doc.text.slice(anchor.start, anchor.end) && !isShown(doc.text, mention, last, agencies)) {
      doubtful.push(mention);
      continue;
    }
    if (last && mention.start <= last.start && mention.end >= last.end) found.pop();
    found.push(mention);
  }
  // a name that is a word too means the body where the text names that body otherwise
  const known = new Set(found.map(({ canonical }) => canonical));
  const meant = doubtful.filter(({ canonical }) => known.has(canonical));
  const press = findPress(doc, agencies, found);
  const named = [...found, ...meant, ...press];
  return withoutOverlaps([...named, ...findDefined(doc, named), ...findCompanies(doc, agencies, found)]);
};

/** 国办函〔2005〕57号 is no mention of 国办, 《中国青年报》 is a title. */
function isNoBody(mention: Mention): boolean {
  const { type } = mention;
  return (
    type === "documentNumber" || type === "contact" || (type === "policyTitle" && (mention as Mention<"policyTitle">).kind === "other")
  );
}

/** Whether what stands beside a name that is also a word shows the body: 小米|集团, 华为、|小米, 北大|教授. */
function isShown(text: string, { start, end }: Mention, last: Mention | undefined, { bodies }: Agencies): boolean {
  if (SHOWS.test(text.slice(end, end + 8))) return true;
  if (text[end] === "、") {
    for (let length = 2; length < 9; length++) if (isCompany(bodies, text.slice(end + 1, end + 1 + length))) return true;
  }
  return last !== undefined && last.end === start - 1 && /[、和与及]/.test(text[start - 1] as string);
}

function isCompany({ names }: Agencies["bodies"], name: string): boolean {
  return names.get(name)?.some(({ kind, weak }) => kind === "company" && !weak) ?? false;
}

/** Whether the segment that a name ends with is a kind of body (民办学校), and longer than the end that was found. */
function isKind(doc: Doc, { start, end }: Anchor, { common }: Agencies): boolean {
  const token = tokenAt(doc, end - 1);
  return token !== undefined && token.end === end && token.start < start && common.has(token.word);
}

function bodyOf(doc: Doc, anchor: Anchor, beginning: Beginning, around: Around, context: Context): Mention<"organisation"> | null {
  const { text } = doc;
  const { agencies } = doc.dictionary;
  if (beginning.by === "many" || beginning.start >= anchor.end - 1) return null;
  const name = text.slice(beginning.start, anchor.end);
  if (name.length > LONGEST || /[\n\t]/.test(name) || CONCEPT.test(name) || agencies.common.has(name)) return null;
  // 中关村|上市公司, 天河区|中小学 are many
  if (/(?:上市公司|中小学校?)$/.test(name)) return null;
  // 商业银行股份|有限公司: half of a legal form
  if (name.endsWith("股份") && text.startsWith("有限", anchor.end)) return null;
  // 咨询|民办学校: a word for a kind of body is no name for the words before it
  if (beginning.by === "words" && isKind(doc, anchor, agencies)) return null;
  // 区教育局|小学和幼儿教育科, 市教育局|中学教育科: no school of the bureau's
  if (SCHOOL.test(name) && around.previous?.end === anchor.start && OF_SCHOOLS.test(text.slice(anchor.end, anchor.end + 2))) return null;
  // 市委常委会|会议 is a meeting
  if (/常委会$/.test(name) && /^(?:会议|扩大)/.test(text.slice(anchor.end, anchor.end + 2))) return null;
  // 招商局|大厦 is a building
  if (/^(?:大厦|广场)/.test(text.slice(anchor.end, anchor.end + 2)) && anchor.kind !== "institution") return null;
  // …中心|项目 is built, not a body
  if (anchor.kind === "institution" && /^(?:项目|工程|建设)/.test(text.slice(anchor.end, anchor.end + 2))) return null;
  if (
    COUNTED.test(name) ||
    /^网(?!站|络|友)/.test(text.slice(anchor.end, anchor.end + 2)) ||
    !namesOne(name, anchor, beginning, around, doc, context)
  )
    return null;
  const fixed = bodyNamed(agencies.bodies, name, context.country);
  const group = fixed?.kind === "company" ? (SUBSIDIARY.exec(text.slice(anchor.end, anchor.end + 2))?.[0] ?? "") : "";
  const party = PARTY.exec(text.slice(Math.max(0, beginning.start - 5), beginning.start))?.[0] ?? "";
  const founded = FOUNDED.exec(text.slice(Math.max(0, beginning.start - 4), beginning.start))?.[0] ?? "";
  return {
    type: "organisation",
    start: beginning.start - (party || founded).length,
    end: anchor.end + group.length,
    rule: `organisation.${anchor.by}`,
    name: party ? party + name : founded + name + group,
    canonical: group
      ? name + group
      : party && name.endsWith("委员会")
        ? `中国共产党${name}`
        : (fixed?.canonical ?? canonicalOf(name, context, doc.dictionary)),
    kind: party ? "party" : (fixed?.kind ?? anchor.kind),
  };
}

/** The lowest level on which a document of this jurisdiction has one body of a kind; a municipality is city and province. */
function levelOf(code: string): number {
  if (code.endsWith("0000")) return /^(?:11|12|31|50)/.test(code) ? 2 : 1;
  return code.endsWith("00") ? 2 : 3;
}

/** Whether a name with its ending means one body, and not a post's, a kind's or every district's. */
function namesOne(
  name: string,
  anchor: Anchor,
  { by, start }: Beginning,
  { previous }: Around,
  doc: Doc,
  { jurisdiction }: Context,
): boolean {
  const { text } = doc;
  const { common, local, ofNouns, proper, unlessPost } = doc.dictionary.agencies;
  const post = POST_AHEAD.test(text.slice(anchor.end, anchor.end + 4));
  if (anchor.by === "department" && by !== "organisation" && by !== "place") return false;
  const ending = text.slice(anchor.start, anchor.end);
  if (
    by === "words" &&
    (anchor.kind === "government" || anchor.kind === "party") &&
    !proper.has(ending) &&
    !local.has(ending) &&
    !ofNouns.has(ending)
  )
    return false;
  // 公司|党委|书记: the party's committee is the post's, the company stays; 青岛市|委员会|主席 is a body of its own
  const ofPost = post && anchor.by === "suffix" && unlessPost.has(ending);
  if (ofPost && (by === "level" || by === "words" || previous?.end === anchor.start)) return false;
  if (by !== "level") return true;
  // 设区的|市人民政府 is any
  if (text[start - 1] === "的") return false;
  if (post && BARE.test(name)) return false;
  // 镇|卫生院: a kind of body on a level, not one of them
  if (anchor.kind !== "government" && common.has(name.slice(1))) return false;
  // in a city's document 区民政局 is every district's
  const level = LEVELS[name[0] as string] ?? 0;
  return level === 0 || !jurisdiction || level <= levelOf(jurisdiction.code) || isInCharge(doc, start);
}
