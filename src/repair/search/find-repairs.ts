import { gbk } from "../../text/double-byte.js";
import { applyEdits, type OffsetMap, toSource } from "../../text/offset-map.js";
import type { Damage } from "../assess/assess-damage.js";
import { DecoderHypotheses } from "../assess/decoder-hypotheses.js";
import type { OrphanFate } from "../assess/orphan-bytes.js";
import { areMostlyImplausible, areSound, isImplausible } from "../assess/plausibility.js";
import { insertedIn, makesEdits, partsMarks, siteEditAt } from "../assess/site-edits.js";
import { splitMarksOf } from "../assess/split-marks.js";
import { mostSearches, mostTrials } from "../model/costs.js";
import { bareGlossAt, glossAt, plainGlossAt } from "../model/gloss.js";
import type { Pinyin } from "../model/pinyin.js";
import type { TextRepair } from "../text-repair.js";
import { pinyinOf } from "../tools.js";
import type { StretchRepair } from "./repair-stretch.js";
import { type Decoder, fittingGloss, markAt, type Stretch } from "./stretch.js";

/** Marks that such texts hardly use: where they stand, an orphan may have vanished. */
const rareMarks = "！？";

/** Repairs the stretch that may be damaged from a place on; `left` is what stands before it on its line, repaired. */
type RepairAt = (from: number, left: string) => StretchRepair;

/** Finds what was damaged, and what it was. Repairs do not overlap and stand in order. */
export function findRepairs(text: string, damage: Damage): TextRepair[] {
  const { siteEdits } = damage;
  if (!partsMarks(siteEdits)) return findIn(text, damage);
  // what was inserted last may stand between a cut mark and its orphan
  const inserted = insertedIn(text, siteEdits);
  const { text: joined, map } = applyEdits(text, inserted);
  const found = findIn(joined, { ...damage, siteEdits: { ...siteEdits, commas: undefined, breaks: undefined } });
  return merged(text, inserted, found, map);
}

/** Repairs of a text without what was inserted, and what was: where a repair holds an insertion, that is part of it. */
function merged(text: string, inserted: readonly TextRepair[], found: readonly TextRepair[], map: OffsetMap): TextRepair[] {
  const all: TextRepair[] = [];
  let next = 0;
  for (const repair of found) {
    const { start, end } = toSource(map, repair.start, repair.end);
    for (let one = inserted[next]; one && one.start < end; one = inserted[++next]) if (one.end <= start) all.push(one);
    all.push({ ...repair, start, end, from: text.slice(start, end) });
  }
  return [...all, ...inserted.slice(next)];
}

function findIn(text: string, damage: Damage): TextRepair[] {
  if (!damage.toned && !damage.plain && !damage.cut && !makesEdits(damage.siteEdits)) return [];
  const stretch: Stretch = {
    text,
    marks: damage.tools.damage.marks,
    glossDecoder: decoderOf(damage.orphans.glosses),
    cutDecoder: decoderOf(damage.orphans.cuts),
    folds: isFolded(text),
    // counted only where something is searched
    get glossed() {
      return damage.model().glossed;
    },
  };
  if (!damage.cut || !(damage.toned || areMostlyImplausible(stretch, damage.model()))) return new Scan(stretch, damage).run(0);
  const decoders = new DecoderHypotheses(stretch, damage.model);
  const tried = new Scan(stretch, damage, decoders.repairUnderEach).run(mostTrials);
  return new Scan(stretch, damage, decoders.repairUnderBest(splitMarksOf(tried))).run(mostSearches);
}

/** What is not known yet is what became of pairs that it had no character for. */
function decoderOf(orphans: OrphanFate): Decoder {
  return { dropsOrphans: orphans === "dropped", lostPairs: { vanish: true, leaveMark: true } };
}

/** One pass over a text from start to end. */
class Scan {
  private readonly repairs: TextRepair[] = [];
  private readonly line: RepairedLine;
  private readonly pinyin: Pinyin;

  constructor(
    private readonly stretch: Stretch,
    private readonly damage: Damage,
    private readonly repairAt?: RepairAt,
  ) {
    this.line = new RepairedLine(stretch.text);
    this.pinyin = pinyinOf(damage.tools);
  }

  /** @param searches how many stretches are searched at most */
  run(searches: number): TextRepair[] {
    const { stretch, damage, repairAt, line } = this;
    const { text, glossDecoder } = stretch;
    let left = searches;
    const anchor = this.anchor();
    for (let hit = anchor.exec(text); hit; hit = anchor.exec(text)) {
      const at = hit.index;
      const plain = this.withoutSearch(at);
      if (plain && !(left > 0 && glossDecoder.dropsOrphans && isDoubtful(text, at, damage))) {
        this.add(plain);
        anchor.lastIndex = plain.end;
        continue;
      }
      if (!repairAt || left === 0 || !mayBegin(stretch, at, damage)) continue;
      left--;
      const { repairs, end } = repairAt(at, line.upTo(at));
      if (!damage.toned && !areSound(text, repairs, damage.model())) continue;
      for (const repair of this.withPlain(at, end, repairs)) this.add(repair);
      anchor.lastIndex = end;
    }
    return this.repairs;
  }

