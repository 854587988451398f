/** A change of a text: `[start, end)` of the source, in UTF-16 code units, becomes `to`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly to: string;
}

/** A half-open span in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Which span of a target text came from which span of its source. Only edits that change a length are held, four
 * integers each, sorted; between them, and inside edits of equal length, positions run in parallel.
 */
export interface OffsetMap {
  /** sourceStart, sourceEnd, targetStart, targetEnd for each edit that changes a length */
  readonly runs: Int32Array;
  readonly sourceLength: number;
  readonly targetLength: number;
}

export function identityMap(length: number): OffsetMap {
  return { runs: new Int32Array(0), sourceLength: length, targetLength: length };
}

/**
 * Applies sorted, non-overlapping edits.
 * @returns the target text and the map between it and the source
 * @throws RangeError when edits overlap or are out of order (a programmer's error)
 */
export function applyEdits(source: string, edits: readonly Edit[]): { text: string; map: OffsetMap } {
  if (edits.length === 0) return { text: source, map: identityMap(source.length) };
  const parts: string[] = [];
  const runs: number[] = [];
  let at = 0;
  let length = 0;
  for (const { start, end, to } of edits) {
    if (start < at || end < start || end > source.length) throw new RangeError(`edit ${start}..${end} is out of order`);
    parts.push(source.slice(at, start), to);
    length += start - at;
    if (to.length !== end - start) runs.push(start, end, length, length + to.length);
    length += to.length;
    at = end;
  }
  parts.push(source.slice(at));
  const text = parts.join("");
  return { text, map: { runs: Int32Array.from(runs), sourceLength: source.length, targetLength: text.length } };
}

/**
 * The smallest source span that encloses what became the target span. Text deleted at its rim is left out,
 * text deleted inside it is taken along.
 */
export function toSource(map: OffsetMap, start: number, end: number): Span {
  const from = boundary(map.runs, 2, 0, start, "start", map.sourceLength, map.targetLength);
  if (end <= start) return { start: from, end: from };
  return { start: from, end: boundary(map.runs, 2, 0, end, "end", map.sourceLength, map.targetLength) };
}

/** The smallest target span that encloses what the source span became. */
export function toTarget(map: OffsetMap, start: number, end: number): Span {
  const from = boundary(map.runs, 0, 2, start, "start", map.targetLength, map.sourceLength);
  if (end <= start) return { start: from, end: from };
  const to = boundary(map.runs, 0, 2, end, "end", map.targetLength, map.sourceLength);
  // a span that was deleted as a whole has nothing left of it
  return { start: Math.min(from, to), end: to };
}

/**
 * Maps one boundary from the side at column `a` of the runs to the side at column `b`. A start on the rim of a run that
 * was deleted goes behind it, an end goes before it; a boundary inside a run goes to the run's own rim.
 */
function boundary(
  runs: Int32Array,
  a: 0 | 2,
  b: 0 | 2,
  position: number,
  side: "start" | "end",
  otherLength: number,
  thisLength: number,
): number {
  // the last run that begins before `position` (at or before it for a start)
  let low = 0;
  let high = runs.length / 4;
  while (low < high) {
    const mid = (low + high) >> 1;
    const begin = runs[mid * 4 + a] as number;
    if (side === "start" ? begin <= position : begin < position) low = mid + 1;
    else high = mid;
  }
  if (low === 0) return position;
  const at = (low - 1) * 4;
  const [begin, finish] = [runs[at + a] as number, runs[at + a + 1] as number];
  const [otherBegin, otherFinish] = [runs[at + b] as number, runs[at + b + 1] as number];
  if (position > thisLength) return otherLength;
  if (side === "start") {
    if (position === begin && finish > begin) return otherBegin;
    return position < finish ? otherBegin : otherFinish + (position - finish);
  }
  return position < finish ? otherFinish : otherFinish + (position - finish);
}

/** The map from the target of `second` to the source of `first`, `second` having been made from the target of `first`. */
export function composeMaps(first: OffsetMap, second: OffsetMap): OffsetMap {
  if (first.runs.length === 0) return { ...second, sourceLength: first.sourceLength };
  if (second.runs.length === 0) return { ...first, targetLength: second.targetLength };
  const runs: number[] = [];
  let i = 0;
  let j = 0;
  let sourceShift = 0; // source minus middle, after the runs of `first` passed so far
  let targetShift = 0; // target minus middle, after the runs of `second` passed so far
  const A = first.runs;
  const B = second.runs;
  while (i < A.length || j < B.length) {
    // a group of runs that overlap or touch in the middle text becomes one run
    let begin = Math.min(i < A.length ? (A[i + 2] as number) : Infinity, j < B.length ? (B[j] as number) : Infinity);
    const sourceBegin = begin + sourceShift;
    const targetBegin = begin + targetShift;
    let finish = begin;
    for (let grown = true; grown; ) {
      grown = false;
      if (i < A.length && (A[i + 2] as number) <= finish) {
        finish = Math.max(finish, A[i + 3] as number);
        sourceShift = (A[i + 1] as number) - (A[i + 3] as number);
        i += 4;
        grown = true;
      }
      if (j < B.length && (B[j] as number) <= finish) {
        finish = Math.max(finish, B[j + 1] as number);
        targetShift = (B[j + 3] as number) - (B[j + 1] as number);
        j += 4;
        grown = true;
      }
    }
    begin = finish;
    runs.push(sourceBegin, begin + sourceShift, targetBegin, begin + targetShift);
  }
  return { runs: Int32Array.from(runs), sourceLength: first.sourceLength, targetLength: second.targetLength };
}
