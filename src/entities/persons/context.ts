import type { Names } from "../../dictionary/persons/names.js";
import type { Mention } from "../../model/entity.js";
import type { Doc } from "../doc.js";
import type { Found } from "./behind.js";
import { type Need, nameAt } from "./name-score.js";

export type Person = Mention<"person">;

/** What an annotator of persons may look at. */
export interface Sight {
  readonly doc: Doc;
  readonly names: Names;
  /** bodies by the offset at which their names end */
  readonly bodies: ReadonlyMap<number, Mention<"organisation">>;
  /** offsets at which a place or a body begins: no person does there */
  readonly taken: ReadonlySet<number>;
}

/** Prizes, places and things that bear a person's name. */
const NAMESAKE =
  /^[”"]?(?:奖|杯|精神|新时代|法治思想|经济思想|生态文明思想|外交思想|强军思想|文化思想|纪念|基金|故居|大道|[东西南北中]?路|街|中学|小学|学院|大学|号|式|效应|定律|主义|思想|理论|事件|集团|公司|银行)/;
/** The mention of a name, unless a prize or a street bears it. */
export function personOf({ text }: Doc, { start, end }: Found, rule: string, post?: string, body?: string): Person | null {
  if (NAMESAKE.test(text.slice(end, end + 8))) return null;
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
export function freeName({ doc, names, taken }: Sight, start: number, need: Need): Found | null {
  if (taken.has(start)) return null;
  const found = nameAt(doc, start, names, need);
  return found && !(taken.has(start + 1) && found.end - start === 3) ? found : null;
}
