import type { Entity } from "../src/model/entity.js";
import { type Count, rates, sameValue, textsOverlap } from "../test/eval/match.js";
import type { GoldEntity } from "../test/eval/score.js";
import type { Read } from "./annotators.js";

/** A gold entity or one of ours as what a peer could read of it: the number said, without bound and unit. */
export function asRead(entity: GoldEntity | Entity): Read[] {
  const { type, text } = entity;
  const { min, max, from, to, currency } = entity as Readonly<Record<string, unknown>>;
  const said = (min ?? max ?? null) as number | null;
  if (type === "date") return [{ type, text, value: [day(from), day(to)] }];
  if (type === "money") return [{ type, text, value: [said, currency as string] }];
  if (type !== "quantity" && type !== "enterpriseCount") return [];
  const rate = /[%％‰]|分之|成|百分点/.test(text) && !/[家户名人]/.test(text);
  return [{ type: rate ? "percentage" : "number", text, value: [said] }];
}

function day(value: unknown): string | null {
  return value == null ? null : String(value).slice(0, 10);
}

/**
 * How what was read agrees with gold, by the rules of the eval: what is optional neither helps nor hurts. Every number of a
 * text is a `number` to the peers, so that of those only the recall says something.
 */
export function agreement(
  { gold, optional }: { readonly gold: readonly Read[]; readonly optional: readonly Read[] },
  found: readonly Read[],
  type: Read["type"],
): Count {
  const got = found.filter((read) => read.type === type);
  const used = new Set<number>();
  const take = (wanted: readonly Read[]) => {
    for (const { text, value } of wanted.filter((read) => read.type === type)) {
      const index = got.findIndex((read, i) => !used.has(i) && textsOverlap(read.text, text) && sameValue(read.value, value));
      if (index >= 0) used.add(index);
    }
    return used.size;
  };
  const hit = take(gold);
  const spare = take(optional) - hit;
  return { hit, predicted: got.length - spare, gold: gold.filter((read) => read.type === type).length };
}

/** `recall` alone for numbers, else F1 with precision and recall, in per cent. */
export function told(count: Count, type: Read["type"]): string {
  const { precision, recall, f1 } = rates(count);
  const percent = (share: number) => (100 * share).toFixed(1);
  return type === "number" ? `recall ${percent(recall)}` : `${percent(f1)} (${percent(precision)} / ${percent(recall)})`;
}
