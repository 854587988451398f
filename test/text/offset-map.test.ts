import fc from "fast-check";
import { expect, test } from "vitest";
import {
  applyEdits,
  composeMaps,
  type Edit,
  identityMap,
  type OffsetMap,
  type Span,
  toSource,
  toTarget,
} from "../../src/text/offset-map.js";

const letters = fc.constantFrom("山", "东", "省", "a", "1", "𬭎", "𠮷", "\n", "（", "。");
const word = (max: number) => fc.array(letters, { maxLength: max }).map((parts) => parts.join(""));

/** Random edits of a text: deletions, insertions, replacements of every length, touching ones among them. */
function editsOf(length: number): fc.Arbitrary<Edit[]> {
  return fc.array(fc.record({ skip: fc.nat({ max: 3 }), take: fc.nat({ max: 3 }), to: word(3) }), { maxLength: 6 }).map((steps) => {
    const edits: Edit[] = [];
    let at = 0;
    for (const { skip, take, to } of steps) {
      const start = at + skip;
      const end = start + take;
      if (end > length) break;
      edits.push({ start, end, to });
      at = end;
    }
    return edits;
  });
}

interface Change {
  readonly source: string;
  readonly edits: readonly Edit[];
  readonly text: string;
  readonly map: OffsetMap;
}

const changeOf = (source: string): fc.Arbitrary<Change> =>
  editsOf(source.length).map((edits) => ({ source, edits, ...applyEdits(source, edits) }));
const change = word(12).chain(changeOf);

const spanOf = (length: number): fc.Arbitrary<Span> =>
  fc.tuple(fc.nat({ max: length }), fc.nat({ max: length })).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));

/** Edits that change a length and touch count as one edit. */
function joined(edits: readonly Edit[]): (Edit & { readonly changes: boolean })[] {
  const all: (Edit & { readonly changes: boolean })[] = [];
  for (const { start, end, to } of edits) {
    if (start === end && to === "") continue;
    const changes = to.length !== end - start;
    const last = all.at(-1);
    if (last?.changes && changes && last.end === start) all[all.length - 1] = { start: last.start, end, to: last.to + to, changes };
    else all.push({ start, end, to, changes });
  }
  return all;
}

/** For each unit of the target the units of the source that it came from, by going through the edits one unit at a time. */
function originsOf({ source, edits }: Change): (readonly [number, number])[] {
  const origins: (readonly [number, number])[] = [];
  let at = 0;
  const keep = (end: number) => {
    for (; at < end; at++) origins.push([at, at + 1]);
  };
  for (const { start, end, to, changes } of joined(edits)) {
    keep(start);
    for (let i = 0; i < to.length; i++) origins.push(!changes ? [start + i, start + i + 1] : [start, end]);
    at = end;
  }
  keep(source.length);
  return origins;
}

test("a target span maps to the smallest source span that encloses the origins of its units", () => {
  fc.assert(
    fc.property(
      change.chain((made) => fc.tuple(fc.constant(made), spanOf(made.text.length))),
      ([made, span]) => {
        fc.pre(span.start < span.end);
        const origins = originsOf(made)
          .slice(span.start, span.end)
          .filter(([from, to]) => from < to);
        fc.pre(origins.length > 0);
        const enclosing = { start: Math.min(...origins.map(([from]) => from)), end: Math.max(...origins.map(([, to]) => to)) };
        expect(toSource(made.map, span.start, span.end)).toEqual(enclosing);
      },
    ),
    { numRuns: 2000 },
  );
});

test("a source span maps to the smallest target span that encloses the units that came from it", () => {
  fc.assert(
    fc.property(
      change.chain((made) => fc.tuple(fc.constant(made), spanOf(made.source.length))),
      ([made, span]) => {
        const units = originsOf(made).flatMap(([from, to], unit) => (from < span.end && to > span.start ? [unit] : []));
        fc.pre(span.start < span.end && units.length > 0);
        expect(toTarget(made.map, span.start, span.end)).toEqual({ start: Math.min(...units), end: Math.max(...units) + 1 });
      },
    ),
    { numRuns: 2000 },
  );
});

