import * as z from "zod";
import { entitySchema } from "../../model/entity.js";
import { type ErrorCode, errorTable } from "../../model/errors.js";
import { measureSchema } from "../../model/measure.js";
import { partSchema, recordSchema } from "../../model/record.js";
import { version } from "../../model/version.js";
import { foundEntitySchema, foundMeasureSchema } from "./findings.js";
import { problemSchema, statusFor } from "./problem.js";
import type { Route } from "./route.js";
import { hitSchema } from "./search.js";

/** Schemas that more than one place uses, by the name that generated types bear. */
const named = {
  Record: recordSchema,
  Entity: entitySchema,
  Measure: measureSchema,
  Part: partSchema,
  Hit: hitSchema,
  FoundEntity: foundEntitySchema,
  FoundMeasure: foundMeasureSchema,
  Problem: problemSchema,
};

/** Faults that any route may answer with. */
const always: readonly ErrorCode[] = ["usage.argument", "http.request", "http.rate", "key.missing", "key.scope", "store.unavailable"];
/** And those of a body. */
const ofBodies: readonly ErrorCode[] = ["http.too-large", "http.media-type"];

type Json = Record<string, unknown>;

/** The description of the API in OpenAPI 3.1: whatever it says stands in the routes' schemas. */
export function openApi(routes: readonly Route[]): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) paths[route.url] = { ...paths[route.url], [route.method.toLowerCase()]: operation(route) };
  return {
    openapi: "3.1.0",
    info: {
      title: "Zhengwen",
      version: version.version,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      description: "Chinese policy documents: search, records, entities with their evidence, measures, the change feed, exports.",
    },
    servers: [{ url: "/" }],
    paths,
    components: {
      schemas: componentSchemas(),
      securitySchemes: { key: { type: "http", scheme: "bearer", description: "a key that `zhengwen keys add` has made: zw_…" } },
    },
  };
}

function registryOfNamed() {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  return registry;
}

const registry = registryOfNamed();

function componentSchemas(): Json {
  const { schemas } = z.toJSONSchema(registry, { io: "output", uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(Object.entries(schemas).map(([name, { $schema, $id, ...schema }]) => [name, schema]));
}

function answerSchema(schema: z.ZodType): Json {
  return inlined(z.toJSONSchema(schema, { io: "output", metadata: registry }));
}

/** A schema on its own writes what it refers to into its `$defs`: those that are components are referred to there. */
function inlined(schema: object): Json {
  const text = JSON.stringify(schema, (key, value) =>
    key === "$schema" || key === "$defs" || (key === "id" && typeof value === "string" && value in named) ? undefined : value,
  );
  return JSON.parse(text.replaceAll('"$ref":"#/$defs/', '"$ref":"#/components/schemas/')) as Json;
}

function operation(route: Route): Json {
  const answers = Object.entries(route.answers).map(([type, schema]): [string, Json] => [
    type,
    { schema: schema === null ? (type.endsWith("json") ? {} : { type: "string" }) : answerSchema(schema) },
  ]);
  const faults = new Map<number, ErrorCode[]>();
  for (const code of new Set([...route.errors, ...always, ...(route.body ? ofBodies : [])]))
    faults.set(statusFor(code), [...(faults.get(statusFor(code)) ?? []), code]);
  const problems = [...faults].map(([status, codes]) => {
    const other = route.others?.[status];
    return [
      String(status),
      {
        description: codes.map((code) => `${code}: ${errorTable[code].what}`).join("\n"),
        content: {
          "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
          ...(other && { "application/json": { schema: answerSchema(other) } }),
        },
      },
    ];
  });
  return {
    operationId: operationId(route),
    tags: [route.tag],
    summary: route.summary,
    ...(route.description && { description: route.description }),
    // reading is open to everybody where the configuration does not say otherwise
    security: [...((route.scope ?? "read") === "read" ? [{}] : []), { key: [] }],
    parameters: [
      ...parameters(route.path, "path"),
      ...parameters(route.query, "query", exampleValues(route)),
      ...parameters(route.headers, "header"),
    ],
    ...(route.body && {
      requestBody: { required: true, content: bodies(route.raw?.types ?? { "application/json": route.body }, route.examples[0]?.body) },
    }),
    responses: {
      [String(route.status ?? 200)]: { description: route.summary, ...(answers.length > 0 && { content: Object.fromEntries(answers) }) },
      ...Object.fromEntries(problems),
    },
    "x-examples": route.examples.map(({ url, body }) => ({ url, ...(body !== undefined && { body }) })),
  };
}

/** What the examples of a route give its parameters in the query. */
function exampleValues({ examples }: Route): ReadonlyMap<string, string> {
  const values = examples.flatMap(({ url }) => [...new URLSearchParams(url.split("?")[1] ?? "")]);
  // the first example is the simplest
  return new Map(values.reverse());
}

function bodies(types: Readonly<Record<string, z.ZodType | null>>, example: unknown): Json {
  const described = Object.entries(types).map(([type, schema]) => [
    type,
    {
      schema: schema === null ? { type: "string" } : inlined(z.toJSONSchema(schema, { io: "input" })),
      ...(schema !== null && example !== undefined && { example }),
    },
  ]);
  return Object.fromEntries(described) as Json;
}

function operationId({ method, url }: Route): string {
  const words = url.split("/").flatMap((word) => (word === "v1" || word === "" ? [] : [word.replace(/[{}]/g, "")]));
  return [method.toLowerCase(), ...words].map((word, i) => (i === 0 ? word : `${word[0]?.toUpperCase()}${word.slice(1)}`)).join("");
}

function parameters(
  schema: z.ZodObject | undefined,
  where: "path" | "query" | "header",
  examples: ReadonlyMap<string, string> = new Map(),
): Json[] {
  return Object.entries(schema?.shape ?? {}).map(([name, value]) => {
    const { parameter, description, ...rest } = z.toJSONSchema(value as z.ZodType, { io: "input" }) as Json;
    const { $schema, ...said } = rest;
    const form = (parameter as Json | undefined) ?? said;
    const example = examples.get(name);
    const required = where === "path" || !(value as z.ZodType).safeParse(undefined).success;
    return {
      name,
      in: where,
      required,
      ...(description !== undefined && { description }),
      ...(form.type === "array" && { style: "form", explode: false }),
      schema: form,
      ...(example !== undefined && { example: exampleOf(form, example) }),
    };
  });
}

/** An example as its schema has it: a number, a list or a text. */
function exampleOf({ type }: Json, written: string): unknown {
  if (type === "integer") return Number(written);
  return type === "array" ? written.split(",") : written;
}
