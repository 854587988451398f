const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows.map((row) => row.map(cell))].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** Text of several lines as a block of code. */
export function codeBlock(text: string): string {
  return `\`\`\`\n${text}\n\`\`\``;
}
