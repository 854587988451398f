import type { PlaceCount, ShownFacets } from "../app/facet-tree.js";
import { shorten, table } from "./output.js";

/** Values of a facet that are printed for reading; JSON has all. */
const mostShown = 20;

/** The counts of a search for reading: a block for each facet, places indented below one another. */
export function facetText({ place, ...others }: ShownFacets): string {
  const blocks = Object.entries(others).map(([name, { values, more }]) =>
    block(
      name,
      values.map(({ value, count }) => [shorten(value, 60), String(count)]),
      more,
    ),
  );
  return [...blocks, ...(place === undefined ? [] : [block("place", placeRows(place.values, ""), place.more)])].join("\n\n");
}

function block(name: string, rows: readonly string[][], more: boolean): string {
  const left = more || rows.length > mostShown ? ["  …"] : [];
  if (rows.length === 0) return `${name}\n  none`;
  const lines = table(rows.slice(0, mostShown).map(([value = "", count = ""]) => [`  ${value}`, count]));
  return [name, lines, ...left].join("\n");
}

function placeRows(places: readonly PlaceCount[], indent: string): string[][] {
  return places.flatMap(({ code, name, count, below }) => [
    [`${indent}${name ?? code}`, String(count)],
    ...placeRows(below, `${indent}  `),
  ]);
}
