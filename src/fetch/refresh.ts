/** Bytes that a page which only leads on has at most. */
const most = 8_192;
/** Characters of text beside it, such as "click here if nothing happens". */
const mostText = 200;
/** Seconds after which a page leads on, at most: what refreshes itself later is a page that is read. */
const mostSeconds = 5;

/**
 * Where a page leads that says nothing but that the reader is to go on (`<meta http-equiv="refresh" content="0; url=…">`): the
 * same as a redirect.
 * @returns the address as written, in the page's own bytes (latin1); null where the page is one that is read, or leads to itself
 */
export function refreshTarget(bytes: Uint8Array, contentType: string | null): string | null {
  if (bytes.length > most || (contentType !== null && !/html/i.test(contentType))) return null;
  const html = Buffer.from(bytes)
    .toString("latin1")
    .replace(/<!--.{0,8192}?-->/gs, "");
  for (const [tag] of html.matchAll(/<meta\b[^>]{1,1000}>/gi)) {
    if (!/\bhttp-equiv\s*=\s*["']?refresh\b/i.test(tag)) continue;
    const content = /\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(tag);
    const [, seconds = "", target = ""] =
      /^\s*(\d{1,4})(?:\.\d{0,9})?\s*[;,]\s*(?:url\s*=)?\s*(.{1,2000})$/i.exec(content?.[1] ?? content?.[2] ?? "") ?? [];
    const address = target.trim().replace(/^(["'])(.*)\1$/, "$2");
    if (address === "" || Number(seconds) > mostSeconds || textLength(html) > mostText) continue;
    return address.replaceAll("&amp;", "&");
  }
  return null;
}

/** Bytes of text that a reader would see: Han takes two or three each. */
function textLength(html: string): number {
  const text = html.replace(/<(script|style|title)\b.{0,8192}?<\/\1\s*>/gis, "").replace(/<[^>]{0,2000}>/g, "");
  return text.replace(/\s+/g, "").length;
}
