import type { Kind } from "../model/record.js";
import { dayOf, type Edge, type GraphNode } from "./graph.js";
import { extendsOthers } from "./title-keys.js";

/** How a document stands on a day. */
const standings = ["pending", "in-force", "expired", "repealed", "unknown"] as const;

export interface Standing {
  readonly state: (typeof standings)[number];
  /** why, in words */
  readonly reason: string;
  /** since which day, where that is known */
  readonly since: string | null;
  /** the record that says so; null where the document itself does */
  readonly by: string | null;
  /** records that amend it and had taken effect by that day */
  readonly amendedBy: readonly string[];
}

/** What another document does to this one. */
export interface Act {
  readonly node: GraphNode;
  readonly edge: Edge;
}

/** What only tells of documents is not in force, and ends none. */
const telling: readonly Kind[] = ["news", "interpretation"];
/** Words of a document's own standing by which it has ended; where they speak of the document itself was decided before. */
export interface EndWords {
  readonly ends: readonly string[];
  readonly partly: readonly string[];
}

interface Ended {
  readonly state: "expired" | "repealed";
  /** the first day on which it no longer holds; null where that is not known */
  readonly from: string | null;
  readonly reason: string;
  readonly by: string | null;
}

/**
 * How a document stands on a day, from its own dates and what held documents do to it. `today`: later days are not known but
 * for what has ended by then. A repeal of one provision amends; a report that something was repealed does not repeal.
 */
export function standingOn(node: GraphNode, acts: readonly Act[], day: string, today: string, words: EndWords): Standing {
  const amendedBy = acts.flatMap(({ node: other, edge }) => {
    const amends = edge.relation === "amends" || (endsIt(edge) && edge.provision !== undefined);
    const from = effectOf(other);
    return amends && !telling.includes(other.kind) && from !== null && from <= day ? [other.id] : [];
  });
  const stands = (state: Standing["state"], reason: string, since: string | null = null, by: string | null = null): Standing => {
    return { state, reason, since, by, amendedBy: [...new Set(amendedBy)] };
  };
  if (telling.includes(node.kind)) return stands("unknown", "It tells of other documents and is itself nothing that is in force.");
  const start = node.effectiveFrom ?? dayOf(node);
  if (start !== null && day < start) return stands("pending", `It takes effect on ${start}.`, null);
  const ends = [...ownEnds(node, acts, words), ...acts.flatMap(endOf)];
  const dated = ends.filter(({ from }) => from !== null && from <= day).sort((a, b) => ((a.from ?? "") < (b.from ?? "") ? -1 : 1));
  const [ended] = dated;
  if (ended) return stands(ended.state, ended.reason, ended.from, ended.by);
  const [undated] = ends.filter(({ from }) => from === null);
  if (undated && !(start !== null && node.effectiveTo !== null && day <= node.effectiveTo)) {
    const seen = node.fetchedAt?.slice(0, 10) ?? null;
    if (undated.by === null && seen !== null && day >= seen) return stands(undated.state, undated.reason, null, null);
    return stands("unknown", `${undated.reason} Since when is not said.`, null, undated.by);
  }
  if (start === null) return stands("unknown", "It says neither when it was signed nor when it takes effect.");
  if (day > today) return stands("unknown", `What will be on ${day} is not known yet.`);
  const rumour = acts.find(({ node: other, edge }) => telling.includes(other.kind) && endsIt(edge) && edge.provision === undefined);
  if (rumour && (dayOf(rumour.node) ?? "") <= day) {
    return stands("unknown", `${nameOf(rumour.node)} reports its end, and the document that ends it is not held.`, null, rumour.node.id);
  }
  const until = node.effectiveTo === null ? "no held document repeals it" : `it holds until ${node.effectiveTo}`;
  return stands("in-force", `In force since ${start}; ${until}.`, start);
}

/** When it ends by its own term, or by the longer one that another document gave it before it ended. */
function ownEnds({ effectiveTo, status }: GraphNode, acts: readonly Act[], { ends, partly }: EndWords): Ended[] {
  const [longer] = acts
    .filter(({ node, edge }) => !endsIt(edge) && !telling.includes(node.kind) && node.title !== null && extendsOthers(node.title))
    .sort((a, b) => ((a.node.effectiveTo ?? "9") > (b.node.effectiveTo ?? "9") ? -1 : 1));
  if (longer) {
    const { effectiveTo: until } = longer.node;
    const said = until === null ? "gives it a longer term." : `extends it until ${until}.`;
    return [{ state: "expired", from: until && dayAfter(until), reason: `${nameOf(longer.node)} ${said}`, by: longer.node.id }];
  }
  if (effectiveTo !== null)
    return [{ state: "expired", from: dayAfter(effectiveTo), reason: `It held until ${effectiveTo}, as it says itself.`, by: null }];
  const word = status.find((one) => ends.includes(one.word) && !partly.some((part) => one.word.startsWith(part)))?.word;
  return word === undefined ? [] : [{ state: "repealed", from: null, reason: `It is marked ${word}.`, by: null }];
}

function endOf({ node, edge }: Act): Ended[] {
  if (!endsIt(edge) || edge.provision !== undefined || telling.includes(node.kind)) return [];
  const from = effectOf(node);
  const does = edge.relation === "replaces" ? "replaces" : "repeals";
  return [{ state: "repealed", from, reason: `${nameOf(node)} ${does} it${from === null ? "" : ` as of ${from}`}.`, by: node.id }];
}

function endsIt({ relation }: Edge): boolean {
  return relation === "repeals" || relation === "replaces";
}

/** From when on a document acts on others. */
function effectOf(node: GraphNode): string | null {
  return node.effectiveFrom ?? dayOf(node);
}

function nameOf({ title, documentNumbers, id }: GraphNode): string {
  return documentNumbers[0] ?? (title === null ? id : `《${title}》`);
}

function dayAfter(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}
