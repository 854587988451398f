/** As much of a JSON Schema as ours use. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly description?: string;
  readonly properties?: Record<string, Schema>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

export interface FieldRow {
  readonly path: string;
  /** in Markdown: names of types, values in backticks */
  readonly types: readonly string[];
  /** what it means; in each of its shapes, where these say something else */
  readonly descriptions: readonly string[];
}

/** A row for each field below a schema, in its order; what may be of several shapes has the fields of each, once. */
export function fieldRows(schema: Schema, path = ""): FieldRow[] {
  const rows = new Map<string, FieldRow>();
  const add = (found: readonly FieldRow[]) => {
    for (const row of found) {
      const known = rows.get(row.path);
      rows.set(row.path, known ? joined(known, row) : row);
    }
  };
  for (const shape of shapesOf(schema)) {
    for (const [name, field] of Object.entries(shape.properties ?? {})) {
      const at = path === "" ? name : `${path}.${name}`;
      add([{ path: at, types: typesOf(field), descriptions: field.description ? [field.description] : [] }]);
      add(fieldRows(field, at));
    }
    if (shape.items) add(fieldRows(shape.items, `${path}[]`));
    if (typeof shape.additionalProperties === "object") add(fieldRows(shape.additionalProperties, `${path}{}`));
  }
  return [...rows.values()];
}

function shapesOf(schema: Schema): readonly Schema[] {
  const shapes = schema.anyOf ?? schema.oneOf;
  return shapes ? shapes.flatMap(shapesOf) : [schema];
}

function joined(one: FieldRow, other: FieldRow): FieldRow {
  return {
    path: one.path,
    types: [...new Set([...one.types, ...other.types])],
    descriptions: [...new Set([...one.descriptions, ...other.descriptions])],
  };
}

function typesOf(schema: Schema): string[] {
  const types = shapesOf(schema).flatMap((shape) => {
    if (shape.const !== undefined) return [`\`${JSON.stringify(shape.const)}\``];
    if (shape.enum) return shape.enum.map((value) => `\`${JSON.stringify(value)}\``);
    return [shape.type ?? "any"].flat();
  });
  return [...new Set(types)];
}
