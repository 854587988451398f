import { certainty } from "../model/costs.js";
import type { DocumentModel } from "../model/document-model.js";
import { decoderEvidence } from "../model/thresholds.js";
import { repairStretch, type StretchRepair } from "../search/repair-stretch.js";
import type { Decoder, LostPairFate, Stretch } from "../search/stretch.js";
import type { TextRepair } from "../text-repair.js";

/** What a decoder did with the pairs that it had no character for. */
type Hypothesis = "kept" | "marked" | "vanished" | "either";

const lostPairs: Readonly<Record<Hypothesis, LostPairFate>> = {
  kept: { vanish: false, leaveMark: false },
  marked: { vanish: false, leaveMark: true },
  vanished: { vanish: true, leaveMark: false },
  either: { vanish: true, leaveMark: true },
};

/** Characters of the user-defined rows. */
const userDefined = /[\ue000-\ue765]/;

/**
 * Finds out from a document what its decoder did with the pairs that it had no character for: the first damaged places are
 * repaired under each hypothesis, and what the best readings cost is summed. Then all places are repaired under the best one.
 */
export class DecoderHypotheses {
  /** how much cheaper the places are in all if pairs left a mark, and if they vanished */
  private marked = 0;
  private vanished = 0;
  private readonly stretches: Readonly<Record<Hypothesis, Stretch>>;
  /** what needs no evidence: characters of the user-defined rows came through, or all that could not be read vanished */
  private readonly given: Hypothesis | undefined;
  private readonly known = new Map<string, { readonly left: string; readonly repair: StretchRepair }>();

  constructor(
    stretch: Stretch,
    private readonly model: () => DocumentModel,
  ) {
    // a decoder that drops orphans drops such pairs too
    const decoderUnder = (decoder: Decoder, hypothesis: Hypothesis): Decoder => ({
      ...decoder,
      lostPairs: lostPairs[decoder.dropsOrphans ? "vanished" : hypothesis],
    });
    const under = (hypothesis: Hypothesis): Stretch => ({
      ...stretch,
      glossDecoder: decoderUnder(stretch.glossDecoder, hypothesis),
      cutDecoder: decoderUnder(stretch.cutDecoder, hypothesis),
    });
    this.stretches = { kept: under("kept"), marked: under("marked"), vanished: under("vanished"), either: under("either") };
    if (stretch.glossDecoder.dropsOrphans && stretch.cutDecoder.dropsOrphans) this.given = "vanished";
    else if (userDefined.test(stretch.text)) this.given = "kept";
  }

  /** Repairs a place under each hypothesis that is left, counts what each is worth there, and gives the cheapest repair. */
  readonly repairUnderEach = (from: number, left: string): StretchRepair => {
    if (this.given) return this.repair(this.given, from, left);
    const kept = this.repair("kept", from, left);
    const marked = this.repair("marked", from, left);
    const vanished = this.repair("vanished", from, left);
    this.marked += gainOf(kept, marked);
    this.vanished += gainOf(kept, vanished);
    return [kept, marked, vanished].reduce((best, one) => (one.cost < best.cost ? one : best));
  };

  /** Repairs places under the hypothesis that the evidence is for. */
  repairUnderBest(splitMarks: ReadonlySet<string>): (from: number, left: string) => StretchRepair {
    const best = this.given ?? this.best();
    const repair = (from: number, left: string) =>
      splitMarks.size > 0
        ? repairStretch({ ...this.stretches[best], splitMarks }, from, left, this.model())
        : this.repair(best, from, left);
    if (this.given || best !== "kept") return repair;
    // where no place showed that pairs were lost, some may still be: what is certain must be so in any case
    return (from, left) => {
      const found = repair(from, left);
      if (!found.repairs.some(({ certain }) => certain)) return found;
      const ifLost = repairStretch({ ...this.stretches.vanished, splitMarks }, from, left, this.model(), certainty.marginIfLost);
      return certainInBoth(found, ifLost);
    };
  }

  private best(): Hypothesis {
    const { marked, vanished } = this;
    if (Math.max(marked, vanished) < decoderEvidence.least) return "kept";
    if (marked - vanished > decoderEvidence.decisive) return "marked";
    return vanished - marked > decoderEvidence.decisive ? "vanished" : "either";
  }

  /** What was repaired to gather evidence is not repaired again. */
  private repair(hypothesis: Hypothesis, from: number, left: string): StretchRepair {
    const key = `${hypothesis} ${from}`;
    const known = this.known.get(key);
    if (known?.left === left) return known.repair;
    const repair = repairStretch(this.stretches[hypothesis], from, left, this.model());
    this.known.set(key, { left, repair });
    return repair;
  }
}

/** Repairs of which those stay certain that are certain under the other hypothesis too. */
function certainInBoth(found: StretchRepair, other: StretchRepair): StretchRepair {
  const isSure = ({ start, end, to }: TextRepair) =>
    other.repairs.some((repair) => repair.certain && repair.start === start && repair.end === end && repair.to === to);
  const repairs = found.repairs.map((repair) =>
    repair.certain && !isSure(repair) ? { ...repair, certain: false, candidates: [repair.to] } : repair,
  );
  return { ...found, repairs };
}

function gainOf(kept: StretchRepair, other: StretchRepair): number {
  return other.cost === Infinity ? 0 : Math.min(decoderEvidence.mostOfOne, Math.max(0, kept.cost - other.cost));
}
