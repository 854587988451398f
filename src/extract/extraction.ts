import type { PageWords } from "../dictionary/pages/page-words.js";
import type { Sites } from "../dictionary/pages/sites.js";
import type { Article } from "./article.js";
import type { Lexicon } from "./lexicon.js";

export interface ExtractInput {
  /** address of the page, after redirects; null for a file of which no one says */
  readonly url: string | null;
  readonly contentType: string | null;
  /** nesting of elements over which a page is refused */
  readonly depth: number;
}

/** What the stage reads of the dictionaries. */
export interface ExtractDictionary extends Lexicon {
  readonly sites: Sites;
  readonly pages: PageWords;
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