test("there and back a span becomes the smallest one that encloses it and cuts no edit", () => {
  fc.assert(
    fc.property(
      change.chain((made) => fc.tuple(fc.constant(made), spanOf(made.text.length))),
      ([made, span]) => {
        const origins = originsOf(made);
        const came = (unit: number) => (origins[unit]?.[0] ?? 0) < (origins[unit]?.[1] ?? 0);
        // inserted text came from nowhere: at the rim of a span it cannot come back
        fc.pre(span.start < span.end && came(span.start) && came(span.end - 1));
        const there = toSource(made.map, span.start, span.end);
        const enclosed = origins.flatMap(([from, to], unit) => (from < to && from < there.end && to > there.start ? [unit] : []));
        const smallest = { start: Math.min(...enclosed), end: Math.max(...enclosed) + 1 };
        expect(smallest.start).toBeLessThanOrEqual(span.start);
        expect(smallest.end).toBeGreaterThanOrEqual(span.end);
        expect(toTarget(made.map, there.start, there.end)).toEqual(smallest);
        expect(toSource(made.map, smallest.start, smallest.end)).toEqual(there);
      },
    ),
    { numRuns: 2000 },
  );
});

test("an empty span, or what was deleted or inserted as a whole, comes back enclosed", () => {
  fc.assert(
    fc.property(
      change.chain((made) => fc.tuple(fc.constant(made), fc.nat({ max: made.text.length }))),
      ([{ map }, point]) => {
        const there = toSource(map, point, point);
        const back = toTarget(map, there.start, there.end);
        expect(back.start).toBeLessThanOrEqual(point);
        expect(back.end).toBeGreaterThanOrEqual(point);
      },
    ),
    { numRuns: 2000 },
  );
});

test("mapping is monotone and stays within the text", () => {
  fc.assert(
    fc.property(
      change.chain((made) => fc.tuple(fc.constant(made), spanOf(made.text.length), spanOf(made.text.length))),
      ([{ map, source }, one, other]) => {
        fc.pre(one.start < one.end && other.start < other.end && one.start <= other.start && one.end <= other.end);
        const a = toSource(map, one.start, one.end);
        const b = toSource(map, other.start, other.end);
        expect(a.start).toBeLessThanOrEqual(b.start);
        expect(a.end).toBeLessThanOrEqual(b.end);
        expect(a.start).toBeGreaterThanOrEqual(0);
        expect(b.end).toBeLessThanOrEqual(source.length);
        expect(a.start).toBeLessThanOrEqual(a.end);
      },
    ),
    { numRuns: 2000 },
  );
});

const chain = (made: Change) => changeOf(made.text).map((next) => [made, next] as const);

test("composition is associative and has the identity", () => {
  const three = change.chain((first) => chain(first).chain(([one, two]) => chain(two).map(([, last]) => [one, two, last] as const)));
  fc.assert(
    fc.property(three, ([one, two, last]) => {
      const left = composeMaps(composeMaps(one.map, two.map), last.map);
      const right = composeMaps(one.map, composeMaps(two.map, last.map));
      expect(left).toEqual(right);
      expect(composeMaps(identityMap(one.source.length), one.map)).toEqual(one.map);
      expect(composeMaps(one.map, identityMap(one.text.length))).toEqual(one.map);
    }),
    { numRuns: 5000 },
  );
});

test("a composed map encloses what the two maps enclose one after the other", () => {
  fc.assert(
    fc.property(
      change.chain(chain).chain(([one, two]) => fc.tuple(fc.constant(one), fc.constant(two), spanOf(two.text.length))),
      ([one, two, span]) => {
        fc.pre(span.start < span.end);
        const middle = toSource(two.map, span.start, span.end);
        fc.pre(middle.start < middle.end);
        const steps = toSource(one.map, middle.start, middle.end);
        const whole = toSource(composeMaps(one.map, two.map), span.start, span.end);
        fc.pre(steps.start < steps.end);
        expect(whole.start).toBeLessThanOrEqual(steps.start);
        expect(whole.end).toBeGreaterThanOrEqual(steps.end);
      },
    ),
    { numRuns: 2000 },
  );
});

test("offsets hold behind a character that becomes an astral one and inside what was deleted", () => {
  const { text, map } = applyEdits("𠮷野(jī)鋐基", [
    { start: 3, end: 7, to: "" },
    { start: 8, end: 9, to: "开" },
  ]);
  expect(text).toBe("𠮷野鋐开");
  expect(toSource(map, 2, 3)).toEqual({ start: 2, end: 3 });
  expect(toSource(map, 2, 4)).toEqual({ start: 2, end: 8 });
  expect(toSource(map, 4, 5)).toEqual({ start: 8, end: 9 });
  expect(toTarget(map, 4, 6)).toEqual({ start: 3, end: 3 });
});

test("edits out of order are a programmer's error", () => {
  expect(() =>
    applyEdits("abc", [
      { start: 2, end: 3, to: "" },
      { start: 0, end: 1, to: "" },
    ]),
  ).toThrow(RangeError);
  expect(() => applyEdits("abc", [{ start: 2, end: 4, to: "" }])).toThrow(RangeError);
});
