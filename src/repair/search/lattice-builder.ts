import type { Byte, ByteSet, Slot } from "../model/slots.js";
import { firstNode, type Lattice, stride, type Transition } from "./lattice.js";

/** What brought a run of bytes out of step: what their decoders did may differ. */
export type Cause = "cut" | "gloss";

/** Nodes of one position: out of step since a cut, or since a gloss; in step; the others are allocated. */
const outOfStep: Readonly<Record<Cause, number>> = { cut: 0, gloss: 1 };
const inStep = firstNode;
const allocated = firstNode + 1;

/** Where an edge leads, and what is known of it. */
export interface Step {
  readonly to: number;
  readonly cost?: number;
  readonly lost?: boolean;
  readonly glossed?: boolean;
  readonly before?: Transition | undefined;
  readonly behind?: Transition | undefined;
}

/** The state behind pairs that were lost: what is pending there, and how many they were. */
export interface AfterLost {
  readonly lead: ByteSet;
  readonly times: number;
  readonly cause: Cause;
}

/** A lattice that grows, position by position, with what its nodes stand for. */
export class LatticeBuilder {
  readonly lattice: Lattice = [];
  /** by node out of step: the first byte that is pending there */
  private readonly pendingAt = new Map<number, number>();
  private readonly lostAt = new Map<number, AfterLost>();
  /** by position: how many nodes are allocated */
  private readonly used: number[] = [];

  inStep(at: number): number {
    return at * stride + inStep;
  }

  outOfStep(at: number, cause: Cause): number {
    return at * stride + outOfStep[cause];
  }

  /** The byte that is pending in a node that is out of step; undefined where no path leads there. */
  pending(node: number): Byte | undefined {
    return this.pendingAt.get(node);
  }

  afterLost(node: number): AfterLost | undefined {
    return this.lostAt.get(node);
  }

  /** The nodes of a position behind pairs that were lost; more may come while they are read. */
  *lostNodes(at: number): Generator<readonly [node: number, after: AfterLost]> {
    for (let node = at * stride + allocated; node < at * stride + allocated + (this.used[at] ?? 0); node++) {
      const after = this.lostAt.get(node);
      if (after) yield [node, after];
    }
  }

  /** The node out of step in which `trail` is pending. */
  pendingNode(at: number, cause: Cause, trail: number): number {
    const node = this.outOfStep(at, cause);
    this.pendingAt.set(node, trail);
    return node;
  }

  /** The node of what is pending behind pairs that were lost. */
  lostNode(at: number, after: AfterLost): number {
    for (const [node, known] of this.lostNodes(at))
      if (known.lead === after.lead && known.times === after.times && known.cause === after.cause) return node;
    const node = this.allocate(at);
    this.lostAt.set(node, after);
    return node;
  }

  /** A new node of a position; -1 where there is none left. */
  allocate(at: number): number {
    const used = this.used[at] ?? 0;
    if (used >= stride - allocated) return -1;
    this.used[at] = used + 1;
    return at * stride + allocated + used;
  }

  add(from: number, slot: Slot, { to, cost, lost, glossed, before, behind }: Step): void {
    const edge = {
      slot,
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
