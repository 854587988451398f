import type { Jurisdiction, Kind, Script } from "../model/record.js";
import { type AttachmentHighlights, highlight } from "./highlight.js";
import { type MatchedValue, matchedValues } from "./matched.js";
import type { FoundRecord, Hit, SearchQuery } from "./query.js";
import { type Snippet, shortened } from "./snippets.js";
import type { Standing } from "./standing.js";
import { shownText, type TextForm, textsOf } from "./texts.js";

/** Fields of a record that can be asked for beside a hit: short ones; the whole record is at its own address. */
export const extraFields = [
  "revision",
  "seq",
  "cluster",
  "canonicalUrl",
  "claimedUrl",
  "originalUrl",
  "fetchedAt",
  "charset",
  "publisher",
  "author",
  "editor",
  "issuerLevel",
  "documentNumbers",
  "jurisdiction",
  "signedAt",
  "effectiveFrom",
  "effectiveTo",
  "deadline",
  "status",
  "fingerprint",
  "pipeline",
] as const satisfies readonly (keyof FoundRecord)[];
export type ExtraField = (typeof extraFields)[number];

/** What is shown of a record that was found: enough to choose it by, whatever its length. */
export interface CompactHit {
  readonly id: string;
  /** in the form asked for; null where the document has none */
  readonly title: string | null;
  readonly issuers: readonly string[];
  readonly number: string | null;
  readonly date: string | null;
  readonly place: Pick<Jurisdiction, "code" | "name"> | null;
  readonly url: string | null;
  readonly source: string | null;
  readonly publisher: string | null;
  readonly kind: Kind;
  readonly script: Script;
  readonly score: number;
  /** how the body begins, to know a document without title by */
  readonly beginning: string;
  readonly highlights: CompactHighlights;
  /** the amounts, counts, places and days that met the filters */
  readonly matched: readonly MatchedValue[];
  readonly fields?: Readonly<Partial<Pick<FoundRecord, ExtraField>>>;
  /** reposts of it that match too and are folded into this hit */
  readonly reposts?: number;
  /** whether it is in force, where that is known */
  readonly standing?: Pick<Standing, "state" | "reason">;
  /** why it was found, in words */
  readonly why?: readonly string[];
}

interface CompactHighlights {
  readonly title: Snippet | null;
  readonly body: readonly Snippet[];
  readonly attachments: readonly AttachmentHighlights[];
  /** how many more attachments hold something of the query */
  readonly moreAttachments: number;
}

const longestTitle = 200;
const longestBeginning = 60;
const mostIssuers = 10;
const mostAttachments = 3;
const mostSpans = 12;

/** A hit as it is answered. Its size does not grow with the document's. */
export function compactHit(hit: Hit, query: SearchQuery, form: TextForm, fields: readonly ExtraField[] = []): CompactHit {
  const { record, score } = hit;
  const texts = textsOf(hit);
  const { title, body, attachments } = highlight(hit, query, form, texts);
  const shownTitle = title?.text ?? (texts.title === null ? null : shownText(texts.title, form).shown);
  return {
    id: record.id,
    title: shownTitle === null ? null : shortened(shownTitle, longestTitle),
    issuers: record.issuers.slice(0, mostIssuers).map((issuer) => shortened(issuer, longestTitle)),
    number: record.documentNumber,
    date: record.publishedAt,
    place: record.jurisdiction && { code: record.jurisdiction.code, name: record.jurisdiction.name },
    url: record.url,
    source: record.source?.id ?? null,
    publisher: record.publisher === null ? null : shortened(record.publisher, longestTitle),
    kind: record.kind,
    script: record.script,
    score,
    beginning: shortened(
      shownText(texts.body, form)
        .shown.slice(0, 4 * longestBeginning)
        .trim()
        .replace(/\s+/g, " ")
        .toWellFormed(),
      longestBeginning,
    ),
    highlights: {
      title: title && within(title, longestTitle),
      body: body.map((snippet) => within(snippet, snippet.text.length)),
      attachments: attachments
        .slice(0, mostAttachments)
        .map(({ index, name, snippets }) => ({ index, name: shortened(name, longestTitle), snippets: snippets.slice(0, 1) })),
      moreAttachments: Math.max(0, attachments.length - mostAttachments),
    },
    matched: matchedValues(record, query.where),
    ...(hit.reposts !== undefined && { reposts: hit.reposts }),
    ...(fields.length > 0 && { fields: Object.fromEntries(fields.map((field) => [field, record[field]])) }),
  };
}

function within({ text, start, spans }: Snippet, most: number): Snippet {
  const shown = shortened(text, most);
  return { text: shown, start, spans: spans.filter(({ end }) => end <= shown.length).slice(0, mostSpans) };
}
