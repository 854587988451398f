import type { SiteProfile } from "../../dictionary/pages/sites.js";
import type { Element, Page } from "./page.js";
import { selecting, shownIn } from "./selecting.js";

/** Facts that a profile gives by the element that shows them. */
type ShownFact = "title" | "published" | "publisher" | "author" | "editor";

/** What a site's profile finds on one page. */
export interface ProfiledPage {
  readonly name: string;
  /** each selector for the body with what it matches, best first */
  readonly body: readonly { readonly selector: string; readonly elements: readonly Element[] }[];
  /** for each fact the first text that its selectors find */
  readonly texts: Readonly<Record<ShownFact, string | null>>;
  /** what does not belong to the document */
  readonly remove: readonly Element[];
}

/**
 * Runs the selectors of a site's profile over a page of that site.
 * @returns null where the page is so large or nested so deeply that they would take too long
 */
export function applyProfile(page: Page, profile: SiteProfile): ProfiledPage | null {
  const css = selecting(page);
  if (css === null) return null;
  const select = (selector: string): Element[] => css.select(selector);
  const textOf = (selectors: readonly string[] = []): string | null => {
    for (const selector of selectors) {
      const text = select(selector)
        .map((element) => shownIn(page, element))
        .find((shown) => shown.length > 0);
      if (text !== undefined) return text;
    }
    return null;
  };
  return {
    name: profile.name,
    body: (profile.body ?? []).map((selector) => ({ selector, elements: select(selector) })),
    texts: {
      title: textOf(profile.title),
      published: textOf(profile.published),
      publisher: textOf(profile.publisher),
      author: textOf(profile.author),
      editor: textOf(profile.editor),
    },
    remove: (profile.remove ?? []).flatMap((selector) => select(selector)),
  };
}
