import type { StoredRecord } from "../model/record.js";
import { type Concept, counterOf } from "../search/concept.js";
import { both, type Condition } from "../search/condition.js";
import { countsForAll, type Panel, type PanelDocument, type PanelOptions, type PanelSums, panelSums } from "../search/panel.js";
import type { ScannedRecord, Store } from "../store/store.js";

/** A panel as it is run. */
export interface PanelTask {
  readonly kind: "panel";
  /** the documents that the panel is of */
  readonly where: Condition;
  /** null counts documents and amounts alone */
  readonly concept: Concept | null;
  readonly options: PanelOptions;
}

/** Records that are read at a time: without their texts, and with them. */
const light = 5_000;
const whole = 200;
const textFields = ["title", "text", "attachments"] as const satisfies readonly (keyof StoredRecord)[];

/** Ids in one question to the store. */
const idsAtATime = 500;

/** Counts a concept and amounts by place, period and level of the issuer. Exact: nothing is sampled. */
export async function runPanel(task: Omit<PanelTask, "kind">, store: Store): Promise<Panel> {
  return task.options.amounts ? readPanel(task, store) : talliedPanel(task, store);
}

/**
 * The store counts. Of reposts one counts for all: documents that stand alone or began their cluster are counted, those that
 * joined one are looked at, and where one of them is to count for its cluster it takes the place of the one that began it.
 */
async function talliedPanel({ where, concept, options }: Omit<PanelTask, "kind">, store: Store): Promise<Panel> {
  const sums = panelSums(options);
  const counted = concept !== null && concept.ways.length > 0 ? concept : null;
  const add = async (of: Condition, sign: 1 | -1) => {
    for (const row of await store.tally(of, counted, options)) sums.tallied(row, sign);
  };
  if (options.reposts === "all") await add(where, 1);
  else {
    await add(both([where, { is: "not", of: { is: "joined" } }]), 1);
    const { dropped, taken } = await replaced(where, store);
    for (const ids of inPieces(dropped)) await add({ is: "id", ids }, -1);
    for (const ids of inPieces(taken)) await add({ is: "id", ids }, 1);
  }
  return sums.panel();
}

/** Documents that began their cluster and do not count for it, and those that do in their place. */
async function replaced(where: Condition, store: Store): Promise<{ dropped: string[]; taken: string[] }> {
  const chosen = new Map<string, PanelDocument>();
  for await (const row of scanned(store, both([where, { is: "joined" }]), [], light, false))
    chosen.set(row.cluster, countsForAll(chosen.get(row.cluster), row));
  const dropped: string[] = [];
  for (const ids of inPieces([...chosen.keys()])) {
    for await (const first of scanned(store, both([where, { is: "id", ids }]), [], light, false)) {
      if (first.cluster !== first.id) continue;
      const best = countsForAll(chosen.get(first.id), first);
      if (best.id === first.id) chosen.delete(first.id);
      else dropped.push(first.id);
    }
  }
  return { dropped, taken: [...chosen.values()].map(({ id }) => id) };
}

function inPieces(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / idsAtATime) }, (_, at) => ids.slice(at * idsAtATime, (at + 1) * idsAtATime));
}

/** Reads every document for its amounts, and every text in which the concept may stand. */
async function readPanel({ where, concept, options }: Omit<PanelTask, "kind">, store: Store): Promise<Panel> {
  const sums = panelSums(options);
  const places = options.places === "mention";
  const chosen = new Map<string, PanelDocument>();
  for await (const row of scanned(store, where, [], light, places)) {
    if (options.reposts === "all") sums.document(row);
    else chosen.set(row.cluster, countsForAll(chosen.get(row.cluster), row));
  }
  for (const row of chosen.values()) sums.document(row);
  const counted = (row: PanelDocument) => options.reposts === "all" || chosen.get(row.cluster)?.id === row.id;

  if (concept !== null && concept.ways.length > 0) await addMatches({ where, concept, options }, store, sums, counted);
  else if (options.amounts) {
    for await (const row of scanned(store, where, ["entities", "attachments"], whole, places)) {
      if (counted(row)) sums.money(row, entitiesOf(row));
    }
  }
  return sums.panel();
}

/** Reads every text in which the concept may stand, and counts. */
async function addMatches(
  { where, concept, options }: Omit<PanelTask, "kind" | "concept"> & { readonly concept: Concept },
  store: Store,
  sums: PanelSums,
  counted: (row: PanelDocument) => boolean,
): Promise<void> {
  const count = counterOf(concept);
  const narrowed = both([where, { is: "text", ways: concept.ways }]);
  const fields = options.amounts ? [...textFields, "entities" as const] : textFields;
  for await (const row of scanned(store, narrowed, fields, whole, options.places === "mention")) {
    if (!counted(row)) continue;
    const occurrences = textsOf(row).reduce((sum, text) => sum + count(text), 0);
    if (occurrences === 0) continue;
    sums.match(row, occurrences);
    if (options.amounts) sums.money(row, entitiesOf(row));
  }
}

async function* scanned(
  store: Store,
  where: Condition,
  fields: readonly (keyof StoredRecord)[],
  limit: number,
  places: boolean,
): AsyncGenerator<ScannedRecord> {
  for (let after: string | undefined; ; ) {
    const rows = await store.scan(where, { limit, fields, places, ...(after !== undefined && { after }) });
    yield* rows;
    after = rows.at(-1)?.id;
    if (rows.length < limit) return;
  }
}

function textsOf({ record: { title, text, attachments = [] } }: ScannedRecord): string[] {
  return [title ?? "", text ?? "", ...attachments.map((attachment) => attachment.text ?? "")];
}

function entitiesOf({ record: { entities = [], attachments = [] } }: ScannedRecord): NonNullable<StoredRecord["entities"]> {
  return [...entities, ...attachments.flatMap((attachment) => attachment.entities ?? [])];
}
