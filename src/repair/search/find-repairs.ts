import { gbk } from "../../text/double-byte.js";
import type { Damage } from "../assess/assess-damage.js";
import { Trial } from "../assess/decoder-hypotheses.js";
import type { Orphans } from "../assess/orphan-bytes.js";
import { isMostlyOdd, isOdd, isSound } from "../assess/plausibility.js";
import { habitAt } from "../assess/site-edits.js";
import { splitsOf } from "../assess/split-marks.js";
import type { Mend } from "../mend.js";
import { bareGlossAt, glossAt, plainGlossAt } from "../model/gloss.js";
import { isCommonBy } from "../model/language-model.js";
import { charsReadAs, isReadPlainly } from "../model/pinyin.js";
import type { Solved } from "./repair-stretch.js";
import { type Fates, fittingGloss, markAt, type Reader } from "./stretch.js";

/** Searches in one document: a text made to be searched without end stays linear and bounded. */
const searches = 4000;

/** Places from which it is told what the decoder did to pairs for which it had no character. */
const trials = 40;

/** Marks that such texts hardly use: where they stand, an orphan may have vanished. */
const rareMarks = "！？";

/** Finds what was damaged, and what it was. Mends do not overlap and stand in order. */
export function mendDamage(text: string, damage: Damage): Mend[] {
  const mends: Mend[] = [];
  const { habits } = damage;
  const habitual = habits.commas || habits.breaks || habits.indents;
  if (!damage.toned && !damage.plain && !damage.cut && !habitual) return mends;
  const reader: Reader = {
    text,
    marks: damage.tools.damage.marks,
    glosses: fatesOf(damage.orphans.glosses),
    cuts: fatesOf(damage.orphans.cuts),
    folds: isFolded(text),
    get glossed() {
      return damage.judge().glossed;
    },
    get isCommon() {
      return isCommonBy(damage.judge());
    },
  };
  if (!damage.cut || !(damage.toned || isMostlyOdd(reader, damage.judge()))) return scan(reader, damage, 0);
  const trial = new Trial(reader, damage.judge);
  const tried = scan(reader, damage, trials, trial.tryAt);
  return scan(reader, damage, searches, trial.decided(splitsOf(tried)));
}

/** What is not known yet of pairs that were lost. */
function fatesOf(orphans: Orphans["glosses"]): Fates {
  return { dropped: orphans === "dropped", lost: { vanished: true, marked: true } };
}

/** Reads a text from begin to end, with at most so many searches. */
function scan(reader: Reader, damage: Damage, most: number, solveAt?: (from: number, left: string) => Solved): Mend[] {
  const { text } = reader;
  const { habits } = damage;
  const habitual = habits.commas || habits.breaks || habits.indents;
  const mends: Mend[] = [];
  const line = new Line(text);
  // marks may be damaged in a text whose glosses are its own
  const gloss = damage.plain ? plainGloss : damage.toned ? intactGloss : noGloss;
  const plain = (at: number) => gloss(text, at) ?? habitAt(text, at, habits);
  let left = most;
  const anchor = reader.glosses.dropped || reader.cuts.dropped ? /[(，；？！、。,;?!\n]/g : habitual ? /[?(,\n]/g : /[?(]/g;
  for (let hit = anchor.exec(text); hit; hit = anchor.exec(text)) {
    const at = hit.index;
    const found = plain(at);
    if (found && !(left > 0 && reader.glosses.dropped && isDoubtful(text, at, damage))) {
      mends.push(found);
      line.add(found);
      anchor.lastIndex = found.end;
      continue;
    }
    if (!solveAt || left === 0 || !mayBegin(reader, at, damage)) continue;
    left--;
    const solved = solveAt(at, line.upTo(at));
    if (!damage.toned && !isSound(text, solved.mends, damage.judge())) continue;
    const all = withPlain(text, at, solved.end, solved.mends, plain);
    for (const mend of all) line.add(mend);
    mends.push(...all);
    anchor.lastIndex = solved.end;
  }
  return mends;
}

/** Whether a gloss behind a character that sites do not gloss is that of one which they do, and which begins in its last byte. */
function isDoubtful(text: string, at: number, { tools }: Damage): boolean {
  const gloss = glossAt(text, at);
  const char = text.charAt(at - 1);
  const { glossed } = tools.damage;
  if (!gloss || glossed.has(char)) return false;
  return charsReadAs(gbk.codeOf(char) & 0xff, gloss.syllable).some((one) => glossed.has(one));
}

/** Whether most marks between Han are half-width. */
function isFolded(text: string): boolean {
  const half = text.match(/\p{Script=Han}[,;](?=\p{Script=Han})/gu)?.length ?? 0;
  return half > (text.match(/[，；]/g)?.length ?? 0);
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
function mayBegin(reader: Reader, at: number, { toned, judge }: Damage): boolean {
  const { text, glosses, cuts } = reader;
  if (glosses.dropped ? glossAt(text, at) : text.charAt(at) === "?" && bareGlossAt(text, at + 1)) return true;
  if (!cuts.dropped) {
    // without glosses only what can hardly be sound is searched: questions end in many ways
    return text.charAt(at) === "?" && markAt(reader, at + 1) !== undefined && (toned || isOdd(reader, at + 2, judge(), true));
  }
  const mark = markAt(reader, at);
  return mark !== undefined && (rareMarks.includes(mark) || isOdd(reader, at + 1, judge()));
}

/** What needs no search stands between the mends of one. */
function withPlain(text: string, from: number, end: number, mends: readonly Mend[], plain: (at: number) => Mend | undefined): Mend[] {
  const all: Mend[] = [];
  const anchor = /[(,?\n]/g;
  anchor.lastIndex = from;
  for (const mend of [...mends, undefined]) {
    const stop = mend?.start ?? end;
    for (let hit = anchor.exec(text); hit && hit.index < stop; hit = anchor.exec(text)) {
      const found = plain(hit.index);
      if (!found) continue;
      all.push(found);
      anchor.lastIndex = found.end;
    }
    if (!mend) break;
    all.push(mend);
    anchor.lastIndex = mend.end;
  }
  return all;
}

function noGloss(): undefined {
  return undefined;
}

function intactGloss(text: string, at: number): Mend | undefined {
  const gloss = fittingGloss(text, at);
  return gloss && { kind: "gloss", start: at, end: gloss.end, from: text.slice(at, gloss.end), to: "", certain: true };
}

function plainGloss(text: string, at: number): Mend | undefined {
  const gloss = plainGlossAt(text, at);
  if (!gloss || !isReadPlainly(text.charAt(at - 1), gloss.syllable)) return undefined;
  return { kind: "plain-gloss", start: at, end: gloss.end, from: text.slice(at, gloss.end), to: "", certain: true };
}
