import type { VNode } from "preact";

/** A bar of a chart: its share of what it is out of. */
export interface Bar {
  readonly label: string;
  readonly lang?: string | undefined;
  readonly value: number;
  /** what the share is of; null where the value is a plain count */
  readonly of: number | null;
}

const width = 400;
const rowHeight = 30;
const labelWidth = 92;
const valueWidth = 108;

/** Bars with their shares and denominators, drawn by attributes alone: no script and no style of its own. */
export function Chart({ title, bars }: { readonly title: string; readonly bars: readonly Bar[] }): VNode {
  const length = width - labelWidth - valueWidth;
  const share = ({ value, of }: Bar) => (of === null ? value : of === 0 ? 0 : value / of);
  const most = Math.max(...bars.map(share), Number.EPSILON);
  return (
    <svg class="chart" viewBox={`0 0 ${width} ${bars.length * rowHeight}`} role="img" aria-label={title}>
      {bars.map((bar, at) => {
        const y = at * rowHeight;
        const long = Math.max(share(bar) > 0 ? 2 : 0, (share(bar) / most) * length);
        return (
          <g key={bar.label}>
            <text x={labelWidth - 8} y={y + 20} text-anchor="end" lang={bar.lang}>
              {bar.label}
            </text>
            <rect class="track" x={labelWidth} y={y + 5} width={length} height={20} />
            <rect class="bar" x={labelWidth} y={y + 5} width={long.toFixed(1)} height={20} />
            <text x={labelWidth + length + 8} y={y + 20}>
              {bar.of === null ? bar.value : `${shareText(bar.value, bar.of)} (${bar.value}/${bar.of})`}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

/** A share in per cent; a dash where there is nothing that it could be of. */
export function shareText(value: number, of: number): string {
  return of === 0 ? "–" : `${((100 * value) / of).toFixed(value === of || value === 0 ? 0 : 1)}%`;
}
