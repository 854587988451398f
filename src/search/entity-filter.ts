import type { Entity, EntityType } from "../model/entity.js";
import { ZhengwenError } from "../model/errors.js";
import type { Range } from "./condition.js";
import { placeKey } from "./facets.js";
import type { QueryLanguage } from "./language.js";
import { parseDays } from "./parse-days.js";
import { parseMoney, parseRange } from "./parse-range.js";
import { phraseOf } from "./units.js";

export interface EntityFilterParameters {
  readonly type?: EntityType | undefined;
  /** what it comes to, in the form of its type: an amount, a range of numbers, days, a place's code or name, or words */
  readonly value?: string | undefined;
}

type Fits = (entity: Entity) => boolean;

/**
 * Which entities are asked for.
 * @throws usage.query where a value is given without a type, or in a form that the type does not have
 */
export function entityFilter({ type, value }: EntityFilterParameters, language: QueryLanguage): Fits {
  if (value === undefined) return (entity) => type === undefined || entity.type === type;
  if (type === undefined) throw new ZhengwenError("usage.query", "value: needs a type, which says how it is read.");
  const fits = ofType(type, value, language);
  return (entity) => entity.type === type && fits(entity);
}

function ofType(type: EntityType, value: string, language: QueryLanguage): Fits {
  switch (type) {
    case "money": {
      const range = parseMoney(value);
      if (range === null) throw wrong(value, "an amount such as >=1e7, 1e6..5e6 or >=1e7USD");
      return (entity) => entity.type === "money" && entity.currency === range.currency && lies(entity, range);
    }
    case "enterpriseCount":
    case "quantity": {
      const range = parseRange(value);
      if (range === null) throw wrong(value, "a range such as >=100 or 10..20");
      return (entity) => "min" in entity && lies(entity, range);
    }
    case "date": {
      const days = parseDays(value);
      if (days === null) throw wrong(value, "days such as 2023..2024, 2023-05 or >=2023-05-31");
      return (entity) =>
        entity.type === "date" &&
        (entity.from ?? entity.to) !== null &&
        (days.from === null || (entity.from !== null && entity.from >= days.from)) &&
        (days.to === null || (entity.to !== null && entity.to <= days.to));
    }
    case "place": {
      const codes = /^\d{6}$/.test(value) ? [value] : language.placesNamed(phraseOf(language.normalise(value)).join(""));
      if (codes.length === 0) throw wrong(value, "a place's name or six-digit code");
      const keys = codes.map(placeKey);
      return (entity) => entity.type === "place" && entity.code !== null && keys.some((key) => entity.code?.startsWith(key));
    }
    default: {
      const wanted = phraseOf(language.normalise(value)).join("");
      if (wanted === "") throw wrong(value, "words");
      return (entity) => namesOf(entity).some((name) => phraseOf(name).join("").includes(wanted));
    }
  }
}

/** Wholly inside; an open end is inside only an open one. */
function lies({ min, max }: Range, range: Range): boolean {
  return (range.min === null || (min !== null && min >= range.min)) && (range.max === null || (max !== null && max <= range.max));
}

/** What an entity is called: as said, and as understood. */
function namesOf(entity: Entity): string[] {
  switch (entity.type) {
    case "organisation":
    case "documentNumber":
      return [entity.text, entity.canonical];
    case "policyTitle":
      return [entity.text, entity.title];
    default:
      return [entity.text];
  }
}

function wrong(value: string, form: string): ZhengwenError {
  return new ZhengwenError("usage.query", `value: ${JSON.stringify(value.slice(0, 40).toWellFormed())} is not ${form}.`);
}
