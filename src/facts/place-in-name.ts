import type { Dictionary } from "../dictionary/load.js";
import type { Division, Sense } from "../dictionary/places/gazetteer.js";

export const pair = ({ code, name }: Division): Division => ({ code, name });

/** The place that a body's name begins with: 山东省住房和城乡建设厅, 开平发布. */
export function inName(name: string, { places: { names, divisions } }: Pick<Dictionary, "places">): Division | null {
  let found: Division | null = null;
  for (let at = 0; at < name.length; ) {
    let next = 0;
    for (let length = Math.min(12, name.length - at); length > 1; length--) {
      const senses: readonly Sense[] = names.words.get(name.slice(at, at + length)) ?? [];
      const code: string | undefined = found?.code;
      const fit: readonly Sense[] = senses.filter(
        (sense) => sense.code !== null && !sense.country && (code ? sense.path.some((part) => part.code === code) : sense.form !== "bound"),
      );
      // a county's short name goes before a district's: 开平
      const clear: readonly Sense[] = fit.filter(({ form }) => form !== "supported");
      const [only]: readonly Sense[] =
        fit.length === 1 ? fit : clear.length === 1 ? clear : clear.filter((sense) => sense.level !== "county");
      if (!only?.code) continue;
      found = divisions.get(only.code) ?? null;
      next = at + length;
      break;
    }
    if (next === 0) break;
    at = next;
  }
  return found ? pair(found) : null;
}
