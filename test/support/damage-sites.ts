import { pinyin } from "pinyin-pro";
import type { Decoder, Site } from "./damage-model.js";

const splits = ["", "，；？！", "，；？！、", "，；？！。", "，；？！、。"];
const decoders: readonly Decoder[] = ["mb", "mb-pua", "mb-pua-kept", "ignore"];

/** A site as no other: its table (6 to nearly all that was ever seen) and its order, its marks, its decoder, its folding. */
export function randomSite(glossed: ReadonlySet<string>, random: () => number, fixed: Partial<Site> = {}): Site {
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)] as T;
  const pool = [...glossed];
  const glosses = Array.from({ length: 6 + Math.floor(random() ** 2 * (pool.length - 10)) }, () => {
    const [char] = pool.splice(Math.floor(random() ** 1.5 * pool.length), 1) as [string];
    return [char, pinyin(char)] as const;
  });
  return { glosses, marks: pick(splits), decoder: pick(decoders), fold: random() < 0.4, space: random() < 0.2, ...fixed };
}
