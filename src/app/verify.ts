import type { Dictionary } from "../dictionary/load.js";
import { type Context, citationOf, permalink } from "../export/findings.js";
import type { StoredRecord } from "../model/record.js";
import { type Draft, readDraft } from "../pipeline/draft.js";
import { both, type Condition } from "../search/condition.js";
import { citedTitleTerm } from "../search/facets.js";
import { numberTerm, numberTerms } from "../search/number-terms.js";
import { sentenceAround } from "../search/sentence.js";
import { shownText, textsOf } from "../search/texts.js";
import { phraseOf } from "../search/units.js";
import { type Attribution, claimsOf, type Reference } from "../search/verify/claims.js";
import {
  type Comparison,
  compareFigure,
  compareQuotation,
  type Difference,
  differenceOf,
  isTitleOf,
  titleLikeness,
} from "../search/verify/compare.js";
import type { Store } from "../store/store.js";
import { toSource } from "../text/offset-map.js";

/**
 * `exact`: a held document says so. `altered`: it says something else, see `difference`. `repealed`: so it says, and another
 * held document repeals or replaces it. `not held`: no held document shows it; nothing is known of whether it is true.
 */
type Verdict = "exact" | "altered" | "repealed" | "not held";

export interface Finding {
  readonly kind: "number" | "title" | "quotation" | "figure";
  /** what was checked, exactly as the draft has it, with its offsets there */
  readonly quote: string;
  readonly start: number;
  readonly end: number;
  readonly verdict: Verdict;
  readonly difference: Difference | null;
  /** the held document that decided */
  readonly document: Context["record"] | null;
  readonly passage: Passage | null;
}

/** What a held document says, as published. */
export interface Passage {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly permalink: string;
}

interface VerifyServices {
  readonly store: Store;
  readonly dictionary: Dictionary;
}

