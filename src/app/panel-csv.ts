import type { AmountRow, Panel, PanelRow } from "../search/panel.js";

type Cell = string | number | null;
type NameOf = (code: string) => string | null;

const bom = "\ufeff";

/** A panel as CSV (RFC 4180, with a byte order mark, as spreadsheets want it): a line for each cell. */
export function longCsv({ rows }: Pick<Panel, "rows">, nameOf: NameOf): string {
  const head = ["place", "name", "period", "issuerLevel", "documents", "characters", "matching", "occurrences", "share"];
  return csv([
    head,
    ...rows.map((row) => [...cellOf(row, nameOf), row.documents, row.characters, row.matching, row.occurrences, shareOf(row)]),
  ]);
}

/** The sums of amounts as CSV: a line for each cell, instrument and currency. */
export function amountsCsv({ amounts }: Pick<Panel, "amounts">, nameOf: NameOf): string {
  const head = ["place", "name", "period", "issuerLevel", "instrument", "currency", "amounts", "min", "max", "openBelow", "openAbove"];
  const line = (row: AmountRow): Cell[] => {
    const { instrument, currency, amounts: count, min, max, openBelow, openAbove } = row;
    return [...cellOf(row, nameOf), instrument, currency, count, min, max, openBelow, openAbove];
  };
  return csv([head, ...amounts.map(line)]);
}

/** One number of each cell as CSV: a line for each place and level, a column for each period. A cell without documents is empty. */
export function wideCsv(
  { rows }: Pick<Panel, "rows">,
  measure: "documents" | "matching" | "occurrences" | "share",
  nameOf: NameOf,
): string {
  const periods = [...new Set(rows.map(({ period }) => period ?? ""))].sort((a, b) => (a === "" ? 1 : b === "" ? -1 : a < b ? -1 : 1));
  const lines = new Map<string, { first: PanelRow; values: Map<string, Cell> }>();
  for (const row of rows) {
    const key = `${row.place ?? "~"} ${row.issuerLevel ?? "~"}`;
    const line = lines.get(key) ?? { first: row, values: new Map() };
    lines.set(key, line);
    line.values.set(row.period ?? "", measure === "share" ? shareOf(row) : row[measure]);
  }
  const head = ["place", "name", "issuerLevel", ...periods.map((period) => period || "undated")];
  const body = [...lines.values()].map(({ first, values }) => {
    const [place, name, , level] = cellOf(first, nameOf);
    return [place ?? null, name ?? null, level ?? null, ...periods.map((period) => values.get(period) ?? null)];
  });
  return csv([head, ...body]);
}

function cellOf({ place, period, issuerLevel }: PanelRow | AmountRow, nameOf: NameOf): Cell[] {
  return [place, place === null ? null : nameOf(place), period, issuerLevel];
}

/** Share of the documents in which the concept occurs, to six places. */
function shareOf({ matching, documents }: PanelRow): number | null {
  return documents === 0 ? null : Math.round((matching / documents) * 1e6) / 1e6;
}

function csv(lines: readonly (readonly Cell[])[]): string {
  return bom + lines.map((cells) => `${cells.map(csvField).join(",")}\r\n`).join("");
}

/** A field; one that a spreadsheet would take for a formula is text. */
export function csvField(value: Cell): string {
  if (value === null) return "";
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
