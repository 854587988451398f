import type { Repair } from "../../model/record.js";
import type { Damage } from "./assess.js";
import { glossAt, plainGlossAt } from "./gloss.js";
import { bracketCost, firstCloser, openBrackets, type Place, type Reading, rank } from "./judge.js";
import { isReadAs, readingsOf, toneless } from "./readings.js";
import { placesOf, readZone, type Zone } from "./shift.js";

/** A repair in a text that is not yet known to be body or title. */
export type Mend = Omit<Repair, "in">;

/** Neighbours of a zone that are taken along for the judge. */
const context = 8;
/** How much more probable, in nats, a repair must be than the text as it stands. */
const gain = 10;
/** How much more probable than every other repair it must be to be certain. */
const certainty = 9;
/** How far a bracket's partner is looked for. */
const sentence = 200;
/** What it costs to explain a gloss without a bracket, or a mark behind a question mark, in a text that is damaged anyway. */
const oddity: Readonly<Record<Zone["kind"], number>> = { "broken-gloss": 25, cut: 12 };
/** What one lost pair costs. */
const lostPair = 4;
/** Searches in one document: a text made to be searched without end stays linear and bounded. */
const searches = 4000;

/** Finds what was damaged, and what it was. Mends do not overlap and stand in order. */
export function mendDamage(text: string, damage: Damage): Mend[] {
  const mends: Mend[] = [];
  if (!damage.toned && !damage.plain && !damage.cut) return mends;
  let left = searches;
  const anchor = damage.dropped ? /[?(，；？！、。]/g : /[?(]/g;
  for (let hit = anchor.exec(text); hit; hit = anchor.exec(text)) {
    const at = hit.index;
    const gloss = damage.toned ? intactGloss(text, at) : damage.plain ? plainGloss(text, at) : undefined;
    if (gloss) {
      mends.push(gloss);
      anchor.lastIndex = gloss.end;
      continue;
    }
    if (!damage.cut || left === 0) continue;
    const zone = readZone({ text, marks: damage.tools.damage.marks, dropped: damage.dropped }, at);
    if (!zone) continue;
    left--;
    const found = mendZone(text, zone, mends, damage);
    if (!found) continue;
    mends.push(...found);
    anchor.lastIndex = zone.end;
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

function mendZone(text: string, zone: Zone, before: readonly Mend[], damage: Damage): Mend[] | undefined {
  const judge = damage.judge();
  const left = leftOf(text, zone.start, before);
  const right = rightOf(text, zone.end);
  const open = openBrackets(text.slice(Math.max(text.lastIndexOf("\n", zone.start), zone.start - sentence), zone.start));
  const lineEnd = text.indexOf("\n", zone.end);
  const closer = firstCloser(text.slice(zone.end, Math.min(lineEnd < 0 ? text.length : lineEnd, zone.end + sentence)));
  const tail = zone.swallowed ? "?" : "";
  const fixed = (chars: string): Place[] => [...chars].map((char) => [char]);
  const asIs = rank(fixed(left + visible(text.slice(zone.start, zone.end)) + right), judge, 1)[0];
  const readings: Reading[] = [];
  const consider = (lost: readonly number[]) => {
    const places = placesOf(zone, lost);
    if (!places) return;
    for (const { text: whole, cost } of rank([...fixed(left), ...places, ...fixed(tail + right)], judge)) {
      const found = whole.slice(left.length, whole.length - right.length);
      readings.push({ text: found, cost: cost + lost.length * lostPair + bracketCost(found, open, closer) });
    }
  };
  consider([]);
  readings.sort((a, b) => a.cost - b.cost);
  const perChar = readings[0] ? readings[0].cost / (left.length + right.length + readings[0].text.length) : Infinity;
  if (perChar > 5 && zone.gaps.length <= 24) {
    for (const gap of zone.gaps) {
      consider([gap]);
      if (zone.gaps.length <= 6) for (const other of zone.gaps) if (other >= gap) consider([gap, other]);
    }
    readings.sort((a, b) => a.cost - b.cost);
  }
  const [best, second] = readings;
  if (!best || !asIs || best.cost + gain > asIs.cost + oddity[zone.kind]) return undefined;
  const certain = (second ? second.cost - best.cost : Infinity) >= certainty;
  const from = text.slice(zone.start, zone.end);
  const mend = {
    kind: zone.kind,
    start: zone.start,
    end: zone.end,
    from,
    to: best.text,
    certain,
    ...(certain ? {} : { candidates: readings.slice(0, 4).map((reading) => reading.text) }),
  };
  return [mend];
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
