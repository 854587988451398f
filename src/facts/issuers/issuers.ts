import type { Docs } from "../../entities/doc.js";
import type { AgencyLevel } from "../../model/enums.js";
import type { Jurisdiction, Kind } from "../../model/record.js";
import type { DocumentSignature } from "../signature.js";
import { undatedSigners } from "../signature.js";
import { bodiesIn, type ListReader, type NamedBody } from "./body-list.js";
import {
  isReport,
  ofFirstParagraph,
  ofHead,
  ofJointList,
  ofNumberedActs,
  ofNumbers,
  ofOwnRules,
  ofPromulgation,
  ofTitle,
  ofTitleLine,
} from "./evidence.js";
import { fullName } from "./full-name.js";
import { levelOfBody } from "./level.js";
import { divisionOfBody } from "./seat.js";

/** A body that issues the document. */
export interface Issuer {
  /** full canonical name */
  readonly name: string;
  readonly level: AgencyLevel;
}

/** What is known of a document when its issuers are looked for. */
export interface Origin {
  readonly kind: Kind;
  readonly signature: DocumentSignature | null;
  /** the text of the document's own numbers */
  readonly numbers: readonly string[];
  /** the metadata table's 发文机关 */
  readonly tabled: string | undefined;
  readonly publisher: string | null;
}

/** Kinds of which the publisher, where it is an agency, is the issuer. */
const ISSUED: ReadonlySet<Kind> = new Set<Kind>([
  "notice",
  "announcement",
  "opinion",
  "measures",
  "plan",
  "regulation",
  "order",
  "letter",
  "reply",
  "decision",
]);

/**
 * The bodies that issue a document, as it names them, in the order of the signatures; without one, of the number, the title, the
 * first paragraph, the metadata table, the publisher where it is an agency. News of a document has none, whoever issued that.
 */
export function namedIssuers(docs: Docs, origin: Origin, reader: ListReader): NamedBody[] {
  const { kind, signature, numbers, tabled, publisher } = origin;
  if (kind === "news" && numbers.length === 0) return [];
  const signed = signature?.signers ?? [];
  const table = tabled === undefined ? null : (bodiesIn(tabled.trim(), reader) ?? asStated(tabled));
  if (numbers.length === 0 && signed.length === 0 && isReport(docs.body, reader)) return [];
  const titled = docs.title && ofTitle(docs.title.text, reader);
  // a title whose second line was taken for the text is nothing but the bodies
  const title = titled ?? (docs.title && isCutShort(docs) ? bodiesIn(docs.title.text, reader) : null) ?? ofTitleLine(docs, reader);
  const signers = isOther(signed, title) ? [] : signed.length > 0 ? signed : undatedSigners(docs.body, reader);
  const joint = ofJointList(docs, reader);
  const sources = [
    ofNumberedActs(numbers, reader),
    signers,
    joint,
    ofPromulgation(docs, reader),
    ofNumbersOfOrders(numbers, reader),
    ofHead(docs, reader),
    title,
    ofOwnRules(docs, reader),
    signers.length > 0 ? null : ofFirstParagraph(docs, title?.[0], reader),
    table,
    ofCodes(numbers, reader),
    publisher !== null && ISSUED.has(kind) ? agency(publisher, reader) : null,
  ];
  return merged(sources, reader);
}

/** Whether the text goes on with what its title's bodies do: 关于…. */
const isCutShort = ({ body }: Docs): boolean => /^\s*(?:关于|印发|转发)/.test(body.text);

/** Whether a signature belongs to someone else than the title's bodies: that of a form that is filled in. */
function isOther(signed: readonly NamedBody[], title: readonly NamedBody[] | null): boolean {
  const official = (bodies: readonly NamedBody[]) => bodies.some(({ kind }) => kind === "government" || kind === "party");
  return title !== null && signed.length > 0 && official(title) && !official(signed);
}

