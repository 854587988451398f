/** Milliseconds on the processor's clock: others may use the machine. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The middle one of some figures; 0 of none. */
export function median(figures: readonly number[]): number {
  return [...figures].sort((a, b) => a - b)[figures.length >> 1] ?? 0;
}

/** What a figure may be. */
export interface Bar {
  readonly most?: number;
  readonly least?: number;
}

/**
 * Tells the median of what some rounds came to, with their spread and the bar. A bench in which one is beyond its bar ends with
 * status 1, after everything else that it tells.
 */
export function tell(what: string, figures: readonly number[], unit: string, { most, least }: Bar = {}): void {
  const middle = median(figures);
  const isOver = middle > (most ?? Number.POSITIVE_INFINITY) || middle < (least ?? Number.NEGATIVE_INFINITY);
  const bar = most !== undefined ? `; at most ${most}` : least !== undefined ? `; at least ${least}` : "";
  const spread = `${Math.min(...figures).toFixed(2)} to ${Math.max(...figures).toFixed(2)} in ${figures.length} rounds`;
  console.log(`${what}: ${middle.toFixed(2)} ${unit} (${spread}${bar})${isOver ? "  OVER" : ""}`);
  if (isOver) process.exitCode = 1;
}
