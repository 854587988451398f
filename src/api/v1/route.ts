import type { IncomingHttpHeaders } from "node:http";
import * as z from "zod";
import type { Config } from "../../app/config.js";
import type { ApiKey, KeyScope } from "../../app/keys.js";
import type { StoreServices } from "../../app/services.js";
import type { ErrorCode } from "../../model/errors.js";

/** What a handler is given: parameters that its schemas have read, and the services. */
interface RouteRequest<Path, Query, Body> {
  readonly path: Path;
  readonly query: Query;
  readonly body: Body;
  /** the body as it came, of a route that takes it so; empty for any other */
  readonly text: string;
  readonly headers: IncomingHttpHeaders;
  /** the key that the client has shown, if any */
  readonly key: ApiKey | null;
  /** scheme and host that the client asked */
  readonly origin: string;
  /** aborted once the client has gone or the server is to end */
  readonly signal: AbortSignal;
}

/** An answer that is not plain JSON: bytes or text of another type, or one with headers of its own. */
export class Answer {
  constructor(
    readonly type: string,
    readonly body: string | Uint8Array | AsyncIterable<string | Uint8Array>,
    readonly headers: Readonly<Record<string, string>> = {},
    /** where it is another than that of the route */
    readonly status?: number,
  ) {}
}

/**
 * One entry of the API: served, validated and described in OpenAPI from this alone. A new route is one more of these in the
 * list of `routes.ts`.
 */
export interface Route<
  Path extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
> {
  readonly method: "GET" | "POST" | "DELETE";
  /** with `{name}` for each parameter of the path */
  readonly url: `/v1/${string}`;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly path?: Path;
  readonly query?: Query;
  readonly body?: Body;
  /** what a key must allow; `read` where it is not said, which takes a key only where the configuration says so */
  readonly scope?: KeyScope;
  /** the body reaches the handler as `text`, unparsed: its media types with what is in them, and how many bytes it may have */
  readonly raw?: { readonly types: Readonly<Record<string, z.ZodType | null>>; limit(config: Config): number };
  /** headers that it looks at, for OpenAPI */
  readonly headers?: z.ZodObject;
  /** status of an answer that is well; 200 where it is not said */
  readonly status?: 201 | 202 | 204;
  /** other answers that are no problems, by status */
  readonly others?: Readonly<Record<number, z.ZodType>>;
  /** media types of the answer with what is in them; null for bytes and texts that have no schema */
  readonly answers: Readonly<Record<string, z.ZodType | null>>;
  /** faults that it answers with, beside those that any route has */
  readonly errors: readonly ErrorCode[];
  /** addresses (with a body where one is posted) that tests call and the docs show */
  readonly examples: readonly { readonly url: string; readonly body?: z.input<Body> }[];
  handle(request: RouteRequest<z.output<Path>, z.output<Query>, z.output<Body>>, services: StoreServices): Promise<unknown>;
}

/** Keeps the types of a route's schemas for its handler while it is written. */
export function route<
  Path extends z.ZodObject = z.ZodObject<Record<never, never>>,
  Query extends z.ZodObject = z.ZodObject<Record<never, never>>,
  Body extends z.ZodType = z.ZodUndefined,
>(entry: Route<Path, Query, Body>): Route {
  return entry as unknown as Route;
}

/** A whole number as it stands in an address. */
export const wholeParameter = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`)
    .meta({ parameter: { type: "integer", minimum: min, maximum: max } });

/** Yes or no as it stands in an address. */
export const flagParameter = z
  .enum(["1", "0", "true", "false"])
  .transform((value) => value === "1" || value === "true")
  .meta({ parameter: { type: "string", enum: ["1", "0", "true", "false"] } });

/** Some of the names, by comma. */
export const listParameter = <const Name extends string>(names: readonly [Name, ...Name[]]) =>
  z
    .string()
    .max(2_000)
    .transform((value) => value.split(","))
    .pipe(z.array(z.enum(names)))
    .meta({ parameter: { type: "array", minItems: 1, items: { type: "string", enum: [...names] } } });

export const recordPath = z.object({
  id: z
    .string()
    .regex(/^[0-9a-f]{32}$/, "must be 32 hexadecimal digits")
    .describe("id of a record"),
});

export const revisionParameter = wholeParameter(1, 999_999_999).optional().describe("which revision; the newest where it is not said");
