import { findNodeAtLocation, type Node, type ParseError, parse, parseTree, printParseErrorCode, visit } from "jsonc-parser";
import type * as z from "zod";

/** What is wrong in a JSON file, and where. */
export interface Mistake {
  /** counted from 1 */
  readonly line: number;
  /** where in the value: names and indices; empty for the file as a whole */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export type Checked<T> = { readonly value: T } | { readonly mistakes: readonly [Mistake, ...Mistake[]] };

/**
 * JSON read against a schema, with the line of every mistake. A key that stands twice in one object is one.
 * @param options.comments whether comments and trailing commas are allowed
 */
export function checkJson<T extends z.ZodType>(text: string, schema: T, options: { readonly comments: boolean }): Checked<z.infer<T>> {
  const plain = options.comments ? null : parsedPlainly(text);
  if (plain !== null) {
    const result = schema.safeParse(plain.value);
    if (result.success) return { value: result.data };
  }
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { disallowComments: !options.comments, allowTrailingComma: options.comments });
  const [broken] = errors;
  if (broken) return { mistakes: [{ line: lineAt(text, broken.offset), path: [], message: saidOf(broken) }] };
  const repeated = repeatedKey(text);
  if (repeated) return { mistakes: [repeated] };
  const result = schema.safeParse(value);
  if (result.success) return { value: result.data };
  const root = parseTree(text);
  const [first, ...more] = result.error.issues.map(
    (issue): Mistake => ({
      line: lineAt(text, root ? offsetOf(root, issue) : 0),
      path: issue.path.filter((part) => typeof part !== "symbol"),
      message: issue.message,
    }),
  );
  return { mistakes: [first ?? { line: 1, path: [], message: "" }, ...more] };
}

/** The value of sound JSON without a repeated key; null for any other, of which a slower reader tells what is wrong and where. */
function parsedPlainly(text: string): { readonly value: unknown } | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  let keys = 0;
  for (const { 1: colon } of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)) if (colon !== undefined) keys++;
  return keys === countKeys(value) ? { value } : null;
}

function countKeys(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const items = Object.values(value);
  return items.reduce<number>((sum, item) => sum + countKeys(item), Array.isArray(value) ? 0 : items.length);
}

/** A library's PropertyNameExpected as words. */
function saidOf({ error }: ParseError): string {
  const words = printParseErrorCode(error).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `is no JSON here:${words}`;
}

/** JSON.parse silently keeps the last value of a key that is repeated. */
function repeatedKey(text: string): Mistake | null {
  const open: Set<string>[] = [];
  let found: Mistake | null = null;
  visit(text, {
    onObjectBegin: () => void open.push(new Set()),
    onObjectEnd: () => void open.pop(),
    onObjectProperty: (key, _offset, _length, line) => {
      const keys = open.at(-1);
      if (keys?.has(key)) found ??= { line: line + 1, path: [], message: `${key} stands twice in one object` };
      keys?.add(key);
    },
  });
  return found;
}

/** Offset of a value, or of its key where it has one; for a missing value, of the object that lacks it. */
function offsetOf(root: Node, issue: z.core.$ZodIssue): number {
  const unknown = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  const path = [...issue.path, ...unknown].filter((part) => typeof part !== "symbol");
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node) return node.parent?.type === "property" ? node.parent.offset : node.offset;
  }
  return root.offset;
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line++;
  return line;
}