  /** What a repair may begin at. */
  private anchor(): RegExp {
    const { glossDecoder, cutDecoder } = this.stretch;
    if (glossDecoder.dropsOrphans || cutDecoder.dropsOrphans) return /[(，；？！、。,;?!\n]/g;
    return makesEdits(this.damage.siteEdits) ? /[?(,\n]/g : /[?(]/g;
  }

  private add(repair: TextRepair): void {
    this.repairs.push(repair);
    this.line.add(repair);
  }

  /** What shows at a place without a search: an intact gloss, or what the site inserted throughout. */
  private withoutSearch(at: number): TextRepair | undefined {
    const { text } = this.stretch;
    // marks may be damaged in a text whose glosses are its own
    const { plain, toned } = this.damage;
    const gloss = plain ? plainGloss(text, at, this.pinyin) : toned ? intactGloss(text, at, this.pinyin) : undefined;
    return gloss ?? siteEditAt(text, at, this.damage.siteEdits);
  }

  /** The repairs of one search, with what needs no search between them. */
  private withPlain(from: number, end: number, repairs: readonly TextRepair[]): TextRepair[] {
    const { text } = this.stretch;
    const all: TextRepair[] = [];
    const anchor = /[(,?\n]/g;
    anchor.lastIndex = from;
    for (const repair of [...repairs, undefined]) {
      const stop = repair?.start ?? end;
      for (let hit = anchor.exec(text); hit && hit.index < stop; hit = anchor.exec(text)) {
        const plain = this.withoutSearch(hit.index);
        if (!plain) continue;
        all.push(plain);
        anchor.lastIndex = plain.end;
      }
      if (!repair) break;
      all.push(repair);
      anchor.lastIndex = repair.end;
    }
    return all;
  }
}

/** The repaired text of the line that is being read. */
class RepairedLine {
  private parts = "";
  private at = 0;

  constructor(private readonly text: string) {}

  add({ start, end, to }: TextRepair): void {
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

/** Whether a gloss behind a character that sites do not gloss is that of one which they do, and which begins in its last byte. */
function isDoubtful(text: string, at: number, { tools }: Damage): boolean {
  const gloss = glossAt(text, at);
  const char = text.charAt(at - 1);
  const { glossed } = tools.damage;
  if (!gloss || glossed.has(char)) return false;
  return pinyinOf(tools)
    .charsReadAs(gbk.codeOf(char) & 0xff, gloss.syllable)
    .some((one) => glossed.has(one));
}

/** Whether most marks between Han are half-width. */
function isFolded(text: string): boolean {
  const half = text.match(/\p{Script=Han}[,;](?=\p{Script=Han})/gu)?.length ?? 0;
  return half > (text.match(/[，；]/g)?.length ?? 0);
}

/** Whether text may be out of step from here on. */
function mayBegin(stretch: Stretch, at: number, { toned, model }: Damage): boolean {
  const { text, glossDecoder, cutDecoder } = stretch;
  if (glossDecoder.dropsOrphans ? glossAt(text, at) : text.charAt(at) === "?" && bareGlossAt(text, at + 1)) return true;
  if (!cutDecoder.dropsOrphans) {
    // without glosses only what can hardly be sound is searched: questions end in many ways
    return text.charAt(at) === "?" && markAt(stretch, at + 1) !== undefined && (toned || isImplausible(stretch, at + 2, model(), true));
  }
  const mark = markAt(stretch, at);
  return mark !== undefined && (rareMarks.includes(mark) || isImplausible(stretch, at + 1, model()));
}

function intactGloss(text: string, at: number, pinyin: Pinyin): TextRepair | undefined {
  const gloss = fittingGloss(text, at, pinyin);
  return gloss && { kind: "gloss", start: at, end: gloss.end, from: text.slice(at, gloss.end), to: "", certain: true };
}

function plainGloss(text: string, at: number, pinyin: Pinyin): TextRepair | undefined {
  const gloss = plainGlossAt(text, at);
  if (!gloss || !pinyin.isReadPlainly(text.charAt(at - 1), gloss.syllable)) return undefined;
  return { kind: "plain-gloss", start: at, end: gloss.end, from: text.slice(at, gloss.end), to: "", certain: true };
}
