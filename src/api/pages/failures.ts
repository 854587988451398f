import type { FastifyReply, FastifyRequest } from "fastify";
import { answerProblem, errorOf, statusFor } from "../v1/problem.js";
import { ErrorPage } from "./error-page.js";
import { pageOf, sendPage } from "./page.js";

/** Addresses that programs read, which are answered with problem details whoever asks. */
const forPrograms = /^\/(v1|docs|metrics|health|ready|suggest)(\/|\?|$)/;

/** Answers with what was thrown: a browser that asks for a page gets a page, everyone else problem details. */
export function answerFailure(cause: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const isPage = !forPrograms.test(request.url) && /\btext\/html\b/.test(request.headers.accept ?? "");
  return isPage ? answerErrorPage(cause, request, reply) : answerProblem(cause, request, reply);
}

/** A page that says what was wrong and what helps; what is our fault goes to the log. */
function answerErrorPage(cause: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { code } = errorOf(cause);
  const status = statusFor(code);
  if (status >= 500) request.log.error({ err: cause, url: request.url }, "request failed");
  const page = pageOf(request);
  const given = Number(reply.getHeader("retry-after"));
  const retryAfter = given > 0 ? Math.ceil(given) : null;
  return sendPage(reply.code(status), ErrorPage, { page, status, code, retryAfter });
}
