import type { VNode } from "preact";
import type { Script } from "../../model/record.js";
import type { Snippet } from "../../search/snippets.js";
import type { Said } from "./said.js";

/** The language of a document's own words, which fonts and readers aloud go by. */
export function languageOf(script: Script): "zh-Hans" | "zh-Hant" {
  return script === "hans" ? "zh-Hans" : "zh-Hant";
}

/** What the code says, in the reader's language. */
export function SaidText({ said: { text, lang } }: { readonly said: Said }): VNode {
  return <span lang={lang}>{text}</span>;
}

/** A piece of a text with what answers the query marked. */
export function Marked({ snippet: { text, spans } }: { readonly snippet: Snippet }): VNode {
  const parts: (string | VNode)[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    parts.push(text.slice(at, start), <mark>{text.slice(start, end)}</mark>);
    at = end;
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}

/** An address that may stand in a link: of http or https, nothing that could run. */
export function webAddress(url: string | null): string | null {
  return url !== null && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? url : null;
}

/** The day of a moment, in China's time where the moment says one. */
export function dayOf(moment: string | null): string | null {
  return moment?.slice(0, 10) ?? null;
}