/** The first source names the issuers; a later list that has one of them too adds those that it has beside. */
function merged(sources: readonly (readonly NamedBody[] | null)[], reader: ListReader): NamedBody[] {
  const found: NamedBody[] = [];
  const key = ({ name }: NamedBody): string => fullName(name, { ...reader.context, national: true }, reader.dictionary);
  const known: string[] = [];
  const isKnown = (body: NamedBody): boolean => known.some((name) => sameBody(name, key(body)));
  for (const source of sources) {
    if (!source || source.length === 0) continue;
    if (found.length > 0 && !source.some(isKnown)) continue;
    for (const body of source) {
      if (isKnown(body)) continue;
      known.push(key(body));
      found.push(body);
    }
  }
  return found;
}

/** Whether two names are one body's, of which one leaves out whose it is: 百步镇人民政府 of 海盐县. */
function sameBody(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return long === short || (short.length > 3 && long.endsWith(short));
}

const asStated = (tabled: string): NamedBody[] | null => (tabled.trim() ? [{ name: tabled.trim(), kind: "government" }] : null);

function agency(publisher: string, reader: ListReader): NamedBody[] | null {
  const bodies = bodiesIn(publisher, reader);
  return bodies?.every(({ kind }) => reader.dictionary.issuerWords.agencyPublishers.includes(kind)) ? bodies : null;
}

/** The government that a number's code stands for: 鲁政发〔2014〕20号 is 山东省人民政府's. */
function ofCodes(numbers: readonly string[], { dictionary }: ListReader): NamedBody[] | null {
  const { codes, governments } = dictionary.issuerWords;
  const found = numbers.flatMap((number): NamedBody[] => {
    const code = /^\p{Script=Han}{2,8}(?=〔)/u.exec(number)?.[0];
    if (code === undefined) return [];
    if (Object.hasOwn(codes, code)) return [{ name: codes[code] as string, kind: "government" }];
    const { provinces, cities } = dictionary.places.letters;
    const place = provinces.get(code[0] as string) ?? cities.get(code[0] as string);
    const ending = Object.keys(governments).find((begin) => code.startsWith(begin, 1));
    return place && ending !== undefined ? [{ name: place.name + governments[ending], kind: "government" }] : [];
  });
  return found.length > 0 ? found : null;
}

function ofNumbersOfOrders(numbers: readonly string[], reader: ListReader): NamedBody[] | null {
  const orders = numbers.filter((number) => /(?:令|公告|通告)/.test(number));
  return orders.length === 0 ? null : ofNumbers(orders.join("、"), reader);
}

/** The body whose name decides the jurisdiction: the first, or the first that names its place where it has none. */
export function seatOf(named: readonly NamedBody[], { dictionary, context }: ListReader): string | null {
  const [first] = named;
  if (!first) return null;
  const placed = named.find(({ name }) => divisionOfBody(name, dictionary, context.country) !== null);
  const needsPlace = /^(?:自治区|[省市县区州])/.test(first.name) && divisionOfBody(first.name, dictionary, context.country) === null;
  return needsPlace && placed ? placed.name : first.name;
}

/** The issuers by their full names, none twice, each with its level. */
export function issuersOf(named: readonly NamedBody[], jurisdiction: Jurisdiction | null, { dictionary, context }: ListReader): Issuer[] {
  const { country } = context;
  const national = named.some((body) => levelOfBody(body, { country, jurisdiction: null }, dictionary) === "national");
  const found: Issuer[] = [];
  const region = new Set(dictionary.issuerWords.wholeRegion);
  for (const body of named) {
    const name = fullName(body.name, { country, jurisdiction, national }, dictionary);
    if (found.some((one) => sameBody(one.name, name))) continue;
    if (named.length > 1 && region.has(name)) continue;
    found.push({ name, level: levelOfBody({ ...body, name }, { country, jurisdiction }, dictionary) });
  }
  return found;
}
