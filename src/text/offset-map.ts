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
 * integers each, sorted; between them, and inside edits of equal length, positions run in parallel. Edits that touch are one
 * run: only so is composition associative, whatever is deleted and inserted between them.
 */
export interface OffsetMap {
  /** sourceStart, sourceEnd, targetStart, targetEnd for each edit that changes a length */
  readonly runs: Int32Array;
  readonly sourceLength: number;
  readonly targetLength: number;
}

/** A text that was made from another one, and the map between the two: from it, the target, to what it was made from. */
export interface MappedText {
  readonly text: string;
  readonly map: OffsetMap;
}

/** Shared by all maps that change no length: a typed array costs more than a short text is worth. */
const noRuns = new Int32Array(0);

export function identityMap(length: number): OffsetMap {
  return { runs: noRuns, sourceLength: length, targetLength: length };
}

/**
 * Applies sorted, non-overlapping edits.
 * @returns the target text and the map between it and the source
 * @throws RangeError when edits overlap or are out of order (a programmer's error)
 */
export function applyEdits(source: string, edits: readonly Edit[]): MappedText {
  if (edits.length === 0) return { text: source, map: identityMap(source.length) };
  const parts: string[] = [];
  const runs: number[] = [];
  let at = 0;
  let length = 0;
  for (const { start, end, to } of edits) {
    if (start < at || end < start || end > source.length) throw new RangeError(`edit ${start}..${end} is out of order`);
    parts.push(source.slice(at, start), to);
    length += start - at;
    if (to.length !== end - start) addRun(runs, start, end, length, length + to.length);
    length += to.length;
    at = end;
  }
  parts.push(source.slice(at));
  const text = parts.join("");
  return { text, map: { runs: runsOf(runs), sourceLength: source.length, targetLength: text.length } };
}

/** The runs of a map, from four numbers each. */
export function runsOf(runs: readonly number[]): Int32Array {
  return runs.length === 0 ? noRuns : Int32Array.from(runs);
}

/** Appends a run that lies behind those of `runs`, or extends the last one where they touch. One that is empty on both sides is none. */
export function addRun(runs: number[], sourceStart: number, sourceEnd: number, targetStart: number, targetEnd: number): void {
  if (sourceStart === sourceEnd && targetStart === targetEnd) return;
  const last = runs.length - 4;
  if (last >= 0 && runs[last + 1] === sourceStart && runs[last + 3] === targetStart) {
    runs[last + 1] = sourceEnd;
    runs[last + 3] = targetEnd;
  } else runs.push(sourceStart, sourceEnd, targetStart, targetEnd);
}

/**
 * The smallest source span that encloses what became the target span. Text deleted at its ends is left out, text deleted inside
 * it is taken along. An empty span stands for what was deleted there, if anything was; inside an edit, for the whole edit.
 */
export function toSource(map: OffsetMap, start: number, end: number): Span {
  return start < end ? mapSpan(map.runs, 2, 0, start, end) : mapPoint(map.runs, 2, 0, start);
}

/** The smallest target span that encloses what the source span became, by the same rules. */
export function toTarget(map: OffsetMap, start: number, end: number): Span {
  return start < end ? mapSpan(map.runs, 0, 2, start, end) : mapPoint(map.runs, 0, 2, start);
}

/** Maps a span with something in it from the side at column `a` of the runs to the side at column `b`. */
function mapSpan(runs: Int32Array, a: 0 | 2, b: 0 | 2, start: number, end: number): Span {
  const at = (run: number, column: number) => runs[run * 4 + column] as number;
  const first = runsBefore(runs, a + 1, start + 1);
  const last = runsBefore(runs, a, end) - 1;
  let from = inParallel(runs, a, b, first, start);
  let to = inParallel(runs, a, b, last + 1, end);
  // an end inside an edit goes to the end of the edit on the other side, which leaves out what was deleted
  if (first * 4 < runs.length && at(first, a) <= start) from = at(first, at(first, b) < at(first, b + 1) ? b : b + 1);
  if (last >= 0 && at(last, a + 1) >= end) to = at(last, at(last, b) < at(last, b + 1) ? b + 1 : b);
  return { start: from, end: to };
}

/** Maps an empty span. */
function mapPoint(runs: Int32Array, a: 0 | 2, b: 0 | 2, point: number): Span {
  const at = (run: number, column: number) => runs[run * 4 + column] as number;
  const run = runsBefore(runs, a + 1, point);
  if (run * 4 < runs.length) {
    const [begin, finish] = [at(run, a), at(run, a + 1)];
    if ((begin < point && point < finish) || (begin === point && point === finish)) return { start: at(run, b), end: at(run, b + 1) };
  }
  const mapped = inParallel(runs, a, b, runsBefore(runs, a + 1, point + 1), point);
  return { start: mapped, end: mapped };
}

/** Where a position lies on the other side that no edit holds; `next` is the first run behind it. */
function inParallel(runs: Int32Array, a: 0 | 2, b: 0 | 2, next: number, position: number): number {
  if (next === 0) return position;
  const run = (next - 1) * 4;
  return position - (runs[run + a + 1] as number) + (runs[run + b + 1] as number);
}

/** How many runs have less than `position` in a column. */
function runsBefore(runs: Int32Array, column: number, position: number): number {
  let low = 0;
  let high = runs.length / 4;
  while (low < high) {
    const mid = (low + high) >> 1;
    if ((runs[mid * 4 + column] as number) < position) low = mid + 1;
    else high = mid;
  }
  return low;
}

/**
 * The map from the target of `second` to the source of `first`, `second` having been made from the target of `first`.
 * Edits that overlap or touch in the text between become one.
 */
export function composeMaps(first: OffsetMap, second: OffsetMap): OffsetMap {
  const A = first.runs;
  const B = second.runs;
  const lengths = { sourceLength: first.sourceLength, targetLength: second.targetLength };
  if (A.length === 0 || B.length === 0) return { runs: A.length === 0 ? B : A, ...lengths };
  const runs: number[] = [];
  let i = 0;
  let j = 0;
  let sourceShift = 0; // source minus middle, after the runs of `first` passed so far
  let targetShift = 0; // target minus middle, after the runs of `second` passed so far
  while (i < A.length || j < B.length) {
    const begin = Math.min(i < A.length ? (A[i + 2] as number) : Infinity, j < B.length ? (B[j] as number) : Infinity);
    const [sourceBegin, targetBegin] = [begin + sourceShift, begin + targetShift];
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
    addRun(runs, sourceBegin, finish + sourceShift, targetBegin, finish + targetShift);
  }
  return { runs: runsOf(runs), ...lengths };
}
