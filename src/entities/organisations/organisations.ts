import type { Agencies } from "../../dictionary/organisations/agencies.js";
import { bodyNamed } from "../../dictionary/organisations/bodies.js";
import type { Mention } from "../../model/entity.js";
import type { Annotator, Context } from "../annotator.js";
import type { Doc } from "../doc.js";
import { withoutOverlaps } from "../overlap.js";
import { canonicalOf } from "./canonical-name.js";
import { findCompanies } from "./companies.js";
import { findDefined } from "./definitions.js";
import { findFirms } from "./firms.js";
import { findHeads, type NameHead } from "./heads.js";
import { leftBoundaryOf } from "./left-boundary.js";
import type { LeftBoundary, LeftContext } from "./left-context.js";
import { isBodyName, isSeatOfNone, isShown } from "./name-checks.js";
import { findPress } from "./press.js";
import { headOf, type SharedLevel, sharedName, sharesLevel } from "./shared-level.js";
import { findParts, findSections, findShortOffices } from "./short-offices.js";

type Organisation = Mention<"organisation">;

const PARTY = /(?:中共|中国共产党)$/;

/** Finds bodies by their heads (局, 协会, 有限公司) and what shows where they begin, then the short names that the text defines. */
export const annotateOrganisations: Annotator<"organisation"> = (doc, context, before) => {
  const { agencies } = doc.dictionary;
  const { found: all, doubtful } = findByHeads(doc, context, before);
  const found = all.filter(({ name }) => !isSeatOfNone(name, before, context.jurisdiction, agencies));
  // a name that is a word too means the body where the text names that body otherwise
  const known = new Set(found.map(({ canonical }) => canonical));
  const meant = doubtful.filter(({ canonical }) => known.has(canonical));
  const named = [...found, ...meant, ...findPress(doc, agencies, found)];
  const bodies = withoutOverlaps([...named, ...findDefined(doc, named, agencies), ...findCompanies(doc, agencies, found)]);
  const more = [
    ...findParts(doc, agencies, found),
    ...findShortOffices(doc, agencies),
    ...findSections(doc, agencies, bodies),
    ...findFirms(doc, agencies, bodies),
  ];
  return more.length > 0 ? withoutOverlaps([...bodies, ...more]) : bodies;
};

/** What was found from the first head of a text to the one that is read. */
interface Findings {
  readonly found: Organisation[];
  /** names that are words too, where nothing beside them shows the body */
  readonly doubtful: Organisation[];
  /** see `LeftContext` */
  many: number;
  shared: SharedLevel | null;
}

function findByHeads(doc: Doc, context: Context, before: readonly Mention[]): Findings {
  const places = before.filter((mention): mention is Mention<"place"> => mention.type === "place");
  const placesTo = new Map(places.map((place) => [place.end, place]));
  const placesFrom = new Map(places.map((place) => [place.start, place]));
  const findings: Findings = { found: [], doubtful: [], many: -1, shared: null };
  const { country } = context;
  for (const head of outside(findHeads(doc, doc.dictionary.agencies, country, placesTo), before.filter(isNoBody))) {
    const last = findings.found.at(-1);
    const previous = last && last.end <= head.start ? last : undefined;
    readHead(doc, head, { places: placesTo, placesFrom, previous, many: findings.many, country }, context, findings);
  }
  return findings;
}

/** 国办函〔2005〕57号 is no mention of 国办, 《中国青年报》 is a title. */
function isNoBody(mention: Mention): boolean {
  const { type } = mention;
  return (
    type === "documentNumber" || type === "contact" || (type === "policyTitle" && (mention as Mention<"policyTitle">).kind === "other")
  );
}

/** The heads that do not stand inside one of the mentions, both in order. */
function outside(heads: readonly NameHead[], mentions: readonly Mention[]): NameHead[] {
  let i = 0;
  return heads.filter(({ start, end }) => {
    while ((mentions[i]?.end ?? Number.POSITIVE_INFINITY) <= start) i++;
    const next = mentions[i];
    return !next || next.start >= end;
  });
}

/** Adds the body that a head closes, if it closes one, to what was found before it. */
function readHead(doc: Doc, head: NameHead, left: LeftContext, context: Context, findings: Findings): void {
  const { found, doubtful } = findings;
  const { agencies } = doc.dictionary;
  const boundary = leftBoundaryOf(doc, head, left, agencies);
  if (boundary?.by === "many") findings.many = head.end;
  const own = boundary && mentionOf(doc, head, boundary, left, context);
  if (!own) return;
  const mention = withSharedLevel(doc, own, boundary, context, findings);
  const last = found.at(-1);
  if (head.body?.weak && mention.name === doc.text.slice(head.start, head.end) && !isShown(doc.text, mention, last, agencies)) {
    doubtful.push(mention);
    return;
  }
  if (last && mention.start <= last.start && mention.end >= last.end) found.pop();
  found.push(mention);
}

