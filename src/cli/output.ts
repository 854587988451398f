import { once } from "node:events";
import stringWidth from "string-width";

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

/** A text cut to so many columns of a terminal, where Han and full-width characters take two, with … where something is left out. */
export function shorten(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let cut = "";
  for (const character of text) {
    if (stringWidth(cut) + stringWidth(character) > width - 1) break;
    cut += character;
  }
  return `${cut}…`;
}

/** Rows as a table whose columns line up for Han text too. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, stringWidth(cell));
  }
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i === row.length - 1 ? cell : cell + " ".repeat((widths[i] ?? 0) - stringWidth(cell))))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
