import type { Repair } from "../../model/record.js";
import type { OffsetMap } from "../../text/offset-map.js";
import { repairString, repair as repairText } from "../../text/repair/repair.js";
import { damageOf } from "../normalise.js";
import { mapSaid, type Said } from "../said.js";
import type { Stage } from "../stage.js";
import type { Extracted } from "./extract.js";

/** A repaired text and the map to what was published. */
export interface Layer {
  readonly text: string;
  readonly map: OffsetMap;
}

export interface Repaired {
  readonly repaired: { readonly title: Layer | null; readonly body: Layer; readonly repairs: readonly Repair[]; readonly said: Said };
}

/** What broke before it reached us, undone; how a document is damaged is decided once, on its title and body together. */
export const repair: Stage<Extracted, Repaired> = {
  name: "repair",
  run({ article }, { dictionary, note }) {
    const damage = damageOf(article.title, article.body, dictionary);
    const repairs: Repair[] = [];
    const layer = (where: Repair["in"], published: string): Layer => {
      const { text, map, mends } = repairText(published, damage);
      for (const mend of mends) {
        repairs.push({ in: where, ...mend });
        const change = mend.to === mend.from ? `${mend.from} is damaged beyond what can be decided` : `${mend.from} → ${mend.to}`;
        const doubt = mend.certain ? "" : mend.candidates ? ` (perhaps ${mend.candidates.join(" or ")})` : " (not certain)";
        note(mend.kind, `${where}: ${change}${doubt}`, where === "body" ? mend : undefined);
      }
      return { text, map };
    };
    const title = article.title === null ? null : layer("title", article.title);
    return {
      repaired: { title, body: layer("body", article.body), repairs, said: mapSaid(article, (value) => repairString(value, damage)) },
    };
  },
};
