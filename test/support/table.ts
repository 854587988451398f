import { readFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "vitest";

export interface Row<Input, Expected> {
  readonly label: string;
  readonly input: Input;
  readonly expected: Expected;
  /** "fail": known not to hold, and the test fails as soon as it does */
  readonly expect: "pass" | "fail";
}

/** Runs `check` on every row of test/tables/NAME.json. */
export function testTable<Input, Expected>(name: string, check: (row: Row<Input, Expected>) => void): void {
  const rows = JSON.parse(readFileSync(join(import.meta.dirname, "../tables", `${name}.json`), "utf8")) as Row<Input, Expected>[];
  for (const row of rows) (row.expect === "fail" ? it.fails : it)(row.label, () => check(row));
}
