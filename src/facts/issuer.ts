import { bodyNamed } from "../dictionary/organisations/bodies.js";
import type { Context } from "../entities/annotator.js";
import type { Doc } from "../entities/doc.js";
import type { Mention } from "../model/entity.js";
import type { Signature } from "./signature.js";

/**
 * The issuing agency: the metadata table, the signature, the body that the title begins with (国务院办公厅关于…). Of several
 * that sign together the first stands for all, as in their number.
 */
export function issuerOf(
  docs: { title: Doc | null; body: Doc },
  mentions: { title: readonly Mention[] },
  { facts }: Pick<Context, "facts">,
  signature: Signature | null,
): string | null {
  const stated = facts.发文机关?.trim();
  if (stated) return stated;
  const [signer] = signature?.signers ?? [];
  if (signer) return bodyNamed(docs.body.dictionary.agencies.bodies, signer, "CN")?.canonical ?? signer;
  const { title } = docs;
  const body = mentions.title.find((mention) => mention.type === "organisation" && mention.start === 0);
  if (title && body && /^[\s、]?.{0,40}?(?:关于|公告|令|通告|转发|印发|公布)/.test(title.text.slice(body.end)))
    return title.text.slice(0, body.end);
  return null;
}
