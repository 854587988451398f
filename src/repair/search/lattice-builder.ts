import { type Byte, type Bytes, firstNode, type Lattice, type Place, stride, type Turn } from "./lattice.js";

/** What parted the bytes that are read out of step: their fates may differ. */
export type Run = "cut" | "gloss";

/** Nodes of one position: out of step since a cut, or since a gloss; in step; and those where pairs were lost, or where one character more stands. */
const outOfStep: Readonly<Record<Run, number>> = { cut: 0, gloss: 1 };
const inStep = firstNode;
const others = firstNode + 1;

/** Where a way leads, and what is known of it. */
export interface Step {
  readonly to: number;
  readonly cost?: number;
  readonly lost?: boolean;
  readonly glossed?: boolean;
  readonly before?: Turn | undefined;
  readonly behind?: Turn | undefined;
}

/** Where pairs were lost: what is pending there, and how many they were. */
export interface AfterLost {
  readonly lead: Bytes;
  readonly times: number;
  readonly run: Run;
}

/** A lattice that grows, position by position. */
export class Nodes {
  readonly lattice: Lattice = [];
  /** by node: the first byte that is pending there when out of step */
  private readonly pendingAt = new Map<number, number>();
  private readonly lostAt = new Map<number, AfterLost>();
  /** by position: nodes given away */
  private readonly used: number[] = [];

  inStep(at: number): number {
    return at * stride + inStep;
  }

  outOfStep(at: number, run: Run): number {
    return at * stride + outOfStep[run];
  }

  /** The byte that is pending in a node that is out of step; undefined where no way leads there. */
  pending(node: number): Byte | undefined {
    return this.pendingAt.get(node);
  }

  afterLost(node: number): AfterLost | undefined {
    return this.lostAt.get(node);
  }

  /** The nodes of a position behind pairs that were lost; more may come while they are read. */
  *lostNodes(at: number): Generator<readonly [node: number, after: AfterLost]> {
    for (let node = at * stride + others; node < at * stride + others + (this.used[at] ?? 0); node++) {
      const after = this.lostAt.get(node);
      if (after) yield [node, after];
    }
  }

  /** A node out of step, where `trail` is pending. */
  late(at: number, run: Run, trail: number): number {
    const node = this.outOfStep(at, run);
    this.pendingAt.set(node, trail);
    return node;
  }

  /** The node of what is pending behind pairs that were lost. */
  lost(at: number, after: AfterLost): number {
    for (const [node, known] of this.lostNodes(at))
      if (known.lead === after.lead && known.times === after.times && known.run === after.run) return node;
    const node = this.give(at);
    this.lostAt.set(node, after);
    return node;
  }

  /** A node of a position that none other has; -1 where there is none left. */
  give(at: number): number {
    const used = this.used[at] ?? 0;
    if (used >= stride - others) return -1;
    this.used[at] = used + 1;
    return at * stride + others + used;
  }

  add(from: number, place: Place, { to, cost, lost, glossed, before, behind }: Step): void {
    const edge = {
      place,
      to,
      cost: cost ?? 0,
      lost: lost ?? false,
      glossed: glossed ?? false,
      ...(before ? { before } : {}),
      ...(behind ? { behind } : {}),
    };
    const edges = this.lattice[from];
    if (edges) edges.push(edge);
    else this.lattice[from] = [edge];
  }
}
