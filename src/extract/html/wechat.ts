import type { Element, Page } from "./page.js";

/** What a page of WeChat's official accounts says outside its text. */
export interface WechatFacts {
  readonly publishedAt: string | null;
  readonly publisher: string | null;
}

const nothing: WechatFacts = { publishedAt: null, publisher: null };
const china = 8 * 3600;

/**
 * The account that published an article of WeChat and when. The page shows neither before its script has run: the time is a
 * variable of the script (`ct`, in seconds), the account stands in `#js_name`.
 */
export function readWechat(page: Page): WechatFacts {
  const ids = new Map<string, Element>();
  for (const element of page.elements) {
    const { id } = element.attributes;
    if (id === "js_content" || id === "js_name") ids.set(id, element);
  }
  if (!ids.has("js_content")) return nothing;
  const name = ids.get("js_name");
  const publisher = name === undefined ? "" : textOf(page, name);
  return { publishedAt: page.created === null ? null : momentOf(page.created), publisher: publisher.length > 0 ? publisher : null };
}

const textOf = (page: Page, { firstRun, endRun }: Element): string =>
  page.runs
    .slice(firstRun, endRun)
    .map(({ text }) => text)
    .join("")
    .trim();

const momentOf = (seconds: number): string => `${new Date((seconds + china) * 1000).toISOString().slice(0, 19)}+08:00`;
