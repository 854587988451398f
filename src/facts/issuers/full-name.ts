import type { IssuerLists } from "../../dictionary/documents/issuer-words.js";
import type { Dictionary } from "../../dictionary/load.js";
import { bodyNamed } from "../../dictionary/organisations/bodies.js";
import { pathOf } from "../../dictionary/places/gazetteer.js";
import type { Context } from "../../entities/annotator.js";
import { canonicalOf } from "../../entities/organisations/canonical-name.js";
import { LEVEL, LEVEL_AHEAD } from "../../entities/organisations/levels.js";
import { oneOf } from "../../lexicon/alternation.js";
import { inName } from "../place-in-name.js";
import { stateBodyAhead, withoutRepublic } from "./seat.js";

/** What decides what a short name means. */
export interface NameContext extends Pick<Context, "country" | "jurisdiction"> {
  /** the bodies that issue with it are the state's: 发展改革委 is the state's, too */
  readonly national: boolean;
}

const PARTY = /^(?:中国共产党|中共)/;
/** Party committees below the state's: 市委, 苏州市委组织部. */
const COMMITTEE = /^(.{0,16}?(?:自治区|[省市县区州旗]|[镇乡]党)委)(?!员会)(.{0,16})$/;

function namePatterns({ bodyEndings, stateBodies }: IssuerLists) {
  return {
    tail: new RegExp(`${oneOf(bodyEndings)}$`),
    /** what no jurisdiction completes: 国家|…, 审计总局, 中国银行 */
    ofState: new RegExp(`^(?:${oneOf(stateBodies)}|[^国]*总局|.*银行|.*[监银保证]会)`),
    stateAhead: new RegExp(`^(?:${oneOf(stateBodies)}|中共)`),
  };
}

/** Whether what a body is in charge of is written as its official name had it: 农业|局, but not 住房城乡建设|厅. */
function isAsWritten(name: string, { agencies, issuerWords }: Dictionary): boolean {
  const tail = issuerWords.compiled(namePatterns).tail.exec(name);
  const found = tail && agencies.functions.before(name, tail.index);
  return found !== null && issuerWords.asWritten.includes(found.word);
}

/** Short names that hold one letter of what the body is in charge of: 上海市|教委. */
const shortPattern = ({ committees }: IssuerLists): RegExp => new RegExp(`${oneOf(Object.keys(committees))}$`);

/**
 * The full official name of an issuing body: 国家发展改革委 → 国家发展和改革委员会, 省财政厅 → 山东省财政厅, 市委组织部 →
 * 中共青岛市委组织部. A name that is official as written stays, though agencies have others today (市农业局).
 */
export function fullName(written: string, context: NameContext, dictionary: Dictionary): string {
  const { agencies } = dictionary;
  const { country, jurisdiction, national } = context;
  const name = withoutRepublic(written);
  const local = country === "CN" && jurisdiction && !national ? ofJurisdiction(name, context, dictionary) : null;
  if (local) return local;
  const known = bodyNamed(agencies.bodies, name, country);
  if (known) return known.canonical;
  if (country !== "CN") return canonicalOf(name, context, dictionary);
  if (national && !inName(name, dictionary)) {
    const ofState = bodyNamed(agencies.bodies, `国家${name}`, country) ?? bodyNamed(agencies.bodies, `中国${name}`, country);
    if (ofState) return ofState.canonical;
  }
  const committee = COMMITTEE.exec(name.replace(PARTY, ""));
  if (committee) return committeeName(committee[1] as string, committee[2] as string, context, dictionary);
  const below = stateBodyAhead(name, dictionary, country);
  if (below) return below.above + below.rest;
  const short = dictionary.issuerWords.compiled(shortPattern).exec(name)?.[0];
  if (short && Object.hasOwn(dictionary.issuerWords.committees, short)) {
    const whole = name.slice(0, -short.length) + dictionary.issuerWords.committees[short];
    return withPlace(whole, context, dictionary) ?? whole;
  }
  if (isAsWritten(name, dictionary)) {
    const placed = withPlace(name, context, dictionary);
    if (placed) return placed.replace(/委$/, "委员会");
  }
  return canonicalOf(name, context, dictionary);
}

/** 发展改革委, 财政局 in a document of a city: its own, though the state has one of that name. */
function ofJurisdiction(name: string, context: NameContext, dictionary: Dictionary): string | null {
  const { tail, ofState, stateAhead } = dictionary.issuerWords.compiled(namePatterns);
  if (LEVEL_AHEAD.test(name) || inName(name, dictionary) || !tail.test(name)) return null;
  const known = bodyNamed(dictionary.agencies.bodies, name, "CN");
  if (known && (known.canonical === name || ofState.test(name))) return null;
  if (stateAhead.test(name)) return null;
  const place = context.jurisdiction?.name ?? "";
  const function_ = dictionary.agencies.functions.at(name, 0);
  return function_ ? canonicalOf(place + name, context, dictionary) : null;
}

/** A name whose level is that of the jurisdiction, with its place: 市农业局 → 青岛市农业局; as it is, where it has its place. */
function withPlace(name: string, { jurisdiction }: NameContext, dictionary: Dictionary): string | null {
  if (inName(name, dictionary)) return name;
  const level = new RegExp(`^${LEVEL}`).exec(name)?.[0];
  const division =
    level && jurisdiction && pathOf(jurisdiction.code, dictionary.places.divisions).findLast((part) => part.name.endsWith(level));
  return division ? division.name + name.slice(level.length) : null;
}

/** 市委 → 中国共产党青岛市委员会, 市委组织部 → 中共青岛市委组织部. */
function committeeName(committee: string, office: string, context: NameContext, dictionary: Dictionary): string {
  const placed = withPlace(committee, context, dictionary) ?? committee;
  // 共青团山东省委
  if (dictionary.issuerWords.leagues.some((league) => committee.startsWith(league))) return office ? placed + office : `${placed}员会`;
  return office ? `中共${placed}${office}` : `中国共产党${placed}员会`;
}
