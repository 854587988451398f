import { type Column, column } from "../export/columns.js";
import { parquet } from "../export/formats/parquet.js";
import type { AmountRow, Panel, PanelRow } from "../search/panel.js";

/** Forms of a panel for programs; for people there is CSV. */
export type PanelFileFormat = "jsonl" | "parquet";

type Named<Row> = Row & { readonly name: string | null };

const cells = <Row extends PanelRow | AmountRow>(): Column<Named<Row>>[] => [
  column("place", "string", "GB/T 2260 code of the place; empty for documents of no place", ({ place }) => place),
  column("name", "string", "name of the place", ({ name }) => name),
  column("period", "string", "2024, 2024Q1 or 2024-05; empty for documents without a date", ({ period }) => period),
  column("issuerLevel", "string", "level of the issuer, where the panel divides by it", ({ issuerLevel }) => issuerLevel),
];

const documentColumns: readonly Column<Named<PanelRow>>[] = [
  ...cells<PanelRow>(),
  column("documents", "integer", "documents of the cell", ({ documents }) => documents),
  column("characters", "integer", "their characters", ({ characters }) => characters),
  column("matching", "integer", "documents in which the concept occurs", ({ matching }) => matching),
  column("occurrences", "integer", "how often it occurs", ({ occurrences }) => occurrences),
];

const amountColumns: readonly Column<Named<AmountRow>>[] = [
  ...cells<AmountRow>(),
  column("instrument", "string", "kind of measure", ({ instrument }) => instrument),
  column("currency", "string", "currency of the amounts", ({ currency }) => currency),
  column("amounts", "integer", "how many amounts", ({ amounts }) => amounts),
  column("min", "number", "sum of the lower bounds", ({ min }) => min),
  column("max", "number", "sum of the upper bounds", ({ max }) => max),
  column("openBelow", "integer", "amounts without a lower bound", ({ openBelow }) => openBelow),
  column("openAbove", "integer", "amounts without an upper bound", ({ openAbove }) => openAbove),
];

/** The rows of a panel, or its sums of amounts, as a file. `nameOf` names a place by its code. */
export function panelFile(
  { rows, amounts }: Panel,
  { format, ofAmounts, nameOf }: { format: PanelFileFormat; ofAmounts: boolean; nameOf: (code: string) => string | null },
): AsyncIterable<string | Uint8Array> {
  const named = <Row extends PanelRow | AmountRow>(row: Row): Named<Row> => ({
    ...row,
    name: row.place === null ? null : nameOf(row.place),
  });
  if (ofAmounts) return written(amounts.map(named), amountColumns, format);
  return written(rows.map(named), documentColumns, format);
}

function written<Row>(rows: readonly Row[], columns: readonly Column<Row>[], format: PanelFileFormat): AsyncIterable<string | Uint8Array> {
  return format === "parquet" ? parquet(each(rows), columns) : lines(rows, columns);
}

async function* each<Row>(rows: readonly Row[]): AsyncGenerator<Row> {
  yield* rows;
}

async function* lines<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): AsyncGenerator<string> {
  for (const row of rows) yield `${JSON.stringify(Object.fromEntries(columns.map(({ name, value }) => [name, value(row) ?? null])))}\n`;
}
