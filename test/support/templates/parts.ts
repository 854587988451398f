import type { Writer } from "./words.js";

/** What the pages of articles are put together from. */

export const page = (title: string, body: string, head = ""): string =>
  `<html><head><title>${title}_江畔网</title>${head}</head><body>${body}</body></html>`;
export const p = (texts: readonly string[]): string => texts.map((text) => `<p>${text}</p>`).join("");
export const some = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
export const menu = `<div class="m1"><a href="/">首页</a><a href="/n">新闻</a><a href="/l">生活</a><a href="/s">社区</a><a href="/v">视频</a></div>`;
export const links = (w: Writer, n: number): string =>
  `<ul>${some(n, (i) => `<li><a href="/a/${i}">${w.headline()}</a></li>`).join("")}</ul>`;
