import { AttributeAction, parse, type Selector, SelectorType } from "css-what";
import * as z from "zod";

/** One compound of a selector: `tag#id.class[name=value]`. */
export interface SelectorCompound {
  readonly tag: string | null;
  readonly id: string | null;
  readonly classes: readonly string[];
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
}

/** A row of selectors as its file writes it, and each of its selectors as compounds, innermost first. */
export interface ContainerSelector {
  readonly source: string;
  readonly selectors: readonly (readonly SelectorCompound[])[];
}

/**
 * Rows of selectors, indexed so that one pass over a page matches them all. The general rules try a hundred selectors on every
 * page, so they are held to the part of CSS that can be looked up: tag, id, class, attribute equals, descent. A row may list
 * several selectors, which together name the parts of one thing.
 */
export interface ContainerIndex {
  readonly rows: readonly string[];
  readonly selectors: readonly { readonly row: number; readonly compounds: readonly SelectorCompound[] }[];
  /** selectors by what an element must have to match: `#id`, `.class` or tag */
  readonly byKey: ReadonlyMap<string, readonly number[]>;
}

/** A selector of CSS within that part; anything else is refused, with the reason. */
export const containerSelectorSchema = z
  .string()
  .min(1)
  .transform((source, context): ContainerSelector => {
    try {
      return { source, selectors: parse(source).map(compoundsOf) };
    } catch (cause) {
      context.addIssue({ code: "custom", message: `${source}: ${(cause as Error).message}` });
      return z.NEVER;
    }
  });

/** Builds the index over rows of selectors, best first. */
export function indexContainers(rows: readonly ContainerSelector[]): ContainerIndex {
  const selectors = rows.flatMap((row, i) => row.selectors.map((compounds) => ({ row: i, compounds })));
  const byKey = new Map<string, number[]>();
  for (const [i, { compounds }] of selectors.entries()) {
    const key = keyOf(compounds[0]);
    const others = byKey.get(key);
    if (others) others.push(i);
    else byKey.set(key, [i]);
  }
  return { rows: rows.map(({ source }) => source), selectors, byKey };
}

function compoundsOf(tokens: readonly Selector[]): SelectorCompound[] {
  const compounds: Selector[][] = [[]];
  for (const token of tokens) {
    if (token.type === SelectorType.Descendant) compounds.push([]);
    else compounds.at(-1)?.push(token);
  }
  return compounds.map(compoundOf).reverse();
}

function compoundOf(tokens: readonly Selector[]): SelectorCompound {
  if (tokens.length === 0) throw new Error("a part of it is empty");
  let tag: string | null = null;
  let id: string | null = null;
  const classes: string[] = [];
  const attributes: { name: string; value: string }[] = [];
  for (const token of tokens) {
    if (token.type === SelectorType.Tag && token.namespace === null) tag = token.name;
    else if (token.type !== SelectorType.Attribute || token.namespace !== null || token.ignoreCase === true)
      throw new Error(`${token.type} is not supported here, only tag, id, class, attribute equals and descent`);
    else if (/^$|^[.#:]/.test(token.value)) throw new Error(`"${token.value}" is no name`);
    else if (token.action === AttributeAction.Element && token.name === "class") classes.push(token.value);
    else if (token.action !== AttributeAction.Equals) throw new Error("an attribute can only be compared with =");
    else if (token.name !== "id") attributes.push({ name: token.name, value: token.value });
    else if (id !== null) throw new Error("it names two ids");
    else id = token.value;
  }
  return { tag, id, classes, attributes };
}

/** The rarest feature that a compound demands of an element. */
function keyOf(inner: SelectorCompound | undefined): string {
  if (inner?.id) return `#${inner.id}`;
  if (inner?.classes[0] !== undefined) return `.${inner.classes[0]}`;
  return inner?.tag ?? "*";
}
