import type { TitleWords } from "../dictionary/documents/titles.js";
import type { LinkTexts } from "../dictionary/pages/links.js";
import type { NonDocumentWords } from "../dictionary/pages/non-documents.js";
import type { Sites } from "../dictionary/pages/sites.js";
import type { Article } from "./article.js";
import type { PageLexicon } from "./page-lexicon.js";

export interface ExtractInput {
  /** address of the page, after redirects; null for a file of unknown origin */
  readonly url: string | null;
  readonly contentType: string | null;
  /** deepest nesting of elements that is accepted */
  readonly depth: number;
  /** what the feeder calls the document */
  readonly title?: string | undefined;
  /** name of the site profile to read it by, in place of that of its host */
  readonly profile?: string | undefined;
}

/** The parts of the dictionary that extraction uses. */
export interface ExtractDictionary extends PageLexicon {
  readonly sites: Sites;
  readonly linkTexts: LinkTexts;
  readonly nonDocuments: NonDocumentWords;
  readonly titleWords: TitleWords;
}

/** A decision taken during extraction, and the evidence for it. */
export interface Decision {
  readonly code: string;
  readonly message: string;
}

export interface Extraction {
  readonly article: Article;
  readonly notes: readonly Decision[];
}
