import type { LinkTexts } from "../dictionary/pages/links.js";
import type { NonDocumentWords } from "../dictionary/pages/non-documents.js";
import type { Sites } from "../dictionary/pages/sites.js";
import type { Article } from "./article.js";
import type { PageLexicon } from "./page-lexicon.js";

export interface ExtractInput {
  /** address of the page, after redirects; null for a file of which no one says */
  readonly url: string | null;
  readonly contentType: string | null;
  /** nesting of elements over which a page is refused */
  readonly depth: number;
}

/** What the stage reads of the dictionaries. */
export interface ExtractDictionary extends PageLexicon {
  readonly sites: Sites;
  readonly linkTexts: LinkTexts;
  readonly nonDocuments: NonDocumentWords;
}

/** A decision that the stage took, and what decided. */
export interface Decision {
  readonly code: string;
  readonly message: string;
}

export interface Extraction {
  readonly article: Article;
  readonly notes: readonly Decision[];
}
