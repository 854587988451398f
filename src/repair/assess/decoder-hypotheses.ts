import type { Mend } from "../mend.js";
import type { Judge } from "../model/language-model.js";
import { type Solved, solve } from "../search/repair-stretch.js";
import type { Fates, LostFates, Reader } from "../search/stretch.js";

type Fate = "kept" | "marked" | "vanished" | "either";

const fates: Readonly<Record<Fate, LostFates>> = {
  kept: { vanished: false, marked: false },
  marked: { vanished: false, marked: true },
  vanished: { vanished: true, marked: false },
  either: { vanished: true, marked: true },
};

/** What all places together must gain, in nats, by taking pairs to have been lost: below that, none is taken to be. */
const leastGain = 4;
/** How much more one fate must gain than the other to be the only one. */
const enough = 3;
/** The most that one place may tell: where nothing else can be read, what is read may still be wrong. */
const mostTold = 20;

/** How much more probable than any other a repair must be, in nats, where pairs may have been lost though no place told so. */
const hardlyLost = 5;

/** Characters of the user-defined rows. */
const userDefined = /[\ue000-\ue765]/;

/**
 * Tells from a document what its decoder did to the pairs for which it had no character: the first damaged places are read under
 * each hypothesis, and what the best readings cost is summed up. Then it reads all places as that decoder must have written them.
 */
export class Trial {
  private marked = 0;
  private vanished = 0;
  private readonly readers: Readonly<Record<Fate, Reader>>;
  /** what needs no trial: characters of the user-defined rows came through, or what could not be read vanished */
  private readonly given: Fate | undefined;
  private readonly known = new Map<string, { readonly left: string; readonly solved: Solved }>();

  constructor(
    reader: Reader,
    private readonly judge: () => Judge,
  ) {
    // what one decoder dropped is known: it drops such pairs too
    const lostBy = (decoder: Fates, fate: Fate): Fates => ({ ...decoder, lost: fates[decoder.dropped ? "vanished" : fate] });
    const as = (fate: Fate): Reader => ({ ...reader, glosses: lostBy(reader.glosses, fate), cuts: lostBy(reader.cuts, fate) });
    this.readers = { kept: as("kept"), marked: as("marked"), vanished: as("vanished"), either: as("either") };
    this.given = reader.glosses.dropped && reader.cuts.dropped ? "vanished" : userDefined.test(reader.text) ? "kept" : undefined;
  }

  /** Reads a place under each hypothesis that is left. */
  readonly tryAt = (from: number, left: string): Solved => {
    if (this.given) return this.read(this.given, from, left);
    const kept = this.read("kept", from, left);
    const marked = this.read("marked", from, left);
    const vanished = this.read("vanished", from, left);
    this.marked += gainOf(kept, marked);
    this.vanished += gainOf(kept, vanished);
    return [kept, marked, vanished].reduce((best, one) => (one.cost < best.cost ? one : best));
  };

  /** Reads places by what was told. */
  decided(splits: ReadonlySet<string>): (from: number, left: string) => Solved {
    const fate = this.given ?? this.fate();
    const read = (as: Fate, from: number, left: string) =>
      splits.size > 0 ? solve({ ...this.readers[as], splits }, from, left, this.judge()) : this.read(as, from, left);
    if (this.given || fate !== "kept") return (from, left) => read(fate, from, left);
    // where no place told that pairs were lost, some may still be: what is certain must be so in any case
    return (from, left) => {
      const solved = read(fate, from, left);
      if (!solved.mends.some(({ certain }) => certain)) return solved;
      return doubted(solved, solve({ ...this.readers.vanished, splits }, from, left, this.judge(), hardlyLost));
    };
  }

  private fate(): Fate {
    const { marked, vanished } = this;
    if (Math.max(marked, vanished) < leastGain) return "kept";
    if (marked - vanished > enough) return "marked";
    return vanished - marked > enough ? "vanished" : "either";
  }

  /** What was read in the trial is not read again. */
  private read(fate: Fate, from: number, left: string): Solved {
    const key = `${fate} ${from}`;
    const known = this.known.get(key);
    if (known?.left === left) return known.solved;
    const solved = solve(this.readers[fate], from, left, this.judge());
    this.known.set(key, { left, solved });
    return solved;
  }
}

/** Mends of which those stay certain that are certain in the other reading too. */
function doubted(solved: Solved, other: Solved): Solved {
  const isSure = ({ start, end, to }: Mend) =>
    other.mends.some((mend) => mend.certain && mend.start === start && mend.end === end && mend.to === to);
  const mends = solved.mends.map((mend) => (mend.certain && !isSure(mend) ? { ...mend, certain: false, candidates: [mend.to] } : mend));
  return { ...solved, mends };
}

function gainOf(kept: Solved, other: Solved): number {
  return other.cost === Infinity ? 0 : Math.min(mostTold, Math.max(0, kept.cost - other.cost));
}
