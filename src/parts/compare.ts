import type { Document, Part, RevisionChange } from "../model/record.js";

/** A document as far as it is compared. */
type Compared = Pick<
  Document,
  | "title"
  | "publishedAt"
  | "publisher"
  | "author"
  | "editor"
  | "issuers"
  | "documentNumbers"
  | "kind"
  | "jurisdiction"
  | "signedAt"
  | "effectiveFrom"
  | "effectiveTo"
  | "deadline"
  | "status"
  | "text"
  | "parts"
  | "attachments"
>;

/** What is compared of a field: what it says, without where that stands. */
const compared: { readonly [Field in Exclude<keyof Compared, "parts">]: (document: Compared) => unknown } = {
  title: ({ title }) => title,
  publishedAt: ({ publishedAt }) => publishedAt,
  publisher: ({ publisher }) => publisher,
  author: ({ author }) => author,
  editor: ({ editor }) => editor,
  issuers: ({ issuers }) => issuers,
  documentNumbers: ({ documentNumbers }) => documentNumbers,
  kind: ({ kind }) => kind,
  jurisdiction: ({ jurisdiction }) => jurisdiction?.code,
  signedAt: ({ signedAt }) => signedAt,
  effectiveFrom: ({ effectiveFrom }) => effectiveFrom,
  effectiveTo: ({ effectiveTo }) => effectiveTo,
  deadline: ({ deadline }) => deadline,
  status: ({ status }) => status.map(({ word }) => word),
  text: ({ text }) => text,
  attachments: ({ attachments }) => attachments.map(({ name, url, text, failure }) => [name, url, text, failure?.code]),
};

/** The text of a part that changed, before and after; null where the part was not there. */
export interface PartTexts {
  readonly before: string | null;
  readonly after: string | null;
}

/** A part with the text that is its own, without that of the parts in it. */
interface Own {
  readonly part: Part;
  readonly text: string;
}

/**
 * What differs between two revisions of a document: which fields, and of the body which parts. Parts are told apart by their
 * ids; one whose text stands unchanged under another id has moved.
 */
export function compareDocuments(
  before: Compared,
  after: Compared,
): Pick<RevisionChange, "fields" | "parts"> & { readonly texts: readonly PartTexts[] } {
  const fields = (Object.keys(compared) as (keyof typeof compared)[]).filter((field) => {
    return JSON.stringify(compared[field](before)) !== JSON.stringify(compared[field](after));
  });
  const found = compareParts(ownTexts(before), ownTexts(after));
  return { fields, parts: found.map(({ change }) => change), texts: found.map(({ texts }) => texts) };
}

interface FoundChange {
  readonly change: RevisionChange["parts"][number];
  readonly texts: PartTexts;
}

function compareParts(before: ReadonlyMap<string, Own>, after: ReadonlyMap<string, Own>): FoundChange[] {
  const same = (id: string) => before.get(id)?.text === after.get(id)?.text;
  const left = new Map([...before].filter(([id]) => !same(id)));
  const moved = byText(left.values());
  const found: FoundChange[] = [];
  const waiting: [string, Own][] = [];
  for (const [id, own] of after) {
    if (before.has(id) && same(id)) continue;
    const from = own.text === "" ? undefined : moved.get(own.text)?.shift();
    if (from === undefined) waiting.push([id, own]);
    else {
      left.delete(from.part.id);
      // a paragraph that is counted and not numbered moves with whatever is put before it
      if (own.part.label !== null)
        found.push({ change: { id, change: "moved", from: from.part.id }, texts: { before: from.text, after: own.text } });
    }
  }
  for (const [id, own] of waiting) {
    const old = left.get(id);
    left.delete(id);
    const change = old ? "changed" : "added";
    found.push({ change: { id, change }, texts: { before: old?.text ?? null, after: own.text } });
  }
  for (const [id, { text }] of left) found.push({ change: { id, change: "removed" }, texts: { before: text, after: null } });
  const order = new Map([...before.keys(), ...after.keys()].map((id, i) => [id, i]));
  return found
    .filter(({ texts }) => texts.before !== "" || texts.after !== "")
    .sort((a, b) => (order.get(a.change.id) ?? 0) - (order.get(b.change.id) ?? 0));
}

function byText(parts: Iterable<Own>): Map<string, Own[]> {
  const found = new Map<string, Own[]>();
  for (const own of parts) {
    const alike = found.get(own.text);
    if (alike) alike.push(own);
    else found.set(own.text, [own]);
  }
  return found;
}

function ownTexts({ parts, text }: Compared): Map<string, Own> {
  const children = new Map<string | null, Part[]>();
  for (const part of parts) {
    const siblings = children.get(part.parent);
    if (siblings) siblings.push(part);
    else children.set(part.parent, [part]);
  }
  return new Map(
    parts.map((part) => {
      let own = "";
      let at = part.textStart;
      for (const { textStart, textEnd } of children.get(part.id) ?? []) {
        own += text.slice(at, textStart);
        at = Math.max(at, textEnd);
      }
      return [part.id, { part, text: (own + text.slice(at, part.textEnd)).trim() }];
    }),
  );
}
