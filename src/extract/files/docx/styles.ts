import { elementAt, elementsOf, valueAt, type XmlElement } from "../xml.js";

/** What a style says that matters for a text, the styles that it is based on included. */
export interface Style {
  readonly id: string;
  /** in lower case: heading 1, toc 1, title */
  readonly name: string;
  readonly numId?: string | undefined;
  readonly level?: number | undefined;
  /** of the font, in points */
  readonly size?: number | undefined;
  readonly alignment?: string | undefined;
  readonly isHidden?: boolean | undefined;
}

export interface Styles {
  readonly byId: ReadonlyMap<string, Style>;
  /** of paragraphs that name none */
  readonly usual: Style;
}

const longestChain = 32;
const usualSize = 10;

/** Reads `styles.xml`; without one everything is plain. */
export function readStyles(root: XmlElement | undefined): Styles {
  const elements = new Map(elementsOf(root, "style").map((style) => [style.attributes.styleId ?? "", style]));
  const defaults = halfPoints(valueAt(root, "docDefaults", "rPrDefault", "rPr", "sz"));
  const byId = new Map<string, Style>();
  let usual: Style = { id: "", name: "normal", size: defaults ?? usualSize };
  for (const [id, element] of elements) {
    const chain: XmlElement[] = [];
    for (let at: XmlElement | undefined = element; at !== undefined && chain.length < longestChain; ) {
      chain.push(at);
      at = elements.get(valueAt(at, "basedOn") ?? "");
    }
    const first = <T>(look: (style: XmlElement) => T | undefined): T | undefined => {
      for (const style of chain) {
        const found = look(style);
        if (found !== undefined) return found;
      }
      return undefined;
    };
    const isParagraph = element.attributes.type !== "character";
    const style: Style = {
      id,
      name: (valueAt(element, "name") ?? "").toLowerCase(),
      numId: first((at) => valueAt(at, "pPr", "numPr", "numId")),
      level: first((at) => numberOf(valueAt(at, "pPr", "numPr", "ilvl"))),
      size: first((at) => halfPoints(valueAt(at, "rPr", "sz"))) ?? (isParagraph ? (defaults ?? usualSize) : undefined),
      alignment: first((at) => valueAt(at, "pPr", "jc")),
      isHidden: first((at) => toggle(elementAt(at, "rPr", "vanish"))),
    };
    byId.set(id, style);
    if (isOn(element.attributes.default) && element.attributes.type === "paragraph") usual = style;
  }
  return { byId, usual };
}

/** Whether a property that is either there or not holds; undefined where nothing is said. */
export function toggle(element: XmlElement | undefined): boolean | undefined {
  return element === undefined ? undefined : element.attributes.val === undefined || isOn(element.attributes.val);
}

const isOn = (value: string | undefined): boolean => value === "1" || value === "true" || value === "on";

export function numberOf(value: string | undefined): number | undefined {
  const number = value === undefined ? Number.NaN : Number.parseInt(value, 10);
  return Number.isNaN(number) ? undefined : number;
}

export function halfPoints(value: string | undefined): number | undefined {
  const number = numberOf(value);
  return number === undefined ? undefined : number / 2;
}
