import { createRequire } from "node:module";
import type { CheerioAPI } from "cheerio/slim";

const require = createRequire(import.meta.url);

/**
 * cheerio's `load`. The library is loaded when it is first used, since that takes longer than a page does, and few pages are of a
 * site that has a profile.
 */
export function loadCss(...given: Parameters<typeof import("cheerio/slim")["load"]>): CheerioAPI {
  return (require("cheerio/slim") as typeof import("cheerio/slim")).load(...given);
}
