import { badRow, readRows } from "../file.js";

/** What a feature counts for a border of a name, by the feature's name; features that are absent count nothing. */
export type Weights = ReadonlyMap<string, number>;

/** Weights of what speaks for borders of names, learned by `scripts/borders.ts`. */
export interface BorderWeights {
  /** for where the full name of a company begins */
  readonly company: Weights;
  /** for where the name of a person ends */
  readonly person: Weights;
}

const ROW = /^(company|person) (\S+) (-?\d+(?:\.\d+)?)$/;

/** @throws dictionary.invalid naming file and line of a row that breaks the form or gives a feature twice */
export function loadBorderWeights(folder: string): BorderWeights {
  const weights = { company: new Map<string, number>(), person: new Map<string, number>() };
  for (const row of readRows(folder, "derived/borders.txt")) {
    const [, kind, feature, weight] = ROW.exec(row.text) ?? [];
    if (!kind || !feature) throw badRow(row, `a row is company or person, a feature and its weight: ${row.text}`);
    const features = weights[kind as keyof BorderWeights];
    if (features.has(feature)) throw badRow(row, `${feature} stands twice: ${row.text}`);
    features.set(feature, Number(weight));
  }
  return weights;
}
