import type { VNode } from "preact";
import type { RevisionChange, StoredRecord } from "../../../model/record.js";
import { compareDocuments, type PartTexts } from "../../../parts/compare.js";
import { languageOf } from "../document-text.js";
import { Layout } from "../layout.js";
import type { Page } from "../page.js";

export interface ComparePageProps {
  readonly page: Page;
  readonly before: StoredRecord;
  readonly after: StoredRecord;
}

const fieldNames = [
  "title",
  "publishedAt",
  "publisher",
  "author",
  "editor",
  "issuers",
  "documentNumbers",
  "kind",
  "jurisdiction",
  "signedAt",
  "effectiveFrom",
  "effectiveTo",
  "deadline",
  "status",
  "text",
  "attachments",
] as const;

/** Parts shown of a comparison. */
const mostParts = 300;

/** Two revisions of a document, or two reposts of it, part by part. */
export function ComparePage({ page, before, after }: ComparePageProps): VNode {
  const { say, href } = page;
  const { fields, parts, texts } = compareDocuments(before, after);
  const known = fieldNames.filter((name) => fields.includes(name));
  const labels = new Map([...before.parts, ...after.parts].map(({ id, label }) => [id, label]));
  const name = (record: StoredRecord) => (
    <a href={href(`/documents/${record.id}`, { revision: record.revision })}>
      <span lang={languageOf(record.script)}>{record.publisher ?? record.title ?? record.id}</span>{" "}
      {say("revisions.this", { revision: record.revision })}
    </a>
  );
  return (
    <Layout page={page} title={say("compare.title")} wide>
      <h1>{say("compare.title")}</h1>
      <p lang="zh-Hans">{after.title}</p>
      <dl class="pair">
        <div>
          <dt>{say("compare.before")}</dt>
          <dd>{name(before)}</dd>
        </div>
        <div>
          <dt>{say("compare.after")}</dt>
          <dd>{name(after)}</dd>
        </div>
      </dl>
      {known.length === 0 && parts.length === 0 && <p>{say("compare.none")}</p>}
      {known.length > 0 && (
        <p>
          {say("compare.fields")} {known.map((one) => say(`field.${one}`)).join(say("list.and"))}
        </p>
      )}
      {parts.slice(0, mostParts).map((change, at) => (
        <ChangedPart
          key={`${change.id} ${change.change}`}
          page={page}
          change={change}
          label={pathOf(change.id, labels)}
          texts={texts[at]}
        />
      ))}
    </Layout>
  );
}

/** A part by its label and those of the parts that it stands in; null where none of them bears one. */
function pathOf(id: string, labels: ReadonlyMap<string, string | null>): string | null {
  const steps = id.split(".");
  const found = steps.flatMap((_step, at) => labels.get(steps.slice(0, at + 1).join(".")) ?? []);
  return found.length === 0 ? null : found.join(" ");
}

function ChangedPart({
  page: { say },
  change,
  label,
  texts,
}: {
  page: Page;
  change: RevisionChange["parts"][number];
  /** null for a part that bears none */
  label: string | null;
  texts?: PartTexts | undefined;
}): VNode {
  const [before, after] = [texts?.before ?? "", texts?.after ?? ""];
  const { start, endBefore, endAfter } = changedMiddle(before, after);
  return (
    <section class="changed">
      <h2>
        {label === null ? <code>{change.id}</code> : <span lang="zh-Hans">{label}</span>} {say(`change.${change.change}`)}
      </h2>
      <div class="pair">
        <p lang="zh-Hans">
          {before.slice(0, start)}
          {endBefore > start && <del>{before.slice(start, endBefore)}</del>}
          {before.slice(endBefore)}
        </p>
        <p lang="zh-Hans">
          {after.slice(0, start)}
          {endAfter > start && <ins>{after.slice(start, endAfter)}</ins>}
          {after.slice(endAfter)}
        </p>
      </div>
    </section>
  );
}

/** What differs between two texts: all between what they begin and end with alike. Offsets are in UTF-16 code units. */
export function changedMiddle(before: string, after: string): { start: number; endBefore: number; endAfter: number } {
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  if (isHalf(before, start) || isHalf(after, start)) start--;
  let same = 0;
  while (same < least - start && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)) same++;
  if (isHalf(before, before.length - same) || isHalf(after, after.length - same)) same--;
  return { start, endBefore: before.length - same, endAfter: after.length - same };
}

/** Whether an offset parts the halves of a character. */
function isHalf(text: string, at: number): boolean {
  return at > 0 && at < text.length && /[\udc00-\udfff]/.test(text.charAt(at)) && /[\ud800-\udbff]/.test(text.charAt(at - 1));
}
