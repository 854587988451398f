/** A charset that someone claims for the bytes. `label` is as claimed, in lower case. */
export interface Declaration {
  readonly label: string;
  readonly evidence: "header" | "meta";
}

/** Charsets that the decoder distinguishes by the bytes; labels are looked up among these families only to break ties. */
export type Family = "utf-8" | "gb18030" | "big5" | "utf-16le" | "utf-16be";

/** How far into a page a declaration is looked for, in bytes: pages with a long script before their meta tags are real. */
const reach = 256 * 1024;
const label = /charset\s{0,8}=\s{0,8}["']?\s{0,8}([\w.:-]{2,40})/i;

/** What header and page claim, in that order, each label once per place. */
export function findDeclarations(bytes: Uint8Array, contentType: string | null): Declaration[] {
  const declarations: Declaration[] = [];
  const header = contentType?.match(label)?.[1];
  if (header) declarations.push({ label: header.toLowerCase(), evidence: "header" });
  // every charset of a page holds ASCII as it is, but for UTF-16, whose NULs are dropped here
  let head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, reach)).toString("latin1");
  if (head.includes("\0")) head = head.replaceAll("\0", "");
  const xml = head.match(/^\W{0,8}<\?xml\s[^>]{0,200}?encoding\s{0,8}=\s{0,8}["']([\w.:-]{2,40})/i)?.[1];
  if (xml) declarations.push({ label: xml.toLowerCase(), evidence: "meta" });
  for (const [tag] of head.matchAll(/<meta\s[^>]{0,400}/gi)) {
    const found = tag.match(label)?.[1];
    if (found) declarations.push({ label: found.toLowerCase(), evidence: "meta" });
  }
  return declarations;
}

/** The family that a label means, or null when it means none of them. */
export function familyOf(name: string): Family | null {
  if (/^(x-|cs)?(gb|cp936|ms936|windows-?936|chinese|iso-ir-58|hz-gb)/.test(name)) return "gb18030";
  if (/^(x-|x-x-|cs)?(big-?5|cp950|ms950|windows-?950|cn-big5)/.test(name)) return "big5";
  if (/^(x-)?utf-?8$|^unicode-1-1-utf-8$/.test(name)) return "utf-8";
  if (/^utf-?16be$/.test(name)) return "utf-16be";
  if (/^utf-?16(le)?$|^unicode$|^ucs-2$/.test(name)) return "utf-16le";
  return null;
}
