import type { FastifyReply, FastifyRequest } from "fastify";
import * as z from "zod";
import { asZhengwenError, type ErrorCode, errorTable, ZhengwenError } from "../../model/errors.js";
import { QueryError } from "../../search/query-error.js";

/** A failure as the API tells it: problem details (RFC 9457) with the code and the remedy of our table. */
export const problemSchema = z.object({
  type: z.string().describe("names the kind of the problem: urn:zhengwen:error:<code>"),
  title: z.string().describe("what was wrong, in general"),
  status: z.int(),
  detail: z.string().describe("what was wrong here"),
  code: z.string().describe("row of the table of errors"),
  remedy: z.string().describe("what to do about it"),
  at: z.int().min(0).optional().describe("offset in `q` (UTF-16) of what is not understood"),
});
type Problem = z.infer<typeof problemSchema>;

const statusOf: Partial<Record<ErrorCode, number>> = {
  "usage.query": 400,
  "usage.query-cost": 400,
  "usage.argument": 400,
  "cursor.invalid": 400,
  "cursor.epoch": 410,
  "cursor.expired": 410,
  "cursor.future": 409,
  "search.busy": 429,
  "key.missing": 401,
  "key.scope": 403,
  "push.body": 422,
  "push.repeated": 422,
  "push.busy": 409,
  "record.not-found": 404,
  "record.no-page": 404,
  "record.no-part": 404,
  "http.not-found": 404,
  "http.method": 405,
  "http.request": 400,
  "http.too-large": 413,
  "http.media-type": 415,
  "http.rate": 429,
  "store.unavailable": 503,
  "queue.unavailable": 503,
};

/** The status that a code is answered with; 500 for what is the server's own fault. */
export function statusFor(code: ErrorCode): number {
  return statusOf[code] ?? 500;
}

/** Faults of HTTP that Fastify and its plugins find, by their status. */
const httpCodes: Readonly<Record<number, ErrorCode>> = {
  404: "http.not-found",
  405: "http.method",
  413: "http.too-large",
  415: "http.media-type",
  429: "http.rate",
};

/** Anything thrown, as one of our errors. */
export function errorOf(cause: unknown): ZhengwenError {
  if (cause instanceof ZhengwenError) return cause;
  const { statusCode: status, message } = cause as { statusCode?: number; message?: string };
  if (status !== undefined && status >= 400 && status < 500)
    return new ZhengwenError(httpCodes[status] ?? "http.request", message, { cause });
  return asZhengwenError(cause);
}

export function problemOf(error: ZhengwenError): Problem {
  const status = statusFor(error.code);
  const { what, remedy } = errorTable[error.code];
  const detail = status === 500 ? "The request failed; the log says why." : error.message;
  const at = error instanceof QueryError && error.at !== null ? { at: error.at } : {};
  return { type: `urn:zhengwen:error:${error.code}`, title: what, status, detail: detail.toWellFormed(), code: error.code, remedy, ...at };
}

/** Answers with what was thrown; what is our fault goes to the log. */
export function answerProblem(cause: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(errorOf(cause));
  if (problem.status >= 500) request.log.error({ err: cause, url: request.url }, "request failed");
  return reply.code(problem.status).type("application/problem+json").send(JSON.stringify(problem));
}
