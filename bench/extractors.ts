import { Readability } from "@mozilla/readability";
import { Defuddle } from "defuddle/node";
import { JSDOM, VirtualConsole } from "jsdom";
import type { Dictionary } from "../src/dictionary/load.js";
import { extract } from "../src/extract/extract.js";
import { asZhengwenError } from "../src/model/errors.js";
import { defaultLimits } from "../src/pipeline/limits.js";

/** What an extractor finds on a page, everything as text; null where it finds nothing. */
export interface Found {
  readonly body: string;
  readonly title: string | null;
  readonly publishedAt: string | null;
  readonly publisher: string | null;
}

export interface Extractor {
  readonly name: string;
  find(page: string, url: string | null): Found | Promise<Found>;
}

const nothing: Found = { body: "", title: null, publishedAt: null, publisher: null };

/** Ours: the extract stage alone, on a decoded page. */
export function ownExtractor(dictionary: Dictionary): Extractor {
  return {
    name: "zhengwen",
    find(page, url) {
      try {
        const { article } = extract(page, { url, contentType: "text/html", depth: defaultLimits.depth }, dictionary);
        return article;
      } catch (cause) {
        // a page that is refused has no body; any other failure is one of the program
        if (asZhengwenError(cause).kind.state !== "rejected") throw cause;
        return nothing;
      }
    },
  };
}

export const readability: Extractor = {
  name: "readability",
  find(page, url) {
    const found = new Readability(documentOf(page, url)).parse();
    if (found === null) return nothing;
    const { textContent, title, publishedTime, siteName } = found;
    return { body: textContent ?? "", title: title || null, publishedAt: publishedTime || null, publisher: siteName || null };
  },
};

export const defuddle: Extractor = {
  name: "defuddle",
  async find(page, url) {
    const found = await Defuddle(documentOf(page, url), url ?? undefined);
    const body = new JSDOM(found.content ?? "").window.document.body.textContent ?? "";
    return { body, title: found.title || null, publishedAt: found.published || null, publisher: found.site || null };
  },
};

/** jsdom is the DOM that both name first. Its own complaints about style sheets are silenced. */
function documentOf(page: string, url: string | null): Document {
  return new JSDOM(page, { ...(url !== null && { url }), virtualConsole: new VirtualConsole() }).window.document;
}
