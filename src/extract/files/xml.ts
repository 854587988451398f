import { Parser } from "htmlparser2";

/** An element of a part of an office document. Names and attributes are without their prefix: each part uses one vocabulary. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (XmlElement | string)[];
}

const deepest = 512;

/**
 * The root element of a part. Entities of its own cannot be declared: archives that try are refused before (`checkZip`).
 * @throws Error for a part without an element, or nested over the limit
 */
export function parseXml(bytes: Uint8Array): XmlElement {
  const root: XmlElement = { name: "", attributes: {}, children: [] };
  const open: XmlElement[] = [root];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const element: XmlElement = { name: local(name), attributes: localAttributes(attributes), children: [] };
        open.at(-1)?.children.push(element);
        open.push(element);
        if (open.length > deepest) throw new Error(`it is nested over ${deepest} levels`);
      },
      ontext(text) {
        const children = open.at(-1)?.children;
        const last = children?.at(-1);
        if (typeof last === "string") children?.splice(-1, 1, last + text);
        else children?.push(text);
      },
      onclosetag() {
        if (open.length > 1) open.pop();
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(decoded(bytes));
  const element = root.children.find((child) => typeof child !== "string");
  if (element === undefined) throw new Error("a part of it is no XML");
  return element as XmlElement;
}

function decoded(bytes: Uint8Array): string {
  const [a, b] = bytes;
  const charset = a === 0xff && b === 0xfe ? "utf-16le" : a === 0xfe && b === 0xff ? "utf-16be" : "utf-8";
  return new TextDecoder(charset).decode(bytes);
}

const local = (name: string): string => name.slice(name.indexOf(":") + 1);

function localAttributes(attributes: Record<string, string>): Record<string, string> {
  const found: Record<string, string> = Object.create(null);
  for (const name of Object.keys(attributes)) found[local(name)] = attributes[name] ?? "";
  return found;
}

/** The elements among the children, of one name or of any. */
export function elementsOf(element: XmlElement | undefined, name?: string): XmlElement[] {
  if (element === undefined) return [];
  return element.children.filter((child): child is XmlElement => typeof child !== "string" && (name === undefined || child.name === name));
}

/** The element at the end of a path of names, the first of each. */
export function elementAt(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  let at = element;
  for (const name of path) at = at?.children.find((child): child is XmlElement => typeof child !== "string" && child.name === name);
  return at;
}

/** The `val` of the element at the end of a path; undefined where there is none. */
export function valueAt(element: XmlElement | undefined, ...path: readonly string[]): string | undefined {
  return elementAt(element, ...path)?.attributes.val;
}

/** Every element of a name below an element, in order; those inside one that was found are left out. */
export function descendants(element: XmlElement, name: string): XmlElement[] {
  return elementsOf(element).flatMap((child) => (child.name === name ? [child] : descendants(child, name)));
}

/** The text of an element and of all below it. */
export function textOf(element: XmlElement): string {
  return element.children.map((child) => (typeof child === "string" ? child : textOf(child))).join("");
}