/** A body with the canonical name of the level that the list before it states: 省|发展改革委、交通运输厅. */
function withSharedLevel(doc: Doc, mention: Organisation, boundary: LeftBoundary, context: Context, findings: Findings): Organisation {
  const { shared } = findings;
  const { agencies } = doc.dictionary;
  if (context.country === "CN" && shared && sharesLevel(doc, mention, boundary, shared, agencies)) {
    findings.shared = { end: mention.end, head: shared.head };
    return { ...mention, canonical: canonicalOf(sharedName(mention, shared, agencies), context, doc.dictionary) };
  }
  findings.shared = headOf(mention, boundary) ?? (shared && shared.end >= mention.end ? shared : null);
  return mention;
}

/** The mention of a name, with what belongs to it on both sides; null where the name is none. */
function mentionOf(doc: Doc, head: NameHead, boundary: LeftBoundary, left: LeftContext, context: Context): Organisation | null {
  const { text } = doc;
  const { agencies } = doc.dictionary;
  const name = text.slice(boundary.start, head.end);
  if (!isBodyName(doc, name, head, boundary, left, context)) return null;
  const fixed = bodyNamed(agencies.bodies, name, context.country);
  const group = (fixed?.kind === "company" && subsidiaryAt(text, head.end, agencies)) || branchAt(doc, head, left);
  const party = PARTY.exec(text.slice(Math.max(0, boundary.start - 5), boundary.start))?.[0] ?? "";
  // 国立|台湾大学, 财团法人|工业技术研究院
  const founder = agencies.contexts.founders.before(text, boundary.start)?.word ?? "";
  return {
    type: "organisation",
    start: boundary.start - (party || founder).length,
    end: head.end + group.length,
    rule: `organisation.${head.by}`,
    name: party ? party + name : founder + name + group,
    canonical: group
      ? name + group
      : party && name.endsWith("委员会")
        ? `中国共产党${name}`
        : (fixed?.canonical ?? canonicalOf(name, context, doc.dictionary)),
    kind: party ? "party" : (fixed?.kind ?? head.kind),
  };
}

/** 新疆生产建设兵团|第六师: its divisions and regiments, by number. */
const DIVISION = /第[\p{Script=Han}\d]{1,3}?师(?:[\p{Script=Han}\d]{1,4}?团)?/uy;

/** 香港中文大学|（深圳）, 港铁|（深圳）: where a school or a company of that name is. */
function branchAt(doc: Doc, { end, kind, by }: NameHead, { placesFrom }: LeftContext): string {
  const { text } = doc;
  const { forms } = doc.dictionary.agencies;
  if (text.startsWith(forms.corps, end - forms.corps.length)) {
    DIVISION.lastIndex = end;
    return DIVISION.exec(text)?.[0] ?? "";
  }
  const place =
    (kind === "institution" || (kind === "company" && by === "fixed")) && /[(（]/.test(text[end] ?? "") ? placesFrom.get(end + 1) : null;
  const beside = kind === "company" && by === "fixed" ? besideRegion(doc, end, placesFrom) : "";
  if (beside) return beside;
  if (place && !place.anaphor && /[)）]/.test(text[place.end] ?? "")) return text.slice(end, place.end + 1);
  // 工商业联合会|（总商会）: the other name of the same body
  const other = kind === "association" && /[(（]/.test(text[end] ?? "") ? forms.otherNames.at(text, end + 1)?.word.length : undefined;
  return other && /[)）]/.test(text[end + 1 + other] ?? "") ? text.slice(end, end + other + 2) : "";
}

/** 工银|澳门、, 渣打|香港、: the place of a company's branch, which is no place of the text where it is a region. */
function besideRegion({ text, dictionary }: Doc, end: number, placesFrom: LeftContext["placesFrom"]): string {
  const place = placesFrom.get(end);
  const region = dictionary.places.names.at(text, end);
  const named = place && !place.anaphor ? place.end - end : region?.value.some((sense) => sense.region) ? region.word.length : 0;
  return named > 0 && named < 4 && /[、，。；等\n]/.test(text[end + named] ?? "\n") ? text.slice(end, end + named) : "";
}

/** 腾讯|音乐: what makes a company of the group out of the name before it. */
function subsidiaryAt(text: string, end: number, { contexts }: Agencies): string {
  const { words, not } = contexts.subsidiaries;
  return not.at(text, end) ? "" : (words.at(text, end)?.word ?? "");
}
