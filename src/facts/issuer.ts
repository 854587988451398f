import type { FactLists } from "../dictionary/documents/fact-words.js";
import { bodyNamed } from "../dictionary/organisations/bodies.js";
import type { Docs } from "../entities/doc.js";
import { oneOf } from "../lexicon/alternation.js";
import type { Mention } from "../model/entity.js";
import type { DocumentSignature } from "./signature.js";

/**
 * The issuing agency: the metadata table, the signature, the body that the title begins with (国务院办公厅关于…). Of several
 * that sign together the first stands for all, as in their number. `titled` finds what the title mentions; it is asked
 * only where neither table nor signature names the issuer and the title may begin with one.
 */
export function issuerOf(
  { title, body }: Docs,
  titled: () => readonly Mention[],
  tabled: string | undefined,
  signature: DocumentSignature | null,
): string | null {
  const stated = tabled?.trim();
  if (stated) return stated;
  const [signer] = signature?.signers ?? [];
  if (signer) return bodyNamed(body.dictionary.agencies.bodies, signer, "CN")?.canonical ?? signer;
  if (title === null) return null;
  const { acts, opening } = title.dictionary.factWords.compiled(actPatterns);
  if (!acts.test(title.text)) return null;
  const leading = titled().find((mention) => mention.type === "organisation" && mention.start === 0);
  return leading && opening.test(title.text.slice(leading.end)) ? title.text.slice(0, leading.end) : null;
}

/** What an issuer does in a title: anywhere in it, and behind the issuer's name. */
function actPatterns({ issuer }: FactLists) {
  const acts = oneOf(issuer.acts);
  return { acts: new RegExp(acts), opening: new RegExp(`^[\\s、]?.{0,40}?${acts}`) };
}
