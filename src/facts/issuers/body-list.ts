import type { FactLists } from "../../dictionary/documents/fact-words.js";
import type { IssuerLists } from "../../dictionary/documents/issuer-words.js";
import type { Dictionary } from "../../dictionary/load.js";
import { bodyNamed } from "../../dictionary/organisations/bodies.js";
import type { Context } from "../../entities/annotator.js";
import { createDoc } from "../../entities/doc.js";
import { findOrganisations } from "../../entities/find-entities.js";
import { hanDigits } from "../../entities/numbers/characters.js";
import { oneOf } from "../../lexicon/alternation.js";
import type { Mention } from "../../model/entity.js";
import type { OrganisationKind } from "../../model/enums.js";

/** A body as a document names it. */
export interface NamedBody {
  /** as written, without blanks */
  readonly name: string;
  readonly kind: OrganisationKind;
}

/** What lists of bodies are read with. */
export interface ListReader {
  readonly dictionary: Dictionary;
  readonly context: Context;
}

const LONGEST_LIST = 600;
const LONGEST_NAME = 40;
/** Names that are run together. */
const LONGEST_RUN = 160;
/** Letters that are set apart (财 政 部) and names that are broken off: so many pieces make one name at most. */
const PIECES = 24;
const NO_NAME = /[。：:《》〈〉“”"？！?!<>=〔〕〇%_—－-]|\d{3}/;
const REPUBLIC = "中华人民共和国";

function listPatterns({ connectors, notNames, groups, groupKinds, bodyEndings, secondEndings }: IssuerLists) {
  return {
    connector: new RegExp(`^${oneOf(connectors)}$`),
    /** where a list may be cut if there is a body on both sides: 财政局|和|税务局 */
    cut: new RegExp(oneOf(connectors), "g"),
    /** what begins no name: 各部门, 三部委 */
    group: new RegExp(`^(?:${oneOf(groups)}|[\\d${hanDigits}十多两几]+个?${oneOf(groupKinds)})`),
    notName: new RegExp(`[${notNames}]`),
    /** 文化和旅游厅(文物局): a second name that a body bears */
    secondName: new RegExp(`(?<=\\p{Script=Han}{3})[(（]\\p{Script=Han}{2,16}${oneOf([...bodyEndings, ...secondEndings])}[)）]`, "gu"),
  };
}

const endingOf = ({ signature }: FactLists): RegExp => new RegExp(`${oneOf(signature.bodies)}$`);
const sealOf = ({ signature }: FactLists): RegExp => new RegExp(`[(（]\\s?${oneOf(signature.seals)}\\s?[)）]`, "g");

/**
 * The bodies of a string that holds nothing but their names: apart by blanks, tabs, 、 or 和, or run together, with letters
 * set apart (财 政 部) or seals behind them. Null where something else stands in it.
 */
export function bodiesIn(text: string, reader: ListReader): NamedBody[] | null {
  if (text.length > LONGEST_LIST || NO_NAME.test(text)) return null;
  const found: NamedBody[] = [];
  const bare = text
    .replace(reader.dictionary.factWords.compiled(sealOf), " ")
    .replace(reader.dictionary.issuerWords.compiled(listPatterns).secondName, "");
  for (const part of bare.split(/[、，,;；/|]/)) {
    const pieces = part.split(/\s+/).filter(Boolean);
    if (pieces.length === 0) continue;
    const named = bodiesOf(pieces, reader);
    if (named === null) return null;
    found.push(...named);
  }
  return found.length > 0 ? found : null;
}

/** The bodies of pieces between blanks; a name may take several pieces. */
function bodiesOf(pieces: readonly string[], reader: ListReader): NamedBody[] | null {
  const found: NamedBody[] = [];
  for (let at = 0; at < pieces.length; ) {
    const next = nextBody(pieces, at, reader);
    if (next === null) return null;
    found.push(...next.bodies);
    at = next.end;
  }
  return found;
}

function nextBody(pieces: readonly string[], at: number, reader: ListReader): { bodies: NamedBody[]; end: number } | null {
  let name = "";
  for (let end = at + 1; end <= Math.min(pieces.length, at + PIECES); end++) {
    name += pieces[end - 1];
    const bodies = readName(name, reader);
    if (bodies === null) continue;
    // 国家税务总局|四川省税务局
    const branch = pieces[end];
    if (branch !== undefined && bodies.length === 1 && isBranch(name, branch, reader)) {
      return { bodies: [{ name: name + branch, kind: "government" }], end: end + 1 };
    }
    return { bodies, end };
  }
  return null;
}

function isBranch(above: string, branch: string, { dictionary, context }: ListReader): boolean {
  const body = bodyNamed(dictionary.agencies.bodies, above, context.country)?.canonical ?? above;
  const ends = Object.hasOwn(dictionary.issuerWords.branches, body) ? dictionary.issuerWords.branches[body] : undefined;
  return ends?.some((end) => branch.endsWith(end) && branch.length > end.length) ?? false;
}

/** What was read before with a reader: title, head and signature of a document name the same bodies. */
const read = new WeakMap<ListReader, Map<string, NamedBody[] | null>>();

/** The bodies whose names a string without blanks is made of; null where it is no name. */
function readName(name: string, reader: ListReader): NamedBody[] | null {
  const known = read.get(reader) ?? new Map<string, NamedBody[] | null>();
  read.set(reader, known);
  let bodies = known.get(name);
  if (bodies === undefined) {
    bodies = readAnew(name, reader);
    known.set(name, bodies);
  }
  return bodies;
}

function readAnew(name: string, reader: ListReader): NamedBody[] | null {
  const known = knownName(name, reader);
  if (known || !mayBeName(name, reader)) return known;
  const mentions = organisationsIn(name, reader);
  return tiled(name, mentions, reader) ?? cut(name, reader) ?? asOne(name, mentions, reader);
}

function knownName(name: string, { dictionary, context }: ListReader): NamedBody[] | null {
  const known = bodyNamed(dictionary.agencies.bodies, name, context.country);
  if (known && name.length > 1) return [{ name, kind: known.kind }];
  return dictionary.issuerWords.levelBodies.some((end) => name.endsWith(end)) ? [{ name, kind: "party" }] : null;
}

function mayBeName(name: string, { dictionary: { factWords, issuerWords } }: ListReader): boolean {
  const { group } = issuerWords.compiled(listPatterns);
  return name.length > 2 && name.length <= LONGEST_RUN && factWords.compiled(endingOf).test(name) && !group.test(name);
}

function organisationsIn(text: string, { dictionary, context }: ListReader): Mention<"organisation">[] {
  const doc = createDoc({ in: "title", text, tokens: dictionary.segmenter.segment(text), dictionary });
  return findOrganisations(doc, context);
}

/** Names that stand side by side and fill the string, with nothing but 和 or 会同 between them. */
function tiled(name: string, mentions: readonly Mention<"organisation">[], { dictionary }: ListReader): NamedBody[] | null {
  const { connector } = dictionary.issuerWords.compiled(listPatterns);
  const found: NamedBody[] = [];
  let end = 0;
  for (const mention of mentions) {
    const gap = name.slice(end, mention.start);
    if (gap !== "" && !(found.length > 0 && connector.test(gap)) && !(end === 0 && gap === REPUBLIC)) return null;
    found.push(...repeated(name.slice(mention.start, mention.end)).map((one) => ({ name: one, kind: mention.kind })));
    end = mention.end;
  }
  return found.length > 0 && end === name.length ? found : null;
}

/** 北京市财政局|北京市税务局: one name for two bodies of a place, which begin alike. */
function repeated(name: string): string[] {
  for (let length = 6; length >= 3; length--) {
    const place = name.slice(0, length);
    const again = name.indexOf(place, length + 2);
    if (again > 0 && /[省市县区州旗]$/.test(place)) return [name.slice(0, again), ...repeated(name.slice(again))];
  }
  return [name];
}

/** Two bodies, or one and more, with 和 between them, where the rules of names know each as a whole. */
function cut(name: string, reader: ListReader): NamedBody[] | null {
  for (const { index, 0: word } of name.matchAll(reader.dictionary.issuerWords.compiled(listPatterns).cut)) {
    const ahead = index > 2 ? whole(name.slice(0, index), reader) : null;
    const rest = name.slice(index + word.length);
    const behind = ahead && (whole(rest, reader) ?? cut(rest, reader));
    if (ahead && behind) return [...ahead, ...behind];
  }
  return null;
}

function whole(name: string, reader: ListReader): NamedBody[] | null {
  return knownName(name, reader) ?? (mayBeName(name, reader) ? tiled(name, organisationsIn(name, reader), reader) : null);
}

/** A name that no rule of names knows as a whole: it ends like one and holds no word of a sentence. */
function asOne(name: string, mentions: readonly Mention<"organisation">[], { dictionary }: ListReader): NamedBody[] | null {
  const { agencies, issuerWords } = dictionary;
  if (name.length > LONGEST_NAME) return null;
  const last = mentions.at(-1);
  const rest = last?.end === name.length ? name.slice(0, last.start) : name;
  if (issuerWords.compiled(listPatterns).notName.test(rest)) return null;
  return [{ name, kind: agencies.suffixes.before(name, name.length)?.value.kind ?? "government" }];
}
