import type { Repair } from "../../model/record.js";
import type { Damage } from "./assess.js";
import { glossAt, plainGlossAt } from "./gloss.js";
import { bracketCost, firstCloser, type Judge, openBrackets, type Reading, rank } from "./judge.js";
import { appendRun, appendText, newLattice } from "./lattice.js";
import { isReadAs, readingsOf, toneless } from "./readings.js";
import { markAt, type Reader, readZones, type Zone } from "./shift.js";

/** A repair in a text that is not yet known to be body or title. */
export type Mend = Omit<Repair, "in">;

/** Neighbours of a zone that are taken along for the judge. */
const context = 8;
/** How far a bracket's partner is looked for. */
const sentence = 400;
/** How much more probable, in nats, a repair must be than the text as it stands. */
const gain = 10;
/** How much more probable than every other repair it must be to be certain. */
const certainty = 9;
/** What it costs to explain a gloss without a bracket, or a mark behind a question mark, in a text that is damaged anyway. */
const oddity: Readonly<Record<Zone["kind"], number>> = { "broken-gloss": 25, cut: 12 };
/** Characters behind a mark, and what each of them costs at least where they are out of step. */
const oddSpan = 4;
const oddCost = 5;
const oddStart = 4;
/** Searches in one document: a text made to be searched without end stays linear and bounded. */
const searches = 4000;

/** Finds what was damaged, and what it was. Mends do not overlap and stand in order. */
export function mendDamage(text: string, damage: Damage): Mend[] {
  const mends: Mend[] = [];
  if (!damage.toned && !damage.plain && !damage.cut) return mends;
  const { marks } = damage.tools.damage;
  const readers: Reader[] = [false, true]
    .filter((dropped) => damage.orphans === "either" || (damage.orphans === "dropped") === dropped)
    .map((dropped) => ({ text, marks, dropped }));
  let left = searches;
  const anchor = readers.some(({ dropped }) => dropped) ? /[(，；？！、。,;?!]/g : /[?(]/g;
  for (let hit = anchor.exec(text); hit; hit = anchor.exec(text)) {
    const at = hit.index;
    const gloss = damage.toned ? intactGloss(text, at) : damage.plain ? plainGloss(text, at) : undefined;
    if (gloss) {
      mends.push(gloss);
      anchor.lastIndex = gloss.end;
      continue;
    }
    if (!damage.cut || left === 0) continue;
    for (const reader of readers) {
      const zones = readZones(reader, at);
      if (zones.length === 0) continue;
      left--;
      if (reader.dropped && zones[0]?.kind === "cut" && !isOdd(reader, at, damage.judge())) continue;
      const found = mendZone(text, zones, mends, damage);
      if (!found) continue;
      mends.push(found);
      anchor.lastIndex = found.end;
      break;
    }
  }
  return mends;
}

function intactGloss(text: string, at: number): Mend | undefined {
  const gloss = glossAt(text, at);
  if (!gloss || !isReadAs(text.charAt(at - 1), gloss.syllable)) return undefined;
  return { kind: "gloss", start: at, end: gloss.end, from: text.slice(at, gloss.end), to: "", certain: true };
}

function plainGloss(text: string, at: number): Mend | undefined {
  const gloss = plainGlossAt(text, at);
  if (!gloss || ![...readingsOf(text.charAt(at - 1))].some((reading) => toneless(reading) === gloss.syllable)) return undefined;
  return { kind: "plain-gloss", start: at, end: gloss.end, from: text.slice(at, gloss.end), to: "", certain: true };
}

interface Choice extends Reading {
  readonly zone: Zone;
}

function mendZone(text: string, zones: readonly Zone[], before: readonly Mend[], damage: Damage): Mend | undefined {
  const judge = damage.judge();
  const [first] = zones;
  if (!first) return undefined;
  const { start, kind } = first;
  const end = Math.max(...zones.map((zone) => zone.end));
  const left = leftOf(text, start, before);
  const right = rightOf(text, end);
  const open = openBrackets(text.slice(Math.max(text.lastIndexOf("\n", start), start - sentence), start));
  const lineEnd = text.indexOf("\n", end);
  const closer = firstCloser(text.slice(end, Math.min(lineEnd < 0 ? text.length : lineEnd, end + sentence)));
  const asIs = newLattice();
  appendText(asIs, left + visible(text.slice(start, end)) + right);
  const standing = rank(asIs, judge, 1)[0];
  const choices: Choice[] = [];
  for (const zone of zones) {
    const lattice = newLattice();
    appendText(lattice, left);
    if (!appendRun(lattice, zone)) continue;
    const tail = (zone.swallowed ? "?" : "") + visible(text.slice(zone.end, end));
    appendText(lattice, tail + right);
    for (const { text: whole, cost } of rank(lattice, judge)) {
      const found = whole.slice(left.length, whole.length - tail.length - right.length);
      choices.push({ text: zone.swallowed ? `${found}?` : found, cost: cost + bracketCost(found + tail, open, closer), zone });
    }
  }
  choices.sort((a, b) => a.cost - b.cost);
  const [best, second] = choices;
  if (!best || !standing || best.cost + gain > standing.cost + oddity[kind]) return undefined;
  const certain = (second ? second.cost - best.cost : Infinity) >= certainty;
  return {
    kind,
    start,
    end: best.zone.end,
    from: text.slice(start, best.zone.end),
    to: best.text,
    certain,
    ...(certain
      ? {}
      : {
          candidates: choices
            .filter(({ zone }) => zone === best.zone)
            .slice(0, 4)
            .map((choice) => choice.text),
        }),
  };
}

/** Whether what follows a mark is hardly Chinese: only then is it worth asking what an orphan that vanished may have done to it. */
function isOdd(reader: Reader, at: number, judge: Judge): boolean {
  const next = rightOf(reader.text, at + 1).slice(0, oddSpan);
  let length = 0;
  while (length < next.length && markAt({ ...reader, text: next }, length) === undefined) length++;
  if (length === 0) return true;
  const lattice = newLattice();
  appendText(lattice, next.slice(0, length));
  const [reading] = rank(lattice, judge, 1);
  return reading !== undefined && reading.cost > oddCost * length + oddStart;
}

/** Characters before a zone, on its line, as they are after the repairs made so far. */
function leftOf(text: string, start: number, before: readonly Mend[]): string {
  let left = "";
  let at = start;
  let last = before.length - 1;
  while (at > 0 && left.length < context) {
    const mend = before[last];
    if (mend && mend.end === at) {
      left = mend.to + left;
      at = mend.start;
      last--;
      continue;
    }
    const char = text.charAt(at - 1);
    if (char === "\n" || char === "\t") break;
    left = char + left;
    at--;
  }
  return left.slice(-context);
}

/** Characters behind a zone, on its line, without glosses. */
function rightOf(text: string, end: number): string {
  let right = "";
  for (let at = end; at < text.length && right.length < context; at++) {
    const char = text.charAt(at);
    if (char === "\n" || char === "\t" || char === "?") break;
    const gloss = glossAt(text, at);
    if (gloss) at = gloss.end - 1;
    else right += char;
  }
  return right;
}

function visible(text: string): string {
  return text.replace(/\(?[a-zü]{0,4}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]{0,4} ?\)/g, "");
}
