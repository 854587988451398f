import type { FastifyInstance, FastifyRequest } from "fastify";
import { type ApiKey, keyFor } from "../app/keys.js";
import { type Answered, answerOnce, forgetAnswers } from "../app/repeated.js";
import type { StoreServices } from "../app/services.js";
import { type PushServices, takePushed } from "../ingest/push.js";
import { asZhengwenError, ZhengwenError } from "../model/errors.js";

/** Documents of one request. */
const mostDocuments = 500;
/** A key of idempotency: what a UUID, a digest or a name has. */
const repeatKey = /^[\x21-\x7e]{1,255}$/;
/** Milliseconds between two times that old answers are dropped. */
const sweep = 3_600_000;

type Given = StoreServices & { readonly intake: PushServices };

/**
 * `POST /v1/documents`: documents from somebody else's crawler, into the same ledger. A body is a document, an array of them
 * or JSON Lines. The key is looked at before a byte of the body is read.
 */
export async function pushRoutes(server: FastifyInstance, services: Given): Promise<void> {
  const { config, intake, clock, log } = services;
  const keys = new WeakMap<FastifyRequest, ApiKey>();
  let swept = clock.now();

  server.addContentTypeParser(
    ["application/json", "application/x-ndjson", "application/jsonl", "application/ndjson"],
    { parseAs: "string" },
    (_request, body, done) => done(null, body),
  );

  async function answer(body: string, isLines: boolean): Promise<Answered> {
    const documents = await takePushed(documentsOf(body, isLines), config.pageLimit, intake);
    const isRefused = documents.every((each) => "error" in each);
    return { status: isRefused ? 422 : 202, body: { documents } };
  }

  function sweepSometimes(): void {
    if (clock.now() - swept < sweep) return;
    swept = clock.now();
    forgetAnswers(services).catch((cause: unknown) => {
      const error = asZhengwenError(cause, "store.unavailable");
      log.warn({ code: error.code, err: error }, "old answers could not be dropped; tried again in an hour");
    });
  }

  server.post<{ Body: string }>(
    "/v1/documents",
    {
      // a page in base 64 and what is said of it
      bodyLimit: 2 * config.pageLimit,
      onRequest: async (request) => {
        keys.set(request, await keyFor(request.headers.authorization, "push", services));
      },
    },
    async (request, reply) => {
      sweepSometimes();
      const { body } = request;
      const isLines = !/^application\/json\b/i.test(request.headers["content-type"] ?? "");
      const key = request.headers["idempotency-key"];
      const who = keys.get(request)?.id ?? "";
      if (key === undefined) {
        const { status, body: told } = await answer(body, isLines);
        return reply.code(status).send(told);
      }
      if (typeof key !== "string" || !repeatKey.test(key))
        throw new ZhengwenError("usage.argument", "Idempotency-Key is up to 255 characters of ASCII.");
      const { status, body: told, isRepeated } = await answerOnce({ who, key, body }, services, () => answer(body, isLines));
      if (isRepeated) reply.header("idempotency-replayed", "true");
      return reply.code(status).send(told);
    },
  );
}

/** The documents of a body, as they came. @throws push.body */
function documentsOf(body: string, isLines: boolean): unknown[] {
  const documents = isLines
    ? body
        .split("\n")
        .filter((line) => line.trim() !== "")
        .map(parsed)
    : listed(parsed(body));
  if (documents.length === 0) throw new ZhengwenError("push.body", "It holds no document.");
  if (documents.length > mostDocuments)
    throw new ZhengwenError("push.body", `It holds ${documents.length} documents; ${mostDocuments} are taken at a time.`);
  return documents;
}

function listed(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new ZhengwenError("push.body", (cause as Error).message, { cause });
  }
}
