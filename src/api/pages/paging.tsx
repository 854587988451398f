import type { VNode } from "preact";
import type { Page } from "./page.js";

interface PagingProps {
  readonly page: Page;
  /** from 1 */
  readonly at: number;
  readonly pages: number;
  readonly hrefOf: (page: number) => string;
}

/** Links to the pages before and behind; nothing where there is but one. */
export function Paging({ page: { say }, at, pages, hrefOf }: PagingProps): VNode | null {
  if (pages <= 1) return null;
  return (
    <nav class="pages" aria-label={say("nav.pages")}>
      <ul>
        {at > 1 && (
          <li>
            <a href={hrefOf(at - 1)} rel="prev">
              {say("page.previous")}
            </a>
          </li>
        )}
        <li class="dim">{say("page.number", { page: at, pages })}</li>
        {at < pages && (
          <li>
            <a href={hrefOf(at + 1)} rel="next">
              {say("page.next")}
            </a>
          </li>
        )}
      </ul>
    </nav>
  );
}
