import { badRow, readRows } from "../file.js";

/** How often surnames, and characters of given names, are met: classes by the logarithm (base 2) of their number among a million. */
export interface NameCharacters {
  readonly surnames: ReadonlyMap<string, number>;
  readonly given: ReadonlyMap<string, number>;
}

const ROW = /^(surname|given) (\d{1,2})((?: \p{Script=Han}{1,2})+)$/u;

/** @throws dictionary.invalid naming file and line of a row that breaks the form or gives a name twice */
export function loadNameCharacters(folder: string): NameCharacters {
  const maps = { surname: new Map<string, number>(), given: new Map<string, number>() };
  for (const row of readRows(folder, "derived/name-characters.txt")) {
    const [, kind, number, names] = ROW.exec(row.text) ?? [];
    if (!kind || !names) throw badRow(row, `a row is surname or given, a class and names: ${row.text.slice(0, 60)}`);
    const map = maps[kind as keyof typeof maps];
    for (const name of names.trim().split(" ")) {
      if (map.has(name)) throw badRow(row, `${name} stands twice among ${kind} names`);
      map.set(name, Number(number));
    }
  }
  return { surnames: maps.surname, given: maps.given };
}
