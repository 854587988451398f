import { type Byline, mapByline } from "../../extract/byline.js";
import type { Repair } from "../../model/record.js";
import { reasons } from "../../repair/reasons.js";
import { repairString, repair as repairText } from "../../repair/repair.js";
import type { MappedText } from "../../text/offset-map.js";
import { damageOf } from "../normalise.js";
import type { Stage, Tools } from "../stage.js";
import type { Extracted } from "./extract.js";

export interface Repaired {
  readonly repaired: {
    readonly title: MappedText | null;
    readonly body: MappedText;
    readonly repairs: readonly Repair[];
    readonly byline: Byline;
  };
}

/** What broke before it reached us, undone; how a document is damaged is decided once, on its title and body together. */
export const repair: Stage<Extracted, Repaired> = {
  name: "repair",
  run({ article }, { dictionary, note }) {
    const damage = damageOf(article.title, article.body, dictionary);
    const repairs: Repair[] = [];
    const repairedText = (where: Repair["in"], published: string): MappedText => {
      const { text, map, repairs: found } = repairText(published, damage);
      for (const one of found) repairs.push({ in: where, ...one });
      return { text, map };
    };
    const title = article.title === null ? null : repairedText("title", article.title);
    const body = repairedText("body", article.body);
    noteRepairs(repairs, note);
    return {
      repaired: { title, body, repairs, byline: mapByline(article, (value) => repairString(value, damage)) },
    };
  },
};

/** Leaves a note for each kind of repair. */
export function noteRepairs(repairs: readonly Repair[], note: Tools["note"]): void {
  for (const kind of new Set(repairs.map((one) => one.kind))) {
    const reason = reasons[kind];
    note(kind, `${reason ? `${reason}: ` : ""}${summary(repairs.filter((one) => one.kind === kind))}`);
  }
}

/** How many repairs of a kind there are, and how many of them are doubtful; each one stands in `repairs`. */
function summary(repairs: readonly Repair[]): string {
  const open = repairs.filter(({ from, to }) => from === to).length;
  const unsure = repairs.filter(({ certain }) => !certain).length - open;
  const parts = [`${repairs.length - open} undone`];
  if (unsure > 0) parts.push(`${unsure} of them not certain`);
  if (open > 0) parts.push(`${open} left as they are`);
  return parts.join(", ");
}
