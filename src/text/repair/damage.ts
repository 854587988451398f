import type { Damage } from "./assess.js";
import { bareGlossAt, glossAt, plainGlossAt } from "./gloss.js";
import { isCommonBy, type Judge } from "./judge.js";
import type { Mend } from "./mend.js";
import { isOdd } from "./odd.js";
import { readingsOf, toneless } from "./readings.js";
import { fittingGloss, markAt, type Reader } from "./shift.js";
import { solve } from "./zone.js";

/** Searches in one document: a text made to be searched without end stays linear and bounded. */
const searches = 4000;

/** Marks that such texts hardly use: where they stand, an orphan may have vanished. */
const rareMarks = "！？";

/** Finds what was damaged, and what it was. Mends do not overlap and stand in order. */
export function mendDamage(text: string, damage: Damage): Mend[] {
  const mends: Mend[] = [];
  if (!damage.toned && !damage.plain && !damage.cut) return mends;
  const reader: Reader = {
    text,
    marks: damage.tools.damage.marks,
    dropped: damage.orphans === "dropped",
    get isCommon() {
      return isCommonBy(damage.judge());
    },
  };
  const line = new Line(text);
  const gloss = damage.plain ? plainGloss : intactGloss;
  let left = damage.cut ? searches : 0;
  const anchor = reader.dropped ? /[(，；？！、。,;?!]/g : /[?(]/g;
  for (let hit = anchor.exec(text); hit; hit = anchor.exec(text)) {
    const at = hit.index;
    const found = gloss(text, at);
    if (found) {
      mends.push(found);
      line.add(found);
      anchor.lastIndex = found.end;
      continue;
    }
    if (left === 0 || !mayBegin(reader, at, damage.judge)) continue;
    left--;
    const solved = solve(reader, at, line.upTo(at), damage.judge());
    const all = withGlosses(text, at, solved.end, solved.mends);
    for (const mend of all) line.add(mend);
    mends.push(...all);
    anchor.lastIndex = solved.end;
  }
  return mends;
}

/** The repaired text of the line that is being read. */
class Line {
  private parts = "";
  private at = 0;

  constructor(private readonly text: string) {}

  add({ start, end, to }: Mend): void {
    this.parts = this.upTo(start) + to;
    this.at = end;
  }

  upTo(at: number): string {
    const passed = this.text.slice(this.at, at);
    const end = passed.lastIndexOf("\n");
    this.parts = end < 0 ? this.parts + passed : passed.slice(end + 1);
    this.at = at;
    return this.parts;
  }
}

/** Whether text may be out of step from here on. */
function mayBegin(reader: Reader, at: number, judge: () => Judge): boolean {
  const { text, dropped } = reader;
  if (!dropped) return bareGlossAt(text, at + 1) !== undefined || (text.charAt(at) === "?" && markAt(reader, at + 1) !== undefined);
  if (glossAt(text, at) !== undefined) return true;
  const mark = markAt(reader, at);
  return mark !== undefined && (rareMarks.includes(mark) || isOdd(reader, at + 1, judge()));
}

/** The glosses that stand between mends are intact. */
function withGlosses(text: string, from: number, end: number, mends: readonly Mend[]): Mend[] {
  const all: Mend[] = [];
  let at = from;
  for (const mend of [...mends, undefined]) {
    const stop = mend?.start ?? end;
    for (at = text.indexOf("(", at); at >= 0 && at < stop; at = text.indexOf("(", at)) {
      const found = intactGloss(text, at);
      if (found) all.push(found);
      at = found?.end ?? at + 1;
    }
    if (!mend) break;
    all.push(mend);
    at = mend.end;
  }
  return all;
}

function intactGloss(text: string, at: number): Mend | undefined {
  const gloss = fittingGloss(text, at);
  return gloss && { kind: "gloss", start: at, end: gloss.end, from: text.slice(at, gloss.end), to: "", certain: true };
}

function plainGloss(text: string, at: number): Mend | undefined {
  const gloss = plainGlossAt(text, at);
  if (!gloss || ![...readingsOf(text.charAt(at - 1))].some((reading) => toneless(reading) === gloss.syllable)) return undefined;
  return { kind: "plain-gloss", start: at, end: gloss.end, from: text.slice(at, gloss.end), to: "", certain: true };
}
