import type { IssuerLists } from "../../dictionary/documents/issuer-words.js";
import type { Dictionary } from "../../dictionary/load.js";
import { bodyNamed } from "../../dictionary/organisations/bodies.js";
import type { Division } from "../../dictionary/places/gazetteer.js";
import type { Context } from "../../entities/annotator.js";
import { oneOf } from "../../lexicon/alternation.js";
import { inName } from "../place-in-name.js";

/** A name without the state's body that it begins with: 国家税务总局|四川省税务局, 国家发展改革委|办公厅. */
export interface Below {
  /** full name of the state's body */
  readonly above: string;
  readonly rest: string;
}

const REPUBLIC = /^中华人民共和国(?=.{3})/;

/** The body of the state that a name begins with, and the rest; null where it begins with none. */
export function stateBodyAhead(name: string, { agencies }: Dictionary, country: Context["country"]): Below | null {
  for (let end = Math.min(name.length - 1, 24); end >= 3; end--) {
    const above = bodyNamed(agencies.bodies, name.slice(0, end), country);
    if (above && !above.weak && (above.kind === "government" || above.kind === "party")) {
      return { above: above.canonical, rest: name.slice(end) };
    }
  }
  return null;
}

/** A name without the state's that some bodies put before it. */
export const withoutRepublic = (name: string): string => name.replace(REPUBLIC, "");

/** 中共|山东省委: the party or its league before the place */
const partyAhead = ({ parties }: IssuerLists): RegExp => new RegExp(`^${oneOf(parties)}(?=.{3})`);

/** The division whose body it is, as far as its name says so: 370000 of 国家税务总局山东省税务局. */
export function divisionOfBody(name: string, dictionary: Dictionary, country: Context["country"]): Division | null {
  const bare = withoutRepublic(name).replace(dictionary.issuerWords.compiled(partyAhead), "");
  return inName(bare, dictionary) ?? inName(stateBodyAhead(bare, dictionary, country)?.rest ?? "", dictionary);
}

/** Whether a body of the mainland is the state's own, of no place: 财政部, 国家能源局综合司. */
export function isOfState(name: string, dictionary: Dictionary, country: Context["country"]): boolean {
  if (country !== "CN") return false;
  const bare = withoutRepublic(name);
  const kind = bodyNamed(dictionary.agencies.bodies, bare, country)?.kind;
  return kind === "government" || kind === "party" || stateBodyAhead(bare, dictionary, country) !== null;
}
