import * as z from "zod";
import { readJson } from "../file.js";
import { characters } from "../lists.js";
import { type Division, type Letters, levelOf, pathOf, type Sense } from "./gazetteer.js";

const words = z.array(z.string().min(1));

function schemaFor(divisions: ReadonlyMap<string, Division>, countries: ReadonlyMap<string, Sense>) {
  const codes = z.record(
    z.string().length(1),
    z.string().refine((code) => divisions.has(code), "no division of today has this code"),
  );
  const known = z.string().refine((letters) => [...letters].every((letter) => countries.has(letter)), "no country has such a letter");
  return z.strictObject({
    provinces: codes,
    weak: codes,
    cities: codes,
    together: words,
    apart: words,
    notAlone: words,
    lines: words,
    units: words,
    towards: characters,
    prepositions: characters,
    regions: z.strictObject({ towards: characters, own: characters }),
    countries: z.strictObject({ strong: known, towards: characters, notIn: characters, ties: words, together: words, apart: words }),
  });
}

/** Reads the one-character names of divisions; those of countries come from the table of countries. @throws dictionary.invalid */
export function loadLetters(folder: string, divisions: ReadonlyMap<string, Division>, countries: ReadonlyMap<string, Sense>): Letters {
  const data = readJson(folder, "places/letters.json", schemaFor(divisions, countries));
  const senses = (rows: Record<string, string>): Map<string, Sense> =>
    new Map(
      Object.entries(rows).map(([letter, code]) => {
        const { name } = divisions.get(code) as Division;
        return [letter, { code, name, level: levelOf(code), path: pathOf(code, divisions), form: "short" }];
      }),
    );
  const [provinces, weak, cities] = [senses(data.provinces), senses(data.weak), senses(data.cities)];
  const any = new Uint8Array(0x10000);
  for (const letter of ["中", ...provinces.keys(), ...weak.keys(), ...cities.keys(), ...countries.keys()]) any[letter.charCodeAt(0)] = 1;
  return {
    any,
    provinces,
    weak,
    cities,
    countries,
    strong: new Set(data.countries.strong),
    together: new Set([...data.together, ...data.countries.together]),
    apart: new Set([...data.apart, ...data.countries.apart]),
    notAlone: data.notAlone,
    lines: data.lines,
    units: data.units,
    ties: data.countries.ties,
    prepositions: data.prepositions,
    towards: { divisions: data.towards, countries: data.countries.towards, regions: data.regions.towards, own: data.regions.own },
    notIn: data.countries.notIn,
  };
}
