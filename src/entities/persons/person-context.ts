import type { Names } from "../../dictionary/persons/names.js";
import type { Mention } from "../../model/entity.js";
import type { Span } from "../../text/offset-map.js";
import type { Doc } from "../doc.js";
import { nameAt } from "./name-score.js";
import type { NameEvidence } from "./posts.js";
import { isNamesake } from "./right-context.js";

export type Person = Mention<"person">;

/** What an annotator of persons may look at. */
export interface PersonContext {
  readonly doc: Doc;
  readonly names: Names;
  /** bodies by the offset at which their names end */
  readonly bodies: ReadonlyMap<number, Mention<"organisation">>;
  /** offsets at which bodies begin */
  readonly bodyStarts: ReadonlySet<number>;
  /** offsets at which a place or a body begins: no person does there */
  readonly taken: ReadonlySet<number>;
}

/** The mention of a name, unless a prize or a street bears it. */
export function personOf({ doc, names }: PersonContext, { start, end }: Span, rule: string, post?: string, body?: string): Person | null {
  const { text } = doc;
  if (isNamesake(text, end, names.contexts)) return null;
  return {
    type: "person",
    start,
    end,
    rule: `person.${rule}`,
    name: text.slice(start, end),
    ...(post ? { post } : {}),
    ...(body ? { organisation: body } : {}),
  };
}

/** A name that does not begin a place or a body, nor swallow one: 来|嘉兴. */
export function freeName({ doc, names, taken, bodyStarts }: PersonContext, start: number, evidence: NameEvidence): Span | null {
  if (taken.has(start)) return null;
  const found = nameAt(doc, start, names, evidence);
  // 同志任|衡阳市公安局副局长
  if (found && bodyStarts.has(start + 1)) return null;
  // 市长|梁永康: behind a post the surname tells more than the place, unless it is a word that leads to places too
  const surname = evidence !== "tagged" && !doc.dictionary.places.forms.leading.has(doc.text[start] as string);
  return found && (surname || !(taken.has(start + 1) && found.end - start === 3)) ? found : null;
}
