import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ZhengwenError } from "../model/errors.js";
import { answerFailure } from "./pages/failures.js";

/** An address that is served, as a pattern, and the methods that it takes. */
export type ServedMethods = Map<string, { readonly pattern: RegExp; readonly methods: Set<string> }>;

/** The methods of every route that is registered from now on. */
export function collectMethods(server: FastifyInstance): ServedMethods {
  const served: ServedMethods = new Map();
  server.addHook("onRoute", ({ url, method }) => {
    const entry = served.get(url) ?? { pattern: patternOf(url), methods: new Set<string>() };
    for (const one of [method].flat()) entry.methods.add(one);
    served.set(url, entry);
  });
  return served;
}

function patternOf(url: string): RegExp {
  const parts = url
    .split(/(:\w+|\*)/)
    .map((part) => (part.startsWith(":") ? "[^/]{1,200}" : part === "*" ? ".*" : part.replace(/[.+?()[\]{}^$|\\]/g, "\\$&")));
  return new RegExp(`^${parts.join("")}/?$`);
}

/** Answers what no route takes: the wrong method of an address that there is, or an address that there is not. */
export function answerNothing(served: ServedMethods, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const [path = "/"] = request.url.split("?", 1);
  const methods = [...served.values()].flatMap((entry) => (entry.pattern.test(path) ? [...entry.methods] : []));
  if (methods.length === 0) return answerFailure(new ZhengwenError("http.not-found", path.slice(0, 200)), request, reply);
  reply.header("allow", [...new Set(methods)].sort().join(", "));
  return answerFailure(new ZhengwenError("http.method", `${request.method} ${path.slice(0, 200)}`), request, reply);
}