/** Checks what a draft says of documents against those that are held; see `Verdict`. The findings stand in the order of the draft. */
export async function verify(text: string, services: VerifyServices): Promise<Finding[]> {
  const draft = readDraft(text, services.dictionary);
  const { references, attributions } = claimsOf(draft);
  const checker = createChecker(draft, services.store);
  const findings: Finding[] = [];
  for (const reference of references) findings.push(...(await checker.reference(reference)));
  for (const attribution of attributions) findings.push(await checker.attribution(attribution));
  return findings.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** What became of a reference: the documents that its number and its title lead to. */
interface Resolved {
  readonly byNumber: StoredRecord | null;
  readonly byTitle: StoredRecord | null;
  readonly near: StoredRecord | null;
}

const mostCandidates = 8;
/** How alike a title must be for one to be a slip of the other. */
const slip = 0.6;

function createChecker(draft: Draft, store: Store) {
  const resolved = new Map<Reference, Promise<Resolved>>();
  const resolve = (reference: Reference) => {
    const known = resolved.get(reference) ?? resolveReference(store, reference);
    resolved.set(reference, known);
    return known;
  };
  const at = (span: { textStart: number; textEnd: number }) => {
    const { start, end } = toSource(draft.map, span.textStart, span.textEnd);
    return { quote: draft.original.slice(start, end), start, end };
  };
  const unheld = { verdict: "not held", difference: null, document: null, passage: null } as const;

  const judged = async (record: StoredRecord) => {
    const repeal = await repealOf(store, record);
    if (repeal !== null)
      return { verdict: "repealed", difference: null, document: citationOf(repeal.by), passage: repeal.passage } as const;
    return { verdict: "exact", difference: null, document: citationOf(record), passage: await headOf(store, record) } as const;
  };

  const reference = async (one: Reference): Promise<Finding[]> => {
    const found = await resolve(one);
    const findings: Finding[] = [];
    if (one.number !== null) findings.push({ kind: "number", ...at(one.number), ...(await number(one, found)) });
    if (one.title !== null) findings.push({ kind: "title", ...at(one.title), ...(await title(one, found)) });
    return findings;
  };

  const number = async (one: Reference, { byNumber, byTitle, near }: Resolved) => {
    const said = one.number?.canonical ?? "";
    // a number that is another document's than the title beside it says is wrong, though it is held
    const conflict = byTitle !== null && byNumber?.id !== byTitle.id && byTitle.documentNumber !== null;
    if (byNumber !== null && !conflict) return judged(byNumber);
    const other = conflict ? byTitle : near;
    if (other?.documentNumber == null) return unheld;
    const difference = differenceOf(said, other.documentNumber);
    return { verdict: "altered", difference, document: citationOf(other), passage: await headOf(store, other) } as const;
  };

  const title = async (one: Reference, { byNumber, byTitle, near }: Resolved) => {
    const said = one.title?.title ?? "";
    if (byTitle !== null) return judged(byTitle);
    const other = byNumber ?? near;
    if (other?.title == null || titleLikeness(said, other.title) < slip) return unheld;
    return {
      verdict: "altered",
      difference: differenceOf(said, other.title),
      document: citationOf(other),
      passage: await headOf(store, other),
    } as const;
  };

  const attribution = async (one: Attribution): Promise<Finding> => {
    const span = one.kind === "quotation" ? { textStart: one.start, textEnd: one.end } : one.figure;
    const { byNumber, byTitle, near } = await resolve(one.reference);
    const place = { kind: one.kind, ...at(span) };
    for (const record of distinct([byTitle, byNumber, near])) {
      const compared = one.kind === "quotation" ? compareQuotation(one.text, record.text) : compareFigure(one.figure, draft.text, record);
      if (compared?.verdict !== "exact" && one.kind === "quotation" && standsIn(one.text, record.title)) {
        return { ...place, ...(await exactOf(store, record)), passage: await headOf(store, record) };
      }
      if (compared === null) continue;
      return { ...place, ...(await compareOut(store, record, compared)) };
    }
    return { ...place, ...unheld };
  };

  return { reference, attribution };
}

async function compareOut(store: Store, record: StoredRecord, { verdict, difference, span }: Comparison) {
  const passage = await passageOf(store, record, span);
  if (verdict === "altered") return { verdict, difference, document: citationOf(record), passage } as const;
  return { ...(await exactOf(store, record)), passage };
}

async function exactOf(store: Store, record: StoredRecord) {
  const repeal = await repealOf(store, record);
  return { verdict: repeal === null ? "exact" : "repealed", difference: null, document: citationOf(record) } as const;
}

/** Whether words that are quoted stand in a title. */
function standsIn(quoted: string, title: string | null): boolean {
  return title !== null && compareQuotation(quoted, title)?.verdict === "exact";
}

async function resolveReference(store: Store, { number, title }: Reference): Promise<Resolved> {
  const key = number === null ? null : numberTerm(number.canonical);
  const [byNumber = null] = key === null ? [] : await records(store, { is: "term", terms: [`number:${key}`] });
  const phrase = title === null ? [] : phraseOf(title.title);
  const titled = title === null || phrase.length === 0 ? [] : await records(store, { is: "text", ways: [phrase], in: "title" });
  const fitting = title === null ? [] : titled.filter((record) => isTitleOf(title.title, record));
  const byTitle = fitting.find(({ id }) => id === byNumber?.id) ?? fitting[0] ?? null;
  const near = byNumber !== null && byTitle !== null ? null : await nearest(store, number?.canonical ?? null, title?.title ?? null);
  return { byNumber, byTitle, near };
}

/** The held document whose title, or whose number, is most like what is said. */
async function nearest(store: Store, number: string | null, title: string | null): Promise<StoredRecord | null> {
  const candidates: StoredRecord[] = [];
  if (title !== null) {
    const pieces = piecesOf(phraseOf(title));
    const anyPiece: Condition = { is: "or", of: pieces.map((piece) => ({ is: "text", ways: [piece], in: "title" })) };
    if (pieces.length > 0) candidates.push(...(await records(store, anyPiece, 50)));
    const [best] = candidates.map((record) => ({ record, like: titleLikeness(title, record.title ?? "") })).sort((a, b) => b.like - a.like);
    if (best && best.like >= slip) return best.record;
  }
  if (number === null) return null;
  const sameSerial = await records(store, {
    is: "term",
    terms: numberTerms(number)
      .slice(-1)
      .map((term) => `number:${term}`),
  });
  return sameSerial.find(({ documentNumber }) => documentNumber !== null && titleLikeness(number, documentNumber) >= 0.75) ?? null;
}

/** A phrase in three pieces: whoever changed a character left two of them whole. */
function piecesOf(phrase: readonly string[]): string[][] {
  const size = Math.ceil(phrase.length / 3);
  return size < 2 ? [] : [0, 1, 2].map((i) => phrase.slice(i * size, (i + 1) * size)).filter((piece) => piece.length > 1);
}

async function records(store: Store, where: Condition, most = mostCandidates): Promise<StoredRecord[]> {
  const ids = await store.ids({ where: both([where]) }, most);
  return (await Promise.all(ids.map((id) => store.get(id)))).filter((record) => record !== null);
}

/** A held document that says of this one that it is repealed or replaced, with where it does. */
export async function repealOf(store: Store, record: StoredRecord): Promise<{ by: StoredRecord; passage: Passage } | null> {
  const numbers = record.documentNumbers.flatMap((number) => numberTerm(number) ?? []);
  const terms = [...numbers.map((key) => `cites:${key}`), ...(record.title === null ? [] : [citedTitleTerm(record.title)])];
  if (terms.length === 0) return null;
  for (const by of await records(store, { is: "term", terms }, 50)) {
    if (by.id === record.id) continue;
    const cite = by.cites.find(
      ({ relation, number, title, provision }) =>
        (relation === "repeals" || relation === "replaces") &&
        provision === undefined &&
        ((number !== undefined && numbers.includes(numberTerm(number) ?? "")) || (title !== undefined && isTitleOf(title, record))),
    );
    if (cite) return { by, passage: published(by, sentenceAround(by.original, cite)) };
  }
  return null;
}

/** How a document begins, to know it by. */
async function headOf(_store: Store, record: StoredRecord): Promise<Passage> {
  const own = record.entities.find((entity) => entity.type === "documentNumber" && entity.own === true && entity.in === "body");
  const start = own?.start ?? 0;
  return published(record, sentenceAround(record.original, { start, end: Math.min(record.original.length, own?.end ?? start + 1) }));
}

/** A span of the normalised text as it was published, with its sentence's bounds. */
async function passageOf(store: Store, record: StoredRecord, span: { start: number; end: number }): Promise<Passage> {
  const maps = await store.maps(record.id, record.revision);
  const { searched } = shownText(textsOf({ record, maps }).body, "published");
  const inPublished = toSource(searched.map, span.start, span.end);
  // without maps the published text is not known place by place: the passage is the whole of what is known
  const at = maps === null && record.text !== record.original ? { start: 0, end: 0 } : inPublished;
  return published(record, at.end > at.start ? withSentence(record.original, at) : at);
}

function withSentence(text: string, span: { start: number; end: number }) {
  const sentence = sentenceAround(text, span);
  return { start: Math.min(sentence.start, span.start), end: Math.max(sentence.end, span.end) };
}

function published(record: StoredRecord, { start, end }: { start: number; end: number }): Passage {
  return { text: record.original.slice(start, end), start, end, permalink: permalink(record, { start, end }) };
}

function distinct(given: readonly (StoredRecord | null)[]): StoredRecord[] {
  return given
    .filter((record): record is StoredRecord => record !== null)
    .filter((record, i, all) => all.findIndex(({ id }) => id === record.id) === i);
}
