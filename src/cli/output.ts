import { once } from "node:events";

/** Writes to stdout and waits while the reader is slow; a reader that has gone (`| head`) ends the process in peace. */
export async function print(text: string): Promise<void> {
  if (!process.stdout.write(`${text}\n`)) await once(process.stdout, "drain");
}

/** A line for a person, on stderr. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Ends quietly when whoever reads stdout has closed it. */
export function endWithReader(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
}

/** How many columns a text takes on a terminal: Han and full-width characters take two. */
export function columns(text: string): number {
  let width = 0;
  for (const character of text)
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u.test(
      character,
    )
      ? 2
      : 1;
  return width;
}

/** A text cut to so many columns, with … where something is left out. */
export function shorten(text: string, width: number): string {
  if (columns(text) <= width) return text;
  let cut = "";
  for (const character of text) {
    if (columns(cut) + columns(character) > width - 1) break;
    cut += character;
  }
  return `${cut}…`;
}

/** Rows as a table whose columns line up for Han text too. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, columns(cell));
  }
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i === row.length - 1 ? cell : cell + " ".repeat((widths[i] ?? 0) - columns(cell))))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
