import type { Dictionary } from "../dictionary/load.js";
import { assessDamage, type Damage } from "../repair/assess/assess-damage.js";
import { repairString } from "../repair/repair.js";
import { simplifyString } from "../text/simplify/simplify.js";

/** What a document is damaged like is decided on its title and body together. */
export function damageOf(title: string | null, body: string, dictionary: Dictionary): Damage {
  return assessDamage(title === null ? body : `${title}\n${body}`, dictionary);
}

/** Repaired and Simplified like a document: what queries go through before they are searched. */
export function normalise(given: string, dictionary: Dictionary): string {
  return simplifyString(repairString(given, assessDamage(given, dictionary)), dictionary.script);
}
