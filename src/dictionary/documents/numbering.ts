import * as z from "zod";
import { readJson } from "../file.js";

const characters = (count: number) => z.string().refine((text) => [...text].length === count, `must be ${count} characters`);
const several = z.string().refine((text) => [...text].length >= 2, "must be several characters");

const spoken = z.strictObject({
  digits: characters(9),
  zero: z.string().max(1),
  units: characters(3),
  groups: characters(2),
  one: z.enum(["always", "never", "not before a leading ten"]),
});
const schema = z
  .strictObject({
    spoken: z.record(z.string(), spoken),
    digital: z.record(z.string(), characters(10)),
    spokenBelowHundred: z.record(z.string(), z.strictObject({ spoken: z.string(), digital: z.string() })),
    sequences: z.record(z.string(), several),
    cycles: z.record(z.string(), z.tuple([several, several])),
    symbols: z.record(z.string(), z.record(z.string().regex(/^[\da-f]{2}$/), characters(1))),
  })
  .superRefine(({ spoken, digital, spokenBelowHundred }, check) => {
    for (const [name, row] of Object.entries(spokenBelowHundred)) {
      for (const [key, tables] of [
        ["spoken", spoken],
        ["digital", digital],
      ] as const) {
        const path = ["spokenBelowHundred", name, key];
        if (!(row[key] in tables)) check.addIssue({ code: "custom", message: `${row[key]} is no table of ${key}`, path });
      }
    }
  });

/** How a number is spoken: digits 1–9, 十百千, 万亿. */
export type SpokenNumbers = z.infer<typeof spoken>;

/** The formats of automatic numbers, by their names in ECMA-376 part 1, 17.18.59, as far as they need characters. */
export interface NumberingFormats {
  readonly spoken: ReadonlyMap<string, SpokenNumbers>;
  /** digits 0–9, by place */
  readonly digital: ReadonlyMap<string, readonly string[]>;
  /** formats that are spoken up to 99 and written by place above */
  readonly spokenBelowHundred: ReadonlyMap<string, { readonly spoken: string; readonly digital: string }>;
  /** one character per number; numbers beyond are decimal */
  readonly sequences: ReadonlyMap<string, readonly string[]>;
  /** two sequences side by side, without end: 甲子, 乙丑 */
  readonly cycles: ReadonlyMap<string, readonly [readonly string[], readonly string[]]>;
  /** what a font of symbols shows for a character code, by its name and the code's low byte in hexadecimal */
  readonly symbols: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** @throws dictionary.invalid */
export function loadNumbering(folder: string): NumberingFormats {
  const data = readJson(folder, "documents/numbering.json", schema);
  const each = <T, U>(rows: Record<string, T>, change: (row: T) => U): Map<string, U> =>
    new Map(Object.entries(rows).map(([name, row]) => [name, change(row)]));
  return {
    spoken: each(data.spoken, (row) => row),
    digital: each(data.digital, (row) => [...row]),
    spokenBelowHundred: each(data.spokenBelowHundred, (row) => row),
    sequences: each(data.sequences, (row) => [...row]),
    cycles: each(data.cycles, ([a, b]) => [[...a], [...b]] as const),
    symbols: each(data.symbols, (row) => row),
  };
}
