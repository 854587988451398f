import * as z from "zod";

/** One step of a selector: `tag#id.class[name=value]`. */
export interface SelectorPart {
  readonly tag: string | null;
  readonly id: string | null;
  readonly classes: readonly string[];
  readonly attribute: { readonly name: string; readonly value: string } | null;
}

/**
 * Rows of selectors, compiled. A row is a list of selectors apart by commas, which together name the parts of one thing; a
 * selector is a list of parts apart by one space, for descent. Nothing else of CSS.
 */
export interface SelectorRows {
  readonly rows: readonly string[];
  /** the selectors of all rows, innermost part first */
  readonly selectors: readonly { readonly row: number; readonly parts: readonly SelectorPart[] }[];
  /** selectors by what an element must have to match: `#id`, `.class` or tag */
  readonly byKey: ReadonlyMap<string, readonly number[]>;
}

const part = '(?:[a-z][a-z0-9]*)?(?:#[\\w-]+)?(?:\\.[\\w-]+)*(?:\\[[\\w-]+="?[^\\]"]*"?\\])?';
const partsOf = /^([a-z][a-z0-9]*)?(?:#([\w-]+))?((?:\.[\w-]+)*)(?:\[([\w-]+)="?([^\]"]*)"?\])?$/;

/** A list of rows as dictionaries write them. */
export const selectorRowsSchema = z
  .array(
    z
      .string()
      .min(1)
      .regex(new RegExp(`^${part}(?: ${part})*(?:, ?${part}(?: ${part})*)*$`)),
  )
  .min(1)
  .transform(compileSelectors);

export function compileSelectors(rows: readonly string[]): SelectorRows {
  const selectors = rows.flatMap((row, i) =>
    row.split(/, ?/).map((source) => ({ row: i, parts: source.split(" ").map(readPart).reverse() })),
  );
  const byKey = new Map<string, number[]>();
  for (const [i, { parts }] of selectors.entries()) {
    const key = keyOf(parts[0]);
    const known = byKey.get(key);
    if (known) known.push(i);
    else byKey.set(key, [i]);
  }
  return { rows, selectors, byKey };
}

function readPart(source: string): SelectorPart {
  const [, tag, id, classes, name, value] = partsOf.exec(source) ?? [];
  return {
    tag: tag ?? null,
    id: id ?? null,
    classes: classes ? classes.slice(1).split(".") : [],
    attribute: name === undefined ? null : { name, value: value ?? "" },
  };
}

/** The rarest that a part demands. */
function keyOf(inner: SelectorPart | undefined): string {
  if (inner?.id) return `#${inner.id}`;
  return inner?.classes[0] === undefined ? (inner?.tag ?? "") : `.${inner.classes[0]}`;
}
