import type { Report } from "./score.js";

/** A report for reading. */
export function reportText(report: Report, misses: boolean): string {
  const percent = (share: number) => (100 * share).toFixed(1).padStart(5);
  const lines = [
    `${report.documents} documents, ${report.failed} failed; offset laws broken ${report.laws.broken} of ${report.laws.checked}`,
  ];
  for (const [name, { ok, of }] of Object.entries(report.facts)) lines.push(`  ${name.padEnd(16)} ${ok}/${of}`);
  const { must, mustNot } = report.snippets;
  lines.push(`  must ${must.ok}/${must.of}, mustNot ${mustNot.ok}/${mustNot.of}`);
  for (const [name, { f1, mean }] of Object.entries(report.bodies)) {
    lines.push(`  ${name.padEnd(28)} F ${percent(f1)}, mean of documents ${percent(mean)}`);
  }
  for (const [name, { precision, recall, f1, hit, gold, predicted }] of Object.entries(report.entities)) {
    lines.push(
      `  ${name.padEnd(28)} P ${percent(precision)} R ${percent(recall)} F ${percent(f1)}  (${hit} of ${gold}; ${predicted} found)`,
    );
  }
  if (misses) for (const miss of report.misses) lines.push(`- ${miss}`);
  return lines.join("\n");
}
