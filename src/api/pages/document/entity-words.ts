import type { Entity } from "../../../model/entity.js";
import { formatNumber, type Say } from "../messages/messages.js";

/** What an entity means, in words of the interface around values of the document: value, bounds, code. */
export function entityWords(entity: Entity, say: Say): string[] {
  switch (entity.type) {
    case "place":
      return present([
        entity.path.map(({ name }) => name).join(" › ") || entity.name,
        entity.code !== null && say("entity.code", { code: entity.code }),
        entity.anaphor && say("entity.anaphor"),
        entity.code === null && entity.country,
      ]);
    case "money":
      return present([bounds(entity, say, entity.currency), entity.instrument && say(`instrument.${entity.instrument}`)]);
    case "date":
      return present([
        entity.from === null ? say("entity.unresolved") : [...new Set([entity.from, entity.to ?? "…"])].join(" – "),
        entity.time,
        entity.role && say(`role.${entity.role}`),
      ]);
    case "enterpriseCount":
      return present([bounds(entity, say, entity.counter), entity.subject]);
    case "quantity":
      return present([bounds(entity, say, entity.unit)]);
    case "documentNumber":
      return [entity.canonical];
    case "policyTitle":
      return present([entity.refersTo ?? entity.title, entity.number]);
    case "organisation":
      return [entity.canonical];
    case "person":
      return present([entity.name, entity.organisation, entity.post]);
    case "contact":
      return [entity.value];
    case "attachment":
      return [entity.label];
  }
}

function present(words: readonly (string | null | undefined | false)[]): string[] {
  return words.filter((word): word is string => typeof word === "string" && word !== "");
}

type Bounded = Pick<Extract<Entity, { type: "money" }>, "min" | "max" | "bound" | "value">;

/** 至少 1,000,000 CNY; a range by both its ends. */
export function bounds({ min, max, bound, value }: Bounded, say: Say, unit: string): string {
  const number =
    min !== null && max !== null && min !== max ? `${formatNumber(min)}–${formatNumber(max)}` : formatNumber(value ?? min ?? max ?? 0);
  const open = min === null ? "at-most" : max === null ? "at-least" : bound;
  const word = bound === "range" ? open : bound;
  const said = word === "exact" || word === "range" ? number : `${say(`bound.${word}`)} ${number}`;
  return `${said} ${unit}`.trim();
}
